# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a token goes, and what counts as an answer."""

from types import SimpleNamespace

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import (
    ProviderError,
    RegistrationError,
    seconds,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers import (
    azure,
    keycloak,
    okta_api,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.protocol import Connection
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.rest_api import RestApi

BASE = "https://api.acme.io"


def connection(allow_http=False):
    """How the operator reaches it."""
    return Connection(SimpleNamespace(client_registration=SimpleNamespace(allow_http=allow_http)), {})


class Missing(RestApi):
    """An API that has nothing."""

    def __init__(self, kind):
        super().__init__(connection(), BASE)
        self.kind = kind

    def call(self, method, path):
        raise ProviderError(self.kind, f"{method} {path}")


@pytest.mark.parametrize("url", ["https://api.acme.io/", "http://127.0.0.1:8080", "http://[::1]:1", "http://localhost"])
def test_a_token_may_go_over_tls_or_loopback(url):
    assert RestApi(connection(), url).base == url.rstrip("/")


@pytest.mark.parametrize("url", ["http://api.acme.io", "ftp://api.acme.io", "api.acme.io"])
def test_a_token_goes_nowhere_else(url):
    with pytest.raises(RegistrationError, match="is not an https URL") as raised:
        RestApi(connection(), url)
    assert raised.value.option == "om_sso_client_registration.url"


def test_plain_http_is_for_whoever_says_so():
    assert RestApi(connection(allow_http=True), "http://api.acme.io").base == "http://api.acme.io"
    with pytest.raises(RegistrationError, match="is not an https URL"):
        RestApi(connection(allow_http=True), "ftp://api.acme.io")


def test_a_next_page_is_on_the_same_host():
    api = RestApi(connection(), BASE)
    assert (api.own("", set()), api.own(f"{BASE}/next", set())) == ("", f"{BASE}/next")
    for other in ("https://api.acme.io.evil.example/next", "http://api.acme.io/next", "/next"):
        with pytest.raises(ProviderError, match="is not on"):
            api.own(other, set())


def test_pages_that_lead_in_a_circle_or_to_no_end_are_refused():
    seen = set()
    assert RestApi(connection(), BASE).own(f"{BASE}/2", seen)
    for other in (f"{BASE}/2", f"{BASE}/3"):
        with pytest.raises(ProviderError, match="leads back to it or to no end"):
            RestApi(connection(), BASE).own(other, seen if other.endswith("2") else set(range(1000)))


@pytest.mark.parametrize("page", [{"a": 1}, "text", 1, True, ["text"], [[]], None])
def test_a_list_of_something_else_is_an_error(page):
    assert RestApi(connection(), BASE).entries([{"id": "a"}]) == [{"id": "a"}]
    with pytest.raises(ProviderError, match="something else than a list of objects"):
        RestApi(connection(), BASE).entries(page)


@pytest.mark.parametrize(
    ("header", "waits"), [("3", 3), ("", None), (None, None), ("-1", None), ("\u00b2", None), ("1.5", None)]
)
def test_a_wait_is_a_whole_number(header, waits):
    assert seconds(header) == waits


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
    assert RestApi(connection(), BASE).parsed(text, status, kind) == document


@pytest.mark.parametrize(
    ("text", "kind"), [("<html>", object), ("[1]", dict), ("null", object), ("[" * 9999 + "]" * 9999, object)]
)
def test_another_answer_is_none_of_the_api(text, kind):
    with pytest.raises(ProviderError, match="something else than JSON"):
        RestApi(connection(), BASE).parsed(text, 200, kind)


def test_what_is_not_there_is_nothing_and_any_other_error_stays():
    assert Missing("not_found").get("x") is None
    with pytest.raises(ProviderError, match="GET x"):
        Missing("denied").get("x")


@pytest.mark.parametrize("causes", ["text", [1], {"a": 1}, None])
def test_an_error_of_okta_in_another_form_is_an_error_all_the_same(causes):
    headers = {"X-Rate-Limit-Reset": "\u00b2", "Date": "Mon, 01 Jan 2001 00:00:00 +99999999999999999999"}
    error = okta_api._refused(429, {"errorCode": "E1", "errorSummary": "said", "errorCauses": causes}, headers)
    assert (error.text, error.retry_after) == ("E1: said", None)


@pytest.mark.parametrize("ends", ["\u00b2", "1e3", 10**30, [1], "", None])
def test_a_time_in_another_form_is_unknown(ends):
    assert keycloak._time(ends) is None
    assert azure._time("2026-13-45T00:00:00Z") is None
