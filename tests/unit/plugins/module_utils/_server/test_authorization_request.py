# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sign-in sends to the provider is read from the server's redirect.

Without an answer it is unknown and never drift; any answer but a redirect to the provider is drift.
"""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._server import authorization_request
from ansible_collections.openmetadata.sso.plugins.module_utils._server import drift as comparison
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import Server
from fakes import loopback

CALLBACK = "https://metadata.acme.io/callback"
WANTED = {
    "clientType": "confidential",
    "oidcConfiguration.callbackUrl": CALLBACK,
    "oidcConfiguration.id": "om",
    "oidcConfiguration.scope": "openid email",
    "oidcConfiguration.responseType": "code",
    "oidcConfiguration.prompt": "login",
    "oidcConfiguration.maxAge": "",
    "oidcConfiguration.disablePkce": True,
}
SENT = {
    "client_id": "om",
    "redirect_uri": CALLBACK,
    "scope": "openid email",
    "response_type": "code",
    "prompt": "login",
    "state": "s",
    "nonce": "n",
}
VARIABLES = [
    {"paths": ["authenticationConfiguration.oidcConfiguration.serverUrl"], "value": "https://metadata.acme.io/"}
]
SERVED = {"clientType": "confidential", "clientId": "om"}


@pytest.fixture
def server():
    """A server that answers each call as its `reply` says: (status, Location); `asked` are the targets."""

    class Handler(loopback.Handler):
        def do_GET(self):
            listening.asked.append(self.path)
            status, where = listening.reply
            self.send_response(status)
            if where:
                self.send_header("Location", where)
            self.end_headers()

    with loopback.serving(Handler) as listening:
        listening.asked = []
        listening.reply = (302, None)
        yield listening


def seen(server, wanted=None, served=None, **changes):
    """What is shown when the server redirects with these parameters; `None` leaves one out."""
    parameters = {name: value for name, value in {**SENT, **changes}.items() if value is not None}
    server.reply = (302, f"{server.url}/authorize?{urlencode(parameters)}")
    return authorization_request.shown(
        Server(server.url).redirect,
        WANTED if wanted is None else wanted,
        VARIABLES,
        SERVED if served is None else served,
    )


def test_a_sign_in_as_planned_is_not_drift(server):
    shown, reason = seen(server)
    assert reason is None and comparison.served_drift(WANTED, shown) == []
    assert set(WANTED) <= set(shown), "each field was seen"


def test_the_provider_is_not_called_and_the_user_interface_is_named(server):
    seen(server)
    (asked,) = server.asked
    assert urlsplit(asked).path == "/api/v1/auth/login"
    assert parse_qs(urlsplit(asked).query) == {"redirectUri": ["https://metadata.acme.io/auth/callback"]}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"redirect_uri": "https://metadata.acme.io/auth/callback"}, "callbackUrl"),
        ({"client_id": "other"}, "id"),
        ({"scope": "openid"}, "scope"),
        ({"response_type": "id_token"}, "responseType"),
        ({"prompt": None}, "prompt"),
        ({"prompt": "consent"}, "prompt"),
        ({"max_age": "0"}, "maxAge"),
        ({"code_challenge": "x"}, "disablePkce"),
    ],
)
def test_each_parameter_that_is_sent_otherwise_is_drift(changes, field, server):
    drift = comparison.served_drift(WANTED, seen(server, **changes)[0])
    assert [row[0] for row in drift] == ["oidcConfiguration." + field]
    assert bool(authorization_request.fix(drift)) == (field == "callbackUrl")


def test_pkce_that_is_planned_and_not_sent_is_drift(server):
    wanted = {**WANTED, "oidcConfiguration.disablePkce": False}
    assert [row[0] for row in comparison.served_drift(wanted, seen(server, wanted)[0])] == [
        "oidcConfiguration.disablePkce"
    ]
    assert comparison.served_drift(wanted, seen(server, wanted, code_challenge="x")[0]) == []


def test_a_scope_more_and_another_order_are_not_drift(server):
    assert comparison.served_drift(WANTED, seen(server, scope="email openid offline_access")[0]) == []


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ((500, None), "HTTP 500"),
        ((404, None), "HTTP 404"),
        ((400, None), "HTTP 400"),
        ((200, None), "HTTP 200"),
        ((302, None), "HTTP 302"),
        ((302, "https://metadata.acme.io/signin"), "leads elsewhere"),
        ((301, "https://elsewhere.acme.io/api/v1/auth/login?redirectUri=x"), "leads elsewhere"),
        ((302, "https://sso.acme.io/authorize?client_id=om"), "leads elsewhere"),
    ],
)
def test_any_other_answer_is_a_sign_in_that_does_not_begin(reply, words, server):
    server.reply = reply
    shown, reason = authorization_request.shown(Server(server.url).redirect, WANTED, VARIABLES, SERVED)
    ((field, said, wanted),) = comparison.served_drift(WANTED, shown)
    assert reason is None and (field, wanted) == ("signIn", "a redirect to the provider") and words in said
    assert "discovery document" in authorization_request.fix(comparison.served_drift(WANTED, shown))


def test_no_answer_is_unknown():
    shown, reason = authorization_request.shown(Server("http://127.0.0.1:1").redirect, WANTED, VARIABLES, SERVED)
    assert shown == SERVED and "refuses" in reason


@pytest.mark.parametrize(
    ("wanted", "served"),
    [({"clientType": "public"}, SERVED), (WANTED, {"clientType": "public"}), (WANTED, {}), (WANTED, None)],
)
def test_nothing_is_asked_where_no_server_begins_a_sign_in(wanted, served, server):
    assert authorization_request.shown(Server(server.url).redirect, wanted, VARIABLES, served) == (served, None)
    assert server.asked == []


LOGIN_URL = "https://idp.acme.io/sso"
SAML = [{"paths": ["authenticationConfiguration.samlConfiguration.idp.ssoLoginUrl"], "value": LOGIN_URL}]


def saml(server, status, where=None, wanted=None):
    """What is shown of a server with SAML that answers so."""
    server.reply = (status, where)
    served = {"provider": "saml"}
    return authorization_request.shown(
        Server(server.url).redirect, {"provider": "saml"} if wanted is None else wanted, SAML, served
    )


@pytest.mark.parametrize("separator", ["?", "?tenant=1&"])
def test_a_sign_in_by_saml_leads_to_the_providers_address(server, separator):
    shown, reason = saml(server, 302, f"{LOGIN_URL}{separator}SAMLRequest=abc")
    assert (shown, reason) == ({"provider": "saml"}, None)
    assert urlsplit(server.asked[0]).path == "/api/v1/auth/login"


@pytest.mark.parametrize(
    ("status", "where", "said"),
    [
        (500, None, "/api/v1/auth/login answers HTTP 500"),
        (404, None, "/api/v1/auth/login answers HTTP 404"),
        (302, "https://elsewhere.io/sso?SAMLRequest=abc", "/api/v1/auth/login answers HTTP 302 and leads elsewhere"),
        (302, LOGIN_URL, "/api/v1/auth/login answers HTTP 302 and leads elsewhere"),
        (200, None, "/api/v1/auth/login answers HTTP 200"),
    ],
)
def test_a_sign_in_by_saml_that_does_not_begin_is_drift(server, status, where, said):
    shown, reason = saml(server, status, where)
    assert reason is None
    ((field, served, wanted),) = comparison.served_drift({}, shown)
    assert (field, served, wanted) == ("signIn", said, "a redirect to the provider")
    assert len(server.asked) == 2, "the login of SAML itself is asked as well"


def test_a_sign_in_by_saml_is_asked_only_where_saml_is_planned(server):
    assert saml(server, 500, wanted={"provider": "okta"}) == ({"provider": "saml"}, None) and not server.asked
