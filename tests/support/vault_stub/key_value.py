# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HashiCorp Vault's key-value engine, version 2, as far as its HTTP API reads and writes a secret."""

import http.server
import json
import threading

TOKEN = "a-token-of-vault"


class _Handler(http.server.BaseHTTPRequestHandler):
    def _answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def _refused(self):
        if self.headers.get("X-Vault-Token") == TOKEN:
            return False
        self._answer(403, {"errors": ["permission denied"]})
        return True

    def do_GET(self):
        """The newest version of a secret."""
        if self._refused():
            return
        versions = self.server.secrets.get(self.path.partition("?")[0])
        if not versions:
            self._answer(404, {"errors": []})
            return
        self._answer(200, {"data": {"data": versions[-1], "metadata": {"version": len(versions)}}})

    def do_POST(self):
        """A new version of it."""
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        if self._refused():
            return
        versions = self.server.secrets.setdefault(self.path, [])
        versions.append(body["data"])
        self._answer(200, {"data": {"version": len(versions)}})

    def do_PUT(self):
        """The same."""
        self.do_POST()

    def log_message(self, *_arguments):
        """Quiet."""


class Store:
    """One server on this machine; ``secrets`` are the versions by path."""

    def __enter__(self):
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.secrets = self.secrets = {}
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self._server.shutdown()
        self._server.server_close()
