# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers compared over HTTP: one that answers badly, or not at all, takes the results of no other one with it."""

import contextlib
import json
import re
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._server import server as openmetadata
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import comparison
from examples import EXAMPLES
from fakes import loopback

BASE = "/api/v1/system/"
SECONDS = 1
GOOD, OTHERS = 36, 4


def slow(handler):
    """A byte now and then."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    for _number in range(50):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.2)


def silent(_handler):
    """Nothing."""
    time.sleep(5 * SECONDS)


def deep(handler):
    """A document that is nested without end."""
    handler.answer(b"[" * 500000 + b"]" * 500000)


def of_another_shape(handler):
    """A document in which everything is something else."""
    handler.answer(json.dumps([{"provider": [1]}, None]).encode())


BAD = (slow, silent, deep, of_another_shape)


@pytest.fixture
def serve():
    """``serve(path of the address, what it answers)`` below one port for all."""
    places = {}

    class Handler(loopback.Handler):
        def do_GET(self):
            name, _slash, path = self.path[1:].partition("/")
            with contextlib.suppress(OSError):
                places[name](self, "/" + path)

        def answer(self, body, status=200):
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

    def add(name, answers):
        places[name] = answers
        return f"{server.url}/{name}"

    with loopback.serving(Handler) as server:
        yield add


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Each request has one second."""
    monkeypatch.setattr(openmetadata.request, "__defaults__", (None, "GET", None, "application/json", SECONDS))
    monkeypatch.setattr(openmetadata.get, "__defaults__", (SECONDS,))
    monkeypatch.setattr(openmetadata.location, "__defaults__", (SECONDS,))


def plan(url):
    made = planner.make({**EXAMPLES["auth0-implicit"], "om_sso_api_url": url})
    assert not made.errors, made.errors
    return made


def good(served):
    answers = {
        BASE + "version": {"version": "1.12.14"},
        BASE + "config/auth": served,
        BASE + "config/jwks": {"keys": [{"kid": "a"}]},
    }

    def answer(handler, path):
        handler.answer(json.dumps(answers.get(path, {})).encode(), 200 if path in answers else 404)

    return answer


def test_bad_servers_take_the_results_of_no_other_one_with_them(serve):
    served = plan("http://localhost").served
    plans = {f"good-{number}": plan(serve(f"good-{number}", good(served))) for number in range(GOOD)}
    for bad in BAD:
        plans[bad.__name__] = plan(serve(bad.__name__, lambda handler, _path, bad=bad: bad(handler)))
    assert len(plans) == GOOD + OTHERS
    started = time.monotonic()
    outcome = comparison.over_http(plans, fail_on_drift=True)
    assert time.monotonic() - started < 30 * SECONDS
    results = {host: part["result"] for host, part in outcome.parts.items()}
    assert {host for host, result in results.items() if result == "unchanged"} == {
        f"good-{number}" for number in range(GOOD)
    }
    assert outcome.failure.startswith(f"{OTHERS} of {GOOD + OTHERS} servers differ from their plan or do not answer")
    notes = {bad.__name__: " ".join(comparison.answer_of(plans[bad.__name__])["notes"]) for bad in BAD}
    for name in ("slow", "silent"):  # the deadline of the answer or that of one read ends it, whichever comes first
        assert re.search(r"no answer (within 1 s|from 127\.0\.0\.1 in time)", notes[name])
    assert "not JSON" in notes["deep"] and "the answer is a list" in notes["of_another_shape"]


def test_an_answer_that_nobody_foresaw_is_one_line(monkeypatch):
    def broken(_plan):
        raise KeyError("a-secret")

    monkeypatch.setattr(comparison, "answer_of", broken)
    found = comparison.answers({"om-1": plan("http://localhost"), "om-2": plan("http://localhost")})
    assert [answer["reachable"] for answer in found.values()] == [False, False]
    assert "Unexpected KeyError" in found["om-1"]["notes"][0] and "a-secret" not in str(found)


@pytest.mark.parametrize("version", [["1.12.14"], {"a": 1}, "1.12.14\u001b[2J", "1." + "1" * 100000, None, 1.12])
def test_a_release_that_is_another_value_is_none(serve, version):
    server = openmetadata.Server(
        serve("om", lambda handler, _path: handler.answer(json.dumps({"version": version}).encode()))
    )
    assert server.version() is None and server.no_version.isprintable()


def test_what_a_terminal_would_act_on_is_not_repeated(serve):
    url = serve("om", lambda handler, _path: handler.answer(b"\x1b[2J\x07 gone", 500))
    assert openmetadata.get_json(url) == (None, "HTTP 500: ?[2J? gone")
