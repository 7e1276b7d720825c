# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in without a browser: redirects, cookies and the forms of Keycloak, so that no user interface is needed."""

import base64
import html
import json
import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import parse_qsl, urlencode, urlsplit

LANDING = "/auth/callback"
"""The page of the user interface at which a sign-in ends, with the token behind `?` or `#`."""


def by_code(url: str, user: str, password: str) -> str:
    """The token that the server gives after the authorization code flow."""
    end = _through_keycloak(f"{url}/api/v1/auth/login?{urlencode({'redirectUri': url + LANDING})}", user, password)
    return _token(end)


def by_saml(url: str, user: str, password: str) -> str:
    """The token that the server gives after SAML."""
    return _token(
        _through_keycloak(f"{url}/api/v1/auth/login?{urlencode({'callback': url + LANDING})}", user, password)
    )


def by_implicit(issuer: str, client: str, callback: str, user: str, password: str) -> str:
    """The token that the provider gives to a public client, which its user interface would send to the server."""
    query = {
        "client_id": client,
        "redirect_uri": callback,
        "response_type": "id_token",
        "scope": "openid email profile",
        "nonce": "of-the-test",
    }
    start = f"{issuer}/protocol/openid-connect/auth?{urlencode(query)}"
    return _token(_through_keycloak(start, user, password, stop=callback))


def code_for(issuer: str, client: str, callback: str, user: str, password: str) -> str:
    """The authorization code that the provider sends to the callback of a confidential client."""
    query = {"client_id": client, "redirect_uri": callback, "response_type": "code", "scope": "openid email profile"}
    start = f"{issuer}/protocol/openid-connect/auth?{urlencode(query)}"
    end = _through_keycloak(start, user, password, stop=callback)
    return dict(parse_qsl(urlsplit(end).query))["code"]


def by_password(url: str, email: str, password: str) -> tuple[int, str]:
    """(HTTP status, token or what the server says instead) of the form for passwords, with `basic` and `ldap`."""
    body = {"email": email, "password": base64.b64encode(password.encode()).decode()}
    request = urllib.request.Request(
        f"{url}/api/v1/auth/login", json.dumps(body).encode(), headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, json.load(answer)["accessToken"]
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")


class _Stop(urllib.request.HTTPRedirectHandler):
    """Follows redirects, and notes one that leads to `stop` instead of following it."""

    def __init__(self, stop: str | None):
        self.stop, self.found = stop, ""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if self.stop and newurl.startswith(self.stop):
            self.found = newurl
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _through_keycloak(start: str, user: str, password: str, stop: str | None = None) -> str:
    """The address at which a sign-in ends."""
    policy = DefaultCookiePolicy(secure_protocols=("https", "http"))  # as browsers do with localhost
    redirects = _Stop(stop)
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar(policy)), redirects)
    try:
        answer = opener.open(start, timeout=120)
        page = answer.read().decode()
        form = re.search(r'<form id="kc-form-login"[^>]*action="([^"]+)"', page)
        assert form, f"no form of Keycloak at {answer.geturl().split('?')[0]}: {page[:500]}"
        fields = urlencode({"username": user, "password": password}).encode()
        answer = opener.open(html.unescape(form.group(1)), fields, timeout=120)
        page = answer.read().decode()
        if 'name="SAMLResponse"' in page.replace("NAME=", "name="):
            target, fields = _posted(page)
            answer = opener.open(target, urlencode(fields).encode(), timeout=120)
            answer.read()
        return answer.geturl()
    except urllib.error.HTTPError as error:
        if redirects.found:
            return redirects.found
        words = error.read().decode("utf-8", "replace")[:500]
        raise AssertionError(f"{error.geturl().split('?')[0]} answers HTTP {error.code}: {words}") from None


def _posted(page: str) -> tuple[str, dict[str, str]]:
    """Address and fields of the form that a browser would send by itself."""
    target = re.search(r'<form[^>]*action="([^"]+)"', page, re.IGNORECASE)
    assert target, page[:500]
    inputs = re.findall(r"<input[^>]*>", page, re.IGNORECASE)
    fields = [dict(re.findall(r'(\w+)="([^"]*)"', each)) for each in inputs]
    named = [{name.lower(): value for name, value in each.items()} for each in fields]
    return html.unescape(target.group(1)), {
        each["name"]: html.unescape(each.get("value", "")) for each in named if "name" in each
    }


def _token(address: str) -> str:
    """The token in an address."""
    parts = urlsplit(address)
    fields = dict(parse_qsl(parts.query) + parse_qsl(parts.fragment))
    assert "id_token" in fields, f"no token at {address[:300]}"
    return fields["id_token"]
