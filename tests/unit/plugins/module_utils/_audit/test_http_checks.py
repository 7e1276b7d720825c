# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server is asked, against one that answers as it is told."""

import base64
import json
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._audit import http_checks
from fakes import loopback

SYSTEM = "/api/v1/system/"
KEY = {"kty": "RSA", "kid": "own", "n": "AQAB", "e": "AQAB"}
SEEN = {"version": "1.12.14", "principal_domain": "acme.io"}


def token(claims):
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in ({"alg": "RS256"}, claims)
    ]
    return ".".join([*parts, "c2lnbmF0dXJl"])


class Server:
    """``answers`` by path; ``calls`` as (method, path, body)."""

    def __init__(self):
        self.calls = []
        self.answers = {
            SYSTEM + "version": {"version": "1.12.14"},
            SYSTEM + "config/auth": {"provider": "basic"},
            SYSTEM + "config/jwks": {"keys": [KEY]},
            SYSTEM + "config/authorizer": {"principalDomain": "acme.io"},
        }


@pytest.fixture
def server():
    made = Server()

    class Handler(loopback.Handler):
        def answer(self):
            length = int(self.headers.get("Content-Length") or 0)
            made.calls.append((self.command, self.path, self.rfile.read(length).decode()))
            found = made.answers.get(self.path.split("?")[0], 404)
            self.send_response(found if isinstance(found, int) else 200)
            self.end_headers()
            self.wfile.write(b"no" if isinstance(found, int) else json.dumps(found).encode())

        def do_GET(self):
            self.answer()

        def do_POST(self):
            self.answer()

    with loopback.serving(Handler) as server:
        made.url = server.url
        yield made


def setting(value):
    return {"value": value, "where": "", "layer": "file"}


def settings(provider="basic", urls=()):
    return {
        http_checks.PROVIDER: setting(provider),
        http_checks.KEY_URLS: setting(list(urls)),
        http_checks.DOMAIN: setting(None),
    }


def test_a_server_that_answers_is_seen_in_four_calls(server):
    found = http_checks.server(server.url)
    assert (found["version"], found["served"], found["keys"], found["principal_domain"]) == (
        "1.12.14",
        {"provider": "basic"},
        [KEY],
        "acme.io",
    )
    assert len(server.calls) == 4 and {method for method, _path, _body in server.calls} == {"GET"}


def test_a_server_that_is_not_there_is_asked_once(server):
    server.answers = {}
    found = http_checks.server(server.url)
    assert found["version"] is None and found["reason"] == "HTTP 404: no" and len(server.calls) == 1


@pytest.mark.parametrize("answer", [[], {"keys": None}, {"keys": ["x"]}, 500])
def test_what_is_not_a_key_set_gives_no_keys(server, answer):
    server.answers[SYSTEM + "config/jwks"] = answer
    assert not http_checks.server(server.url)["keys"]


def test_one_attempt_with_the_default_password_and_no_second(server):
    server.answers["/api/v1/users/login"] = 401
    assert http_checks.login(server.url, SEEN, settings()) == {
        "user": "admin@acme.io",
        "status": 401,
        "accepted": False,
    }
    ((method, path, body),) = server.calls
    assert (method, path) == ("POST", "/api/v1/users/login")
    assert json.loads(body) == {"email": "admin@acme.io", "password": base64.b64encode(b"admin").decode()}


def test_an_accepted_password_is_told_and_its_token_is_not_kept(server):
    server.answers["/api/v1/users/login"] = {"accessToken": "secret-token"}
    found = http_checks.login(server.url, {**SEEN, "principal_domain": None}, settings())
    assert found == {"user": "admin@open-metadata.org", "status": 200, "accepted": True}


@pytest.mark.parametrize("provider", ["auth0", "ldap", "saml", None])
def test_no_attempt_is_made_where_passwords_are_another_ones(server, provider):
    assert http_checks.login(server.url, SEEN, settings(provider)) is None
    assert http_checks.login(server.url, {**SEEN, "version": None}, settings()) is None
    assert server.calls == []


def test_the_servers_own_address_among_the_key_urls_is_asked(server):
    own = server.url + SYSTEM + "config/jwks"
    found = http_checks.own_keys(settings(urls=["https://idp.acme.io/keys", own]), str)
    assert found == {"url": own, "kids": ["own"], "reason": None}
    assert http_checks.own_keys(settings(urls=["https://idp.acme.io/keys"]), str) is None


def test_bots_are_told_by_the_end_of_their_tokens_and_nothing_else(server):
    bots = {
        "none": "",
        "forever": token({"exp": None}),
        "ends": token({"exp": time.time() + 10.5 * 86400}),
        "unreadable": "x",
        "unreadable-text": token({"exp": "soon"}),
        "unreadable-list": token({"exp": [1]}),
        "unreadable-truth": token({"exp": True}),
    }
    server.answers["/api/v1/bots"] = {"data": [{"name": name, "botUser": {"id": name}} for name in bots]}
    server.answers["/api/v1/users/name/admin"] = {"id": "1", "name": "admin", "isAdmin": True, "email": "admin@acme.io"}
    server.answers.update({f"/api/v1/users/token/{name}": {"JWTToken": text} for name, text in bots.items()})
    found = http_checks.administration(server.url, "token", SEEN)
    assert {bot["name"]: (bot["state"], bot["days"]) for bot in found["bots"]} == {
        name: (name.partition("-")[0], 10 if name == "ends" else None) for name in bots
    }
    assert found["default_admin"] == {"there": True, "admin": True, "email": "admin@acme.io"}
    assert not any(text and text in json.dumps(found) for text in bots.values() if len(text) > 1)


def test_without_a_token_an_administrator_is_not_asked(server):
    found = http_checks.administration(server.url, None, SEEN)
    assert (found["bots"], found["default_admin"], found["reason"]) == (None, None, "needs om_sso_admin_token")
    assert server.calls == []


def test_a_token_that_is_refused_is_a_reason_and_no_error(server):
    server.answers["/api/v1/users/name/admin"] = 401
    found = http_checks.administration(server.url, "token", SEEN)
    assert found["bots"] is None and "om_sso_admin_token" in found["reason"]
