# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HashiCorp Vault's key-value engine, version 2, as far as its HTTP API reads and writes a secret."""

import contextlib
import json

from fakes import loopback

TOKEN = "a-token-of-vault"


class _Handler(loopback.Handler):
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


@contextlib.contextmanager
def store():
    """A server on this machine with its `url`; its `secrets` are the versions by path."""
    with loopback.serving(_Handler) as server:
        server.secrets = {}
        yield server
