# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How each vendor says no, and what its silence means. The answers are made from documentation, see fixtures.py."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.authorization import NAMES
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.refusals import SHORT
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import (
    AUTHORIZE,
    CLIENT,
    CREDENTIALS,
    METHOD,
    REDIRECT,
    SECRET,
    TOKEN,
    VENDORS,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register._provider_answers import FIXES
from fakes import preflight_answers as fixtures

DOCUMENT = {
    "response_types_supported": ["code", "id_token"],
    "scopes_supported": ["openid", "email", "profile", "offline_access"],
    "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
    "id_token_signing_alg_values_supported": ["RS256"],
}
KEYS = {"keys": [{"kty": "RSA", "kid": "1", "alg": "RS256"}], "status": 200}
OPTIONS = {
    name: f"om_sso_{name}"
    for name in ("discovery", "authority", "keys", "scopes", "callback", "client_id", "client_secret")
}


def verdict(provider, authority=None, issuer=None, document=(), skew=0.2, keys=None, **answers):
    """What is said of a provider that is right but for what is given."""
    vendor = VENDORS[provider]
    authority = authority or "https://login.acme.io"
    issuer = issuer or vendor.issuer.format(authority=authority)
    wanted = {
        "kind": "oidc",
        "domains": vendor.domains,
        "discovery_uri": authority,
        "authority": authority,
        "public_key_urls": ["https://keys"],
        "scopes": ["openid"],
        "prompt": "login",
        "response_type": "code",
        "pkce": False,
        "algorithm": "RS256",
        "client_auth_method": "client_secret_post",
        "callback_url": "https://m.acme.io/callback",
        "silent_callback_url": "",
        "credentials_scope": vendor.credentials_scope,
        "client_id": "id",
        "client_secret": "secret",
        "max_age": None,
    }
    endpoint = f"https://login.{vendor.domains[0]}/authorize" if vendor.domains else f"{authority}/authorize"
    own = {"issuer": issuer, "jwks_uri": "https://keys", "authorization_endpoint": endpoint}
    found = {**DOCUMENT, **own, **dict(document)}
    case = _preflight.Case(wanted, OPTIONS, vendor, False, ("email",))
    discovery = {"url": authority, "status": 200, "json": found, "skew": skew, "location": ""}
    return _preflight.judge(case, {"discovery": discovery, "keys": {"https://keys": keys or KEYS}, **answers})


def rules(found):
    return [finding.rule for finding in found.findings]


@pytest.mark.parametrize(
    ("provider", "about", "answer", "rule"),
    fixtures.AUTHORIZE,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_refused_authorization_request_is_told_by_its_cause(provider, about, answer, rule):
    found = verdict(provider, authorize=answer)
    assert rules(found) == [rule]
    assert VENDORS[provider].title in found.findings[0].message + found.findings[0].fix
    assert "registered" not in found.line.replace("not registered", "")


@pytest.mark.parametrize(
    ("provider", "answer", "wrong", "line", "rule"),
    fixtures.TOKEN,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_token_request_shows_the_secret(provider, answer, wrong, line, rule):
    controls = {"token_wrong_secret": wrong} if wrong else {"token_unknown_client": answer}
    found = verdict(provider, token=answer, **controls)
    assert rules(found) == ([rule] if rule else [])
    assert found.line.endswith(line)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_token_endpoint_that_is_not_available_is_an_outage(status):
    assert rules(verdict("okta", token=fixtures.said(status, ""))) == ["PRE-01"]


@pytest.mark.parametrize(("provider", "answer", "control", "line"), fixtures.LOGIN)
def test_a_login_page_shows_what_a_control_request_does_not_get(provider, answer, control, line):
    controls = dict.fromkeys(NAMES, control)
    found = verdict(provider, authorize=answer, controls=controls)
    assert rules(found) == []
    assert line in found.line


@pytest.mark.parametrize(("provider", "authority", "issuer", "rule"), fixtures.ISSUERS)
def test_the_issuer_is_compared_as_each_provider_means_it(provider, authority, issuer, rule):
    assert rules(verdict(provider, authority, issuer)) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("skew", "expected"), [(0, []), (59, []), (-59, []), (61, ["FLOW-15"]), (-61, ["FLOW-15"]), (None, [])]
)
def test_clocks_may_differ_by_a_minute(skew, expected):
    assert rules(verdict("okta", skew=skew)) == expected


@pytest.mark.parametrize(
    "document",
    [
        {"scopes_supported": None},
        {"response_types_supported": []},
        {"token_endpoint_auth_methods_supported": "client_secret_basic"},
        {"claims_supported": {}},
    ],
)
def test_a_list_that_is_missing_or_is_none_says_nothing(document):
    assert rules(verdict("okta", document=document)) == []


@pytest.mark.parametrize(
    "key",
    [
        {"kty": "EC", "crv": "P-256"},
        {"kty": "RSA", "use": "enc"},
        {"kty": "RSA", "alg": "RS512"},
        {"kty": "oct"},
        {},
    ],
)
def test_a_key_that_cannot_have_signed_does_not_count(key):
    assert rules(verdict("okta", keys={"status": 200, "keys": [key]})) == ["JWK-10"]


def test_every_way_of_saying_no_has_words_for_the_operator():
    rows = [row for vendor in VENDORS.values() for row in vendor.refusals]
    rows += [*AUTHORIZE, *TOKEN, CLIENT, CREDENTIALS, METHOD, REDIRECT, SECRET]
    assert {row.about for row in rows} - {"nothing"} <= set(FIXES) & set(SHORT)
    assert all(row.rule and row.means for row in rows if row.about != "nothing")


@pytest.mark.parametrize(
    ("provider", "authority", "endpoint", "severity"),
    [
        ("custom-oidc", "https://login.acme.io", "https://login.acme.io/token", None),
        ("google", "https://accounts.google.com", "https://oauth2.googleapis.com/token", None),
        (
            "aws-cognito",
            "https://cognito-idp.eu-west-1.amazonaws.com/p",
            "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/token",
            None,
        ),
        ("aws-cognito", "https://cognito-idp.eu-west-1.amazonaws.com/p", "https://auth.acme.io/oauth2/token", "info"),
        ("google", "https://accounts.google.com", "https://googleapis.com.evil.io/token", "info"),
        ("keycloak", "https://login.acme.io", "http://login.acme.io/token", "warning"),
        ("keycloak", "http://localhost:8080", "http://localhost:8080/token", None),
        ("keycloak", "https://login.acme.io", 7, None),
    ],
)
def test_endpoints_elsewhere_are_told(provider, authority, endpoint, severity):
    found = verdict(provider, authority, document={"token_endpoint": endpoint})
    assert [(finding.rule, finding.severity) for finding in found.findings] == (
        [("URL-15", severity)] if severity else []
    )


def test_a_client_that_is_switched_off_is_not_taken_for_a_wrong_redirect_uri():
    """Its page comes before the redirect URI is read, so a wrong redirect URI gets the same one."""
    page = fixtures.page("We are sorry... Client disabled", status=400)
    controls = {"redirect": page, "client": fixtures.page("We are sorry... Client not found", status=400)}
    found = verdict("custom-oidc", authorize=page, controls=controls)
    assert rules(found) == ["PRE-02"]
    assert "has the client switched off" in found.findings[0].message
