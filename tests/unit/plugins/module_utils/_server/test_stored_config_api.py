# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stored rows over the server's API.

Whole sections, masked secrets through the ops command, refusals in the server's words.
"""

import json
import types

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from ansible_collections.openmetadata.sso.plugins.module_utils._server import stored_config_api
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import MASK
from fakes.quoting import quoting

ROWS = {"authenticationConfiguration": {"provider": "basic", "theirs": 1}, "authorizerConfiguration": {"a": ["x"]}}
CHANGES = [("authenticationConfiguration.provider", "auth0")]


@pytest.fixture
def api(monkeypatch):
    """`api(status, body)` answers every request; `.calls` are the requests, `.ops` what the ops command has."""

    def make(status=200, body=None, ops=None):
        calls, body = [], ROWS if body is None else body

        def request(url, token=None, method="GET", content=None, kind="application/json", secrets=()):
            calls.append((url, token, method, content, kind))
            return status, body if isinstance(body, str) else json.dumps(body)

        monkeypatch.setattr(stored_config_api, "request", request)
        result = types.SimpleNamespace(status=0, out=config_export.write(ROWS if ops is None else ops), err="")
        deployment = types.SimpleNamespace(ops=lambda _arguments, _text: result)
        made = stored_config_api.SecurityApi(deployment, lambda: "http://om", "token")
        made.calls = calls
        return made

    return make


def test_the_rows_are_read_with_the_token(api):
    rows = api()
    assert rows.peek() == ROWS and rows.calls[0][:3] == ("http://om/api/v1/system/security/config", "token", "GET")
    assert rows.read() == (json.dumps(ROWS), ROWS)


def test_a_masked_secret_is_read_by_the_ops_command(api):
    shown = {"authenticationConfiguration": {"secret": MASK}, "authorizerConfiguration": {}}
    stored = {"authenticationConfiguration": {"secret": "s"}, "authorizerConfiguration": {}}
    rows = api(body=shown, ops=stored)
    assert rows.peek() == shown
    text, tree = rows.read()
    assert tree == stored and config_export.read(text) == stored


def test_only_the_sections_that_change_are_sent_each_as_a_whole(api):
    rows = api(status=204, body="")
    rows.change(ROWS, CHANGES)
    _url, _token, method, content, kind = rows.calls[0]
    assert (method, kind) == ("PATCH", "application/json-patch+json")
    section = {"provider": "auth0", "theirs": 1}
    assert json.loads(content) == [{"op": "replace", "path": "/authenticationConfiguration", "value": section}]
    assert ROWS["authenticationConfiguration"]["provider"] == "basic"


@pytest.mark.parametrize(
    ("status", "untouched"), [(400, True), (401, True), (403, True), (404, True), (500, False), (0, False)]
)
def test_a_refusal_says_whether_the_rows_are_as_before(api, status, untouched):
    with pytest.raises(HostError) as error:
        api(status=status, body="no").change(ROWS, CHANGES)
    assert error.value.more["untouched"] is untouched and error.value.option == "om_sso_admin_token"


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (400, {"errors": [{"field": "authority", "error": "is empty"}]}, "(HTTP 400): authority: is empty."),
        (400, {"errors": []}, '(HTTP 400): {"errors": []}.'),
        (500, "  ", "(HTTP 500): no reason given."),
        (0, "connection refused", "(no answer): connection refused."),
        (403, "whatever", "refuses om_sso_admin_token (HTTP 403)."),
    ],
)
def test_a_refusal_is_told_in_the_servers_words(api, status, body, words):
    with pytest.raises(HostError) as error:
        api(status=status, body=body).peek()
    assert words in error.value.message


@pytest.mark.parametrize(
    "body",
    [
        "<html>It works!</html>",
        "[]",
        "null",
        '"yes"',
        "{}",
        '{"authenticationConfiguration": {"provider": "s3cret"}}',
        '{"authenticationConfiguration": [], "authorizerConfiguration": {}}',
    ],
)
@pytest.mark.parametrize("verb", ["peek", "read", "masked"])
def test_an_answer_that_is_not_the_rows_is_never_compared_or_changed(api, body, verb):
    with pytest.raises(HostError) as error:
        getattr(api(body=body), verb)()
    assert "(HTTP 200)" in error.value.message and "s3cret" not in str(error.value)


@pytest.mark.parametrize("status", [202, 206, 302, 418, 502])
def test_an_unknown_status_is_told_with_its_text_and_is_not_a_success(api, status):
    for work in (lambda rows: rows.peek(), lambda rows: rows.change(ROWS, CHANGES)):
        with pytest.raises(HostError) as error:
            work(api(status=status, body="the moon is full"))
        assert f"(HTTP {status}): the moon is full." in error.value.message


@pytest.mark.parametrize("errors", [7, "x", {"a": 1}, [7], [None]])
def test_a_refusal_of_an_unknown_form_is_told_as_it_is(api, errors):
    with pytest.raises(HostError) as error:
        api(status=400, body={"errors": errors}).peek()
    assert "(HTTP 400)" in error.value.message


def test_the_node_that_took_a_change_needs_no_restart(api):
    assert api().needs_restart is False


BLANK = {"id": "", "secret": "", "discoveryUri": "", "scope": "openid"}
PUBLIC = {"clientType": "public", "clientId": "om", "authority": "https://idp.acme.io/", "oidcConfiguration": BLANK}


def sent(**fields):
    """The section that is sent for a new authority."""
    stored = {"authenticationConfiguration": {**PUBLIC, **fields}}
    changes = [("authenticationConfiguration.authority", "https://idp.acme.io/")]
    ((operation,),) = [stored_config_api.operations(stored, changes)]
    return operation["value"]


def test_a_public_client_is_sent_without_the_blank_section_of_the_stock_file():
    """Every PATCH of one was refused by a real server."""
    assert "oidcConfiguration" not in sent(provider="okta") and sent(provider="okta")["clientId"] == "om"


def test_a_public_client_of_a_custom_provider_is_sent_with_a_complete_one():
    assert sent(provider="custom-oidc")["oidcConfiguration"] == {
        "id": "om",
        "secret": stored_config_api.NO_SECRET,
        "discoveryUri": "https://idp.acme.io/.well-known/openid-configuration",
        "scope": "openid",
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"provider": "okta", "clientType": "confidential"},
        {"provider": "basic"},
        {"provider": "okta", "oidcConfiguration": {"id": "a", "secret": "b", "discoveryUri": "https://c"}},
    ],
)
def test_every_other_section_is_sent_as_it_is(fields):
    assert sent(**fields) == {**PUBLIC, **fields}


def test_a_refusal_that_quotes_the_change_is_shown_without_its_secrets():
    secret = "Sm7-of-the-client"
    with quoting(400) as server:
        stored = stored_config_api.SecurityApi(types.SimpleNamespace(), lambda: server.url, "a-token-of-somebody")
        with pytest.raises(HostError) as error:
            stored.change(ROWS, [("authenticationConfiguration.oidcConfiguration.secret", secret)])
        assert secret in server.asked[-1] and "a-token-of-somebody" in server.asked[-1]
    assert "***" in error.value.message
    assert secret not in error.value.message and "a-token-of-somebody" not in error.value.message
