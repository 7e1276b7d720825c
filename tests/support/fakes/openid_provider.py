# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small OpenID provider on loopback that answers as real ones do, habit by habit, and counts what it is asked."""

import base64
import contextlib
import http.server
import itertools
import json
import threading
import time
from typing import ClassVar
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

CALLBACK, SILENT = "https://metadata.acme.io/callback", "https://metadata.acme.io/silent-callback"
SECRET = "the secret of this client"
FORM = '<html><title>Log in</title><form action="/login/%s"><input type="password" name="password"></form></html>'

FOREIGN = {"invalid_client": "Anwendung unbekannt", "invalid_request": "Adresse nicht hinterlegt"}


class Provider(http.server.ThreadingHTTPServer):
    """``habits`` are words of ``authorize`` and ``token`` below; ``registered`` overrides what the client has."""

    daemon_threads = True

    def __init__(self, *habits, document=(), **registered):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.habits = set(habits)
        self.url = f"http://localhost:{self.server_port}"
        self.asked = []
        self.client = {
            "client_id": "om",
            "redirect_uris": [CALLBACK, SILENT],
            "response_types": ["code"],
            "methods": ["client_secret_post"],
            "grants": ["authorization_code"],
            "scopes": ["openid", "email", "profile"],
            "pkce": False,
            **registered,
        }
        self.document = {
            "issuer": self.url,
            "jwks_uri": self.url + "/jwks",
            "authorization_endpoint": self.url + "/authorize",
            "token_endpoint": self.url + "/token",
            **dict(document),
        }

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *exception):
        self.shutdown()
        self.server_close()

    def wrong(self, given):
        """(status or nothing, error) of the first thing that is wrong in an authorization request."""
        client = self.client
        if given.get("client_id") != client["client_id"]:
            return 400, "invalid_client"
        if given.get("redirect_uri") not in client["redirect_uris"]:
            return 400, "invalid_request"
        if given.get("response_type") not in client["response_types"]:
            return None, "unauthorized_client"
        if given.get("code_challenge_method") not in (None, "S256") or (
            client["pkce"] and "code_challenge" not in given
        ):
            return None, "invalid_request"
        if "ignores scopes" not in self.habits and set(given.get("scope", "").split()) - set(client["scopes"]):
            return None, "invalid_scope"
        return None, ""

    def token_answer(self, method, client_id, secret):
        """(status, error) of a token request with an invalid code."""
        client = self.client
        if "code first" in self.habits:
            return 400, "invalid_grant"
        known = client_id == client["client_id"] and ("public" in self.habits or secret == SECRET)
        if not known or (method not in client["methods"] and "public" not in self.habits):
            return 401, "unauthorized_client" if "as Keycloak" in self.habits else "invalid_client"
        if "authorization_code" not in client["grants"]:
            return 400, "unauthorized_client"
        return 400, "use_dpop_nonce" if "dpop" in self.habits else "invalid_grant"


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self):
        parts = urlsplit(self.path)
        self.server.asked.append(f"{self.command} {parts.path}")
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/authorize":
            self._authorize(given)
        elif parts.path.startswith("/login"):
            self._reply(200, FORM % "7f3a9c0d1e2b3a4f")
        elif parts.path == "/jwks":
            self._reply(200, json.dumps({"keys": [{"kty": "RSA", "kid": "1", "alg": "RS256", "use": "sig"}]}))
        else:
            self._reply(200, json.dumps(self.server.document))

    def _authorize(self, given):
        habits = self.server.habits
        status, error = self.server.wrong(given)
        silent = given.get("prompt") == "none"
        if "crashes" in habits:
            self._reply(500, f"redirect_uri {given['redirect_uri']} invalid_client PKCE")
        elif "log-in first" in habits and not (silent and "reads prompt none" in habits):
            if silent and "open" in habits:
                self._back(given, "login_required")
            else:
                self._to("/login/", **given)
        elif error and "error page" in habits:
            self._reply(200, f"<title>Problem</title>{error}: redirect_uri or client")
        elif status:
            self._reply(status, f"<p>{FOREIGN[error] if 'foreign' in habits else error}</p>")
        elif error or silent:
            self._back(given, error or "login_required")
        elif "federates" in habits:
            self._to("https://login.example.com/sso")
        elif "consent page" in habits:
            self._reply(200, f"<p>Send you to redirect_uri {given['redirect_uri']}?</p>" + FORM % "1")
        else:
            self._to("/login/8f3a9c0d1e2b3a4f")

    def do_POST(self):
        self.server.asked.append(f"POST {self.path}")
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        method, client_id = "none", form.get("client_id", [""])[0]
        secret = form.get("client_secret", [""])[0]
        if secret:
            method = "client_secret_post"
        if self.headers.get("Authorization"):
            method = "client_secret_basic"
            pair = base64.b64decode(self.headers["Authorization"].split()[1]).decode()
            client_id, secret = (unquote_plus(part) for part in pair.split(":"))
        status, error = self.server.token_answer(method, client_id, secret)
        self._reply(status, json.dumps({"error": error}))

    def _back(self, given, error):
        words = {"error_description": "A code_challenge is needed."} if error == "invalid_request" else {}
        self._to(given["redirect_uri"], error=error, state=given["state"], **words)

    def _to(self, url, **query):
        self.send_response(302)
        self.send_header("Location", url + ("?" + urlencode(query) if query else ""))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _reply(self, status, text):
        body = text.encode()
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *arguments):
        """Nothing is printed."""


class Unruly(Provider):
    """A provider with one page, the one whose path begins with ``place``, that is answered in a ``way`` of no use."""

    def __init__(self, place, way):
        super().__init__()
        self.place, self.way = place, way
        self.RequestHandlerClass = _Unruly


class _Unruly(_Handler):
    server: Unruly
    #: Pieces of an answer, and the seconds between them.
    WAYS: ClassVar = {
        "endless": (lambda: itertools.repeat(b'{"a": 1}' + b" " * 65536, 128), 0),
        "slow": (lambda: itertools.repeat(b" ", 10), 2),
        "nested": (lambda: [b"[" * 500000], 0),
        "huge": (lambda: [b'{"issuer": "' + b"x" * (2 << 20) + b'"}'], 0),
        "not JSON": (lambda: [b"hello"], 0),
    }

    def do_GET(self):
        if urlsplit(self.path).path.startswith(self.server.place):
            self._unruly()
        else:
            super().do_GET()

    def do_POST(self):
        if self.path.startswith(self.server.place):
            self._unruly()
        else:
            super().do_POST()

    def _unruly(self):
        pieces, pause = self.WAYS[self.server.way]
        with contextlib.suppress(ConnectionError):
            self.send_response(200)
            self.end_headers()
            for piece in pieces():
                self.wfile.write(piece)
                time.sleep(pause)
