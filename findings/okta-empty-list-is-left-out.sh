#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# okta 3.4.6 (Okta's SDK for Python): replace_application leaves out every empty list and text of the application that it is given,
# so that a list, such as the URIs after a sign-out, cannot be emptied with it: Okta never hears of it. False is sent. The request
# executor below it would send empty values with keep_empty_params=True; replace_application has no such parameter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check okta==3.4.6
cat >replace.py <<'PY'
import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from okta.client import Client
from okta.models import OpenIdConnectApplication

received = []


class Handler(BaseHTTPRequestHandler):
    def do_PUT(self):
        received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_arguments):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = Client({"orgUrl": f"http://127.0.0.1:{server.server_port}", "token": "t"})
application = OpenIdConnectApplication.from_dict(
    {
        "name": "oidc_client",
        "label": "example",
        "signOnMode": "OPENID_CONNECT",
        "credentials": {"oauthClient": {"token_endpoint_auth_method": "client_secret_post", "pkce_required": False}},
        "settings": {
            "oauthClient": {
                "grant_types": ["authorization_code"],
                "redirect_uris": ["https://example.org/callback"],
                "post_logout_redirect_uris": [],
            }
        },
    }
)
print("given", application.settings.oauth_client.post_logout_redirect_uris)
asyncio.run(client.replace_application("0oa1", application))
print("sent", json.dumps(received[-1]["settings"]["oauthClient"], sort_keys=True), received[-1]["credentials"])
PY
OKTA_TESTING_TESTINGDISABLEHTTPSCHECK=true venv/bin/python replace.py 2>&1 | tee seen
grep -qx 'given \[\]' seen
grep -q '^sent .*redirect_uris.*pkce_required.: False' seen
! grep -q post_logout_redirect_uris seen
