# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that quotes in its errors whatever it was sent, as a careless proxy or a provider in debug mode does."""

import base64
import binascii
import contextlib
import http.server
import json
import threading
from collections.abc import Iterator
from urllib.parse import unquote_plus

SERVED = ".well-known/openid-configuration"


class Quoting(http.server.ThreadingHTTPServer):
    """Refuses everything with ``status``; ``realm`` has a discovery document, so that a client goes on to its token."""

    daemon_threads = True

    def __init__(self, status: int = 401) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = status
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        """Where it serves."""
        return f"http://localhost:{self.server_port}"

    def discovery(self, realm: str) -> dict:
        """The document of a provider whose other pages all refuse."""
        issuer = f"{self.url}{realm}"
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/protocol/openid-connect/auth",
            "token_endpoint": f"{issuer}/protocol/openid-connect/token",
            "jwks_uri": f"{issuer}/protocol/openid-connect/certs",
            "response_types_supported": ["code"],
            "scopes_supported": ["openid", "email", "profile"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        }


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Quoting

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def do_PATCH(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def _answer(self) -> None:
        if self.path.endswith(SERVED):
            self._reply(200, self.server.discovery(self.path[: -len(SERVED) - 1]))
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8", "replace")
        authorization = self.headers.get("Authorization") or ""
        quoted = f"{_decoded(authorization)} {authorization} {unquote_plus(body)} {body} {unquote_plus(self.path)}"
        self.server.asked.append(quoted)
        answer = {"error": "invalid_client", "error_description": quoted, "message": quoted, "code": self.server.status}
        self._reply(self.server.status, answer)

    def _reply(self, status: int, document: dict) -> None:
        text = json.dumps(document, ensure_ascii=False).encode()
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

    def log_message(self, *_arguments) -> None:
        """Nothing is printed."""


def _decoded(authorization: str) -> str:
    """User and password of ``Basic``, else the empty string."""
    try:
        return unquote_plus(base64.b64decode(authorization.partition("Basic ")[2], validate=True).decode())
    except (binascii.Error, ValueError):
        return ""


@contextlib.contextmanager
def quoting(status: int = 401) -> Iterator[Quoting]:
    """One that serves until the block ends."""
    server = Quoting(status)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
