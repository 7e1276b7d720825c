# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that quotes in its errors whatever it was sent, as a careless proxy or a provider in debug mode does."""

import base64
import binascii
import contextlib
import json
from collections.abc import Iterator
from urllib.parse import unquote_plus

from . import loopback

SERVED = "/.well-known/openid-configuration"


class Quoting(loopback.AnyMethod):
    """Refuses everything with ``status``, but has the discovery document of a provider for each path.

    A subclass has ``status``, ``url``, ``port`` and ``asked``, to which it adds what each request held.
    """

    status: int
    url: str
    asked: list[str]
    port: int

    def handle_any(self) -> None:
        if self.path.endswith(SERVED):
            self._answer(200, self._discovery(self.url + self.path[: -len(SERVED)]))
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8", "replace")
        authorization = self.headers.get("Authorization") or ""
        quoted = f"{_decoded(authorization)} {authorization} {unquote_plus(body)} {body} {unquote_plus(self.path)}"
        self.asked.append(quoted)
        answer = {"error": "invalid_client", "error_description": quoted, "message": quoted, "code": self.status}
        self._answer(self.status, answer)

    def _discovery(self, issuer: str) -> dict:
        place = f"{issuer}/protocol/openid-connect"
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{place}/auth",
            "token_endpoint": f"{place}/token",
            "jwks_uri": f"{place}/certs",
            "response_types_supported": ["code"],
            "scopes_supported": ["openid", "email", "profile"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        }

    def _answer(self, status: int, document: dict) -> None:
        with contextlib.suppress(ConnectionError):
            self.reply(status, json.dumps(document, ensure_ascii=False).encode(), Content_Type="application/json")


def _decoded(authorization: str) -> str:
    """User and password of ``Basic``, else the empty string."""
    try:
        return unquote_plus(base64.b64decode(authorization.partition("Basic ")[2], validate=True).decode())
    except (binascii.Error, ValueError):
        return ""


@contextlib.contextmanager
def quoting(status: int = 401) -> Iterator[type[Quoting]]:
    """The handler of one that serves until the block ends."""
    handler = type("Refusing", (Quoting,), {"status": status, "asked": []})
    with loopback.serving(handler) as server:
        handler.url = f"http://localhost:{server.server_port}"
        handler.port = server.server_port
        yield handler
