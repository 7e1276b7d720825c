# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a token goes, and what counts as an answer."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import (
    ProviderError,
    RegistrationError,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.rest_api import RestApi

BASE = "https://api.acme.io"


class Missing(RestApi):
    """An API that has nothing."""

    def __init__(self, kind):
        super().__init__(BASE)
        self.kind = kind

    def call(self, method, path):
        raise ProviderError(self.kind, f"{method} {path}")


@pytest.mark.parametrize("url", ["https://api.acme.io/", "http://127.0.0.1:8080", "http://[::1]:1", "http://localhost"])
def test_a_token_may_go_over_tls_or_loopback(url):
    assert RestApi(url).base == url.rstrip("/")


@pytest.mark.parametrize("url", ["http://api.acme.io", "ftp://api.acme.io", "api.acme.io"])
def test_a_token_goes_nowhere_else(url):
    with pytest.raises(RegistrationError, match="is not an https URL") as raised:
        RestApi(url)
    assert raised.value.option == "om_sso_client_registration.url"


def test_a_next_page_is_on_the_same_host():
    api = RestApi(BASE)
    assert (api.own(""), api.own(f"{BASE}/next")) == ("", f"{BASE}/next")
    for other in ("https://api.acme.io.evil.example/next", "http://api.acme.io/next", "/next"):
        with pytest.raises(ProviderError, match="is not on"):
            api.own(other)


@pytest.mark.parametrize(
    ("text", "status", "kind", "document"),
    [
        ('{"a": 1}', 200, dict, {"a": 1}),
        ("[1]", 200, object, [1]),
        ("", 204, dict, None),
        ("<html>", 502, dict, None),
        ("[1]", 500, dict, None),
    ],
)
def test_a_document_of_its_kind_is_read(text, status, kind, document):
    assert RestApi(BASE).parsed(text, status, kind) == document


@pytest.mark.parametrize(("text", "kind"), [("<html>", object), ("[1]", dict), ("null", object)])
def test_another_answer_is_none_of_the_api(text, kind):
    with pytest.raises(ProviderError, match="something else than JSON"):
        RestApi(BASE).parsed(text, 200, kind)


def test_what_is_not_there_is_nothing_and_any_other_error_stays():
    assert Missing("not_found").get("x") is None
    with pytest.raises(ProviderError, match="GET x"):
        Missing("denied").get("x")
