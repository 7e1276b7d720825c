# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What preflight calls good is good.

A user signs in at Keycloak's own form, and comes back to the callback with what the flow gives.
"""

import html
import json
import re
import ssl
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import oidc_authorization
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.principal_claims import Rules
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.sample_token import Sample
from identity_providers import cases
from identity_providers.realms import CALLBACK, PASSWORD, SECRET

RULES = Rules(("email", "preferred_username", "sub"), domain="acme.io", enforce_domain=True, admins=("jane.doe",))


class _StopAtTheCallback(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req, fp, code, msg, headers, newurl):
        return None if newurl.startswith(CALLBACK) else super().redirect_request(req, fp, code, msg, headers, newurl)


def browser_of(case):
    """Cookies, and the CA of the tests; Keycloak's cookies are for HTTPS alone."""
    context = ssl.create_default_context(cadata=case.wanted["ca_data"])
    handlers = (
        _StopAtTheCallback(),
        urllib.request.HTTPCookieProcessor(CookieJar()),
        urllib.request.HTTPSHandler(context=context),
    )
    return urllib.request.build_opener(*handlers)


def sign_in(case):
    """What comes back to the callback, or `None` when Keycloak lets nobody come that far."""
    browser = browser_of(case)
    document = json.load(browser.open(case.wanted["discovery_uri"]))
    request = urlencode(oidc_authorization.authorization_request(case.wanted, CALLBACK))
    try:
        page = browser.open(f"{document['authorization_endpoint']}?{request}").read().decode()
        action = html.unescape(re.search(r'<form id="kc-form-login"[^>]*action="([^"]+)"', page).group(1))
        browser.open(action, urlencode({"username": "jane", "password": PASSWORD}).encode())
    except urllib.error.HTTPError as answer:
        back = urlsplit(answer.headers.get("Location") or "")
        returned = dict(parse_qsl(back.query) + parse_qsl(back.fragment))
        return returned if returned and "error" not in returned else None
    raise AssertionError("Keycloak's form came again")


def exchanged(case, code, secret):
    """The token endpoint's answer, as the server would have it."""
    browser = browser_of(case)
    document = json.load(browser.open(case.wanted["discovery_uri"]))
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "client_id": case.wanted["client_id"],
        "client_secret": secret,
    }
    try:
        return json.load(browser.open(document["token_endpoint"], urlencode(form).encode()))
    except urllib.error.HTTPError as error:
        return json.load(error)


def with_token(case, token):
    """The same case with a sample token."""
    return case._replace(sample=Sample(token, None, RULES))


@pytest.fixture
def secure(keycloak, pki):
    """The realm over HTTPS, as the keyword arguments of a case."""
    return {"issuer": f"{keycloak.tls_url}/realms/acme", "ca_data": pki.ca.certificate.read_text()}


@pytest.mark.parametrize("client", ["om", "om-wildcard"])
def test_the_authorization_code_flow_signs_in_where_preflight_finds_nothing(secure, client):
    case = cases.confidential(client=client, **secure)
    assert cases.asked(case).findings == []
    tokens = exchanged(case, sign_in(case)["code"], SECRET)
    assert tokens.get("refresh_token"), tokens
    verdict = cases.asked(with_token(case, tokens["id_token"]))
    assert verdict.findings == []
    assert verdict.line.endswith("token's signature ok, sample user jane.doe <jane.doe@acme.io>, administrator")


def test_the_implicit_flow_signs_in_where_preflight_finds_nothing(secure):
    case = cases.implicit(**secure)
    assert cases.asked(case).findings == []
    verdict = cases.asked(with_token(case, sign_in(case)["id_token"]))
    assert verdict.findings == []
    assert verdict.line.endswith("token's signature ok, sample user jane.doe <jane.doe@acme.io>, administrator")


@pytest.mark.parametrize(
    "client",
    ["om-path", "om-slash", "om-disabled", "om-no-standard", "om-bearer", "om-pkce", "om-no-offline", "nobody"],
)
def test_nobody_signs_in_where_preflight_finds_the_request_wrong(secure, client):
    case = cases.confidential(client=client, **secure)
    assert [finding.severity for finding in cases.asked(case).findings] == ["error"]
    assert sign_in(case) is None


def test_a_secret_that_preflight_refuses_exchanges_no_code(secure):
    case = cases.confidential(client_secret="wrong", **secure)
    assert [finding.rule for finding in cases.asked(case).findings] == ["FLOW-01"]
    assert exchanged(case, sign_in(case)["code"], "wrong")["error"] == "unauthorized_client"


def test_a_token_of_another_realm_is_found_out(secure, keycloak):
    case = cases.implicit(**secure)
    token = sign_in(case)["id_token"]
    other = cases.implicit(keycloak.realms.elliptic, algorithm="RS256")
    assert {"JWK-03", "URL-15"} <= {finding.rule for finding in cases.asked(with_token(other, token)).findings}
