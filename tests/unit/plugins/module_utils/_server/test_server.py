# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to a server: direct, quick, and never led elsewhere."""

import ssl

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._server import server as openmetadata
from ansible_collections.openmetadata.sso.plugins.module_utils._system import tls
from fakes import loopback
from fakes.quoting import quoting


class Handler(loopback.Handler):
    """Answers by path."""

    def do_GET(self):
        status = {"/moved": 302, "/refused": 403}.get(self.path, 200)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(self.path.encode())


@pytest.fixture(scope="module")
def url():
    """A server on this machine."""
    with loopback.serving(Handler) as server:
        yield server.url


@pytest.mark.parametrize(("path", "status"), [("/a", 200), ("/moved", 302), ("/refused", 403)])
def test_an_answer_is_taken_as_it_is(url, path, status):
    assert openmetadata.get(url + path) == (status, path)


def test_where_a_redirect_leads_is_told_and_not_followed(url):
    assert openmetadata.location(url + "/moved") == (302, "/elsewhere")
    assert openmetadata.location(url + "/a") == (200, None)
    assert openmetadata.location("http://127.0.0.1:1/")[0] == 0


def test_no_certificate_is_read_for_plain_http(url, monkeypatch):
    monkeypatch.setattr(
        ssl, "create_default_context", lambda: pytest.fail("reading the host's certificates takes 0.1 s")
    )
    monkeypatch.setattr(
        ssl, "_create_default_https_context", lambda: pytest.fail("reading the host's certificates takes 0.1 s")
    )
    assert openmetadata.get(url + "/a")[0] == 200


def test_certificates_are_read_once(monkeypatch):
    calls = []
    monkeypatch.setattr(tls, "_SHARED", [])
    monkeypatch.setattr(
        ssl, "create_default_context", lambda: calls.append(1) or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    )
    for _time in range(3):
        status, reason = openmetadata.get("https://127.0.0.1:1/")
        assert status == 0 and "refuses" in reason
    assert calls == [1]


def test_a_proxy_of_the_environment_is_not_asked(url, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert openmetadata.get(url + "/a")[0] == 200


@pytest.mark.parametrize("wrong", ["ftp://127.0.0.1/x", "nonsense", "http://127.0.0.1:1/"])
def test_what_cannot_be_asked_is_a_reason_and_no_exception(wrong):
    status, reason = openmetadata.get(wrong)
    assert status == 0 and reason


def test_an_error_that_quotes_what_was_sent_is_without_token_and_secrets():
    with quoting(500) as server:
        body = '{"password": "c2VjcmV0", "name": "om"}'
        status, text = openmetadata.request(server.url, "a-token-of-somebody", "POST", body, secrets=["c2VjcmV0"])
        assert "a-token-of-somebody" in server.asked[-1] and "c2VjcmV0" in server.asked[-1]
    assert status == 500 and "om" in text
    assert "a-token-of-somebody" not in text and "c2VjcmV0" not in text
