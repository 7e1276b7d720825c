#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# auth0-python 6.8.0: a POST is sent again by itself, up to two times, when its answer is lost or has a status such as 500. The
# server may have carried the first one out, so that one call of clients.create can make three applications. It happens without
# an option; request_options={"max_retries": 0} switches it off.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check auth0-python==6.8.0
cat >"$work/create.py" <<'PY'
import http.server
import threading

from auth0.management.client import Auth0

made = []


class Answer(http.server.BaseHTTPRequestHandler):
    """Makes an application of each request, and fails then, as a gateway does that waits no longer."""

    def do_POST(self):
        made.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(504)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
threading.Thread(target=server.serve_forever, daemon=True).start()
clients = Auth0(base_url=f"http://127.0.0.1:{server.server_port}", token="token").clients
for options in ({}, {"request_options": {"max_retries": 0}}):
    made.clear()
    try:
        clients.create(name="OpenMetadata", **options)
    except Exception as error:
        print(options, "made", len(made), "applications, then", type(error).__name__)
PY
"$work/venv/bin/python" "$work/create.py" | tee "$work/seen"
grep -q "^{} made 3 applications" "$work/seen"
grep -q "max_retries': 0}} made 1 applications" "$work/seen"
