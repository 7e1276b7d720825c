# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server as seen over HTTP, against a tiny one that answers as it is told, and one that speaks no HTTP at all."""

import itertools
import json
import re
import socketserver
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._server import server as openmetadata
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import Server
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import LIMIT
from fakes import loopback

BASE = "/api/v1/system/"
HEALTHY = {
    "/healthcheck": (200, "{}"),
    BASE + "version": (200, '{"version": "1.12.14"}'),
    BASE + "config/auth": (200, '{"provider": "auth0"}'),
    BASE + "config/jwks": (200, '{"keys": [{"kid": "a"}, {"kid": "b"}]}'),
}


@pytest.fixture
def answers():
    """{path: (status, body)}, to be changed by the test; a list is answered one after the other."""
    return dict(HEALTHY)


@pytest.fixture
def url(answers):
    class Handler(loopback.Handler):
        def do_GET(self):
            answer = answers.get(self.path, (404, "no such thing"))
            status, body = answer.pop(0) if isinstance(answer, list) else answer
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

    with loopback.serving(Handler) as server:
        yield server.url


def test_what_is_served_comes_with_the_servers_own_keys(url):
    server = Server(url + "/", url + "/healthcheck")
    assert server.version() == "1.12.14"
    assert server.served() == ({"provider": "auth0"}, ["a", "b"], None)


@pytest.mark.parametrize(
    ("path", "answer", "reason"),
    [
        ("config/auth", (500, '{"code": 500}'), 'config/auth: HTTP 500: {"code": 500}'),
        ("config/auth", (418, "I am a teapot"), "config/auth: HTTP 418: I am a teapot"),
        ("config/auth", (204, ""), "config/auth: HTTP 204"),
        ("config/auth", (200, "<html>"), "config/auth: not JSON"),
        ("config/auth", (200, "[]"), "config/auth: the answer is a list, without a provider"),
        ("config/auth", (200, "{}"), "config/auth: the answer is an empty object, without a provider"),
        ("config/auth", (200, "null"), "config/auth: the answer is nothing, without a provider"),
        (
            "config/auth",
            (200, '{"authenticationConfiguration": {}}'),
            "config/auth: the answer is an object with authenticationConfiguration, without a provider",
        ),
        (
            "config/auth",
            (200, '{"provider": {"name": "x"}}'),
            "config/auth: the answer is an object with provider, without a provider",
        ),
        ("config/jwks", (404, ""), "config/jwks: HTTP 404"),
        ("config/jwks", (200, "{}"), "config/jwks: the answer is an empty object, without keys"),
    ],
)
def test_an_answer_that_is_none_is_a_reason(url, answers, path, answer, reason):
    answers[BASE + path] = answer
    _auth, keys, why = Server(url).served()
    assert keys is None and why == f"{url}{BASE}{reason}"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((500, ""), "HTTP 500"),
        ((503, "warming up"), "HTTP 503: warming up"),
        ((200, "[]"), "the answer is a list, without a release"),
        ((200, "{}"), "the answer is an empty object, without a release"),
        ((200, "text"), "not JSON"),
        ((200, '{"version": 2}'), "the answer is an object with version, without a release"),
        ((200, '{"version": "of-today"}'), "the answer is an object with version, without a release"),
        ((200, '{"version": {"a": "1.12.6"}}'), "the answer is an object with version, without a release"),
    ],
)
def test_a_release_that_is_not_told_is_none(url, answers, answer, reason):
    answers[BASE + "version"] = answer
    server = Server(url)
    assert server.version() is None and server.no_version == f"{url}{BASE}version: {reason}"


def test_waiting_ends_when_both_ports_answer(url, answers):
    answers["/healthcheck"] = [(503, ""), (200, "{}"), (200, "{}")]
    answers[BASE + "config/auth"] = [(503, ""), (200, "{}")]
    asked = []
    assert Server(url, url + "/healthcheck").wait(30, lambda: asked.append(1)) in (0, 1, 2)
    assert len(asked) == 2, "after each answer that was not yet the right one the process is checked"


def test_waiting_ends_when_the_process_has_ended(url, answers):
    answers["/healthcheck"] = (503, "")
    with pytest.raises(HostError) as error:
        Server(url, url + "/healthcheck").wait(30, lambda: "its process ended")
    assert error.value.message == "The server did not start: its process ended."


def test_waiting_is_not_ended_by_a_step_of_the_clock(url, answers, monkeypatch):
    answers["/healthcheck"] = (503, "")
    steps = itertools.count(time.time(), 3600)
    monkeypatch.setattr(time, "time", lambda: next(steps))
    tries = []

    def alive():
        tries.append(1)
        return None if len(tries) < 3 else "its process ended"

    with pytest.raises(HostError, match="its process ended"):
        Server(url, url + "/healthcheck").wait(30, alive)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<html>a long page</html>", "HTTP 503"),
        ("", "HTTP 503"),
        ('{"database":\n {"healthy":false}}', 'HTTP 503: {"database": {"healthy":false}}'),
        ("x" * 500, "HTTP 503: " + "x" * 200),
    ],
)
def test_waiting_ends_at_the_limit_and_says_what_was_heard(url, answers, body, said):
    answers["/healthcheck"] = (503, body)
    with pytest.raises(HostError) as error:
        Server(url, url + "/healthcheck").wait(0, lambda: None)
    begin = f"The server is not healthy after 0 s ({said}): it was waited for an answer of {url}/healthcheck, from "
    assert error.value.message.startswith(begin)
    assert re.fullmatch(r"\d\d:\d\d:\d\d to \d\d:\d\d:\d\d\.", error.value.message[len(begin) :])
    assert error.value.option == "om_sso_health_timeout"


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        (b"", 0, "closed the connection"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", 0, "BadStatusLine"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 70000, 0, "LineTooLong"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense", 0, "its whole answer (HTTP 200)"),
        (b"HTTP/1.1 500 X\r\nTransfer-Encoding: chunked\r\n\r\nnonsense", 0, "its whole answer (HTTP 500)"),
        (b"HTTP/1.1 500 X\r\nContent-Length: 10\r\n\r\nhalf", 0, "its whole answer (HTTP 500)"),
    ],
)
def test_what_speaks_no_http_or_breaks_off_is_a_reason_and_no_exception(said, status, words):
    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.recv(1000)
            self.request.sendall(said)

    with loopback.serving(Handler) as server:
        found, reason = openmetadata.get(server.url + "/")
    assert found == status and words in reason


def test_a_body_without_end_is_cut():
    class Handler(loopback.Handler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                """Whoever asked has had enough."""

    with loopback.serving(Handler) as server:
        status, body = openmetadata.get(server.url + "/")
    assert (status, len(body)) == (200, LIMIT)


def test_ids_of_keys_are_text_whatever_they_are(url, answers):
    answers[BASE + "config/jwks"] = (200, json.dumps({"keys": [{"kid": 7}, "nonsense", {}]}))
    assert Server(url).served()[1] == ["7", "None"]
