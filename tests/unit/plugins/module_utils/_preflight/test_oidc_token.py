# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token request is written as OpenMetadata's library writes it."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.oidc_client import Client
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.oidc_token import form_encoded, token
from fakes.quoting import quoting
from lab.canary import MARK, traces


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a b", "a+b"),
        ("a+b", "a%2Bb"),
        ("a:b", "a%3Ab"),
        ("100%", "100%25"),
        ("a*b-c_d.e~f", "a*b-c_d.e%7Ef"),
        ("ä", "%C3%A4"),
    ],
)
def test_credentials_in_the_header_are_encoded_as_by_javas_url_encoder(text, written):
    assert form_encoded(text) == written


@pytest.mark.parametrize("method", ["client_secret_post", "client_secret_basic"])
def test_a_provider_that_quotes_the_request_does_not_show_the_secret(method):
    secret = f"{MARK}#1 &x=2 % + \\ ü"
    wanted = {"client_auth_method": method, "client_id": "om", "client_secret": secret, "pkce": False}
    wanted.update(credentials_scope=None, callback_url="https://metadata.acme.io/callback")
    with quoting() as server:
        answer = token(Client(5), f"{server.url}/token", wanted)
        assert secret in server.asked[-1]
    assert answer["returned"]["error"] == "invalid_client" and "***" in answer["returned"]["error_description"]
    assert traces(repr(answer)) == []
