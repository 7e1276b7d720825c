# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host is changed to its plan and verified, or compared with it.

Killed runs and real servers: tests/functional.
"""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.findings import Finding
from ansible_collections.openmetadata.sso.plugins.module_utils._core.result import Result


def test_a_change_is_written_restarted_and_verified(server):
    result = server.transaction().apply()
    assert isinstance(result, Result)
    assert (result.changed, result.restarted, result.seconds, result.version) == (True, True, 3, "1.9.7")
    assert result.files == [{"path": str(server.file), "changed": True}]
    assert result.variables == ["AUTHENTICATION_PROVIDER"]
    assert server.file.read_text() == server.planned_text and server.provider == "auth0"
    assert server.left() == ["last_good.json"]


def test_a_second_run_changes_and_restarts_nothing(server):
    server.transaction().apply()
    server.steps.clear()
    result = server.transaction().apply()
    assert (result.changed, result.restarted, server.steps) == (False, False, [])


def test_the_check_mode_leaves_no_trace(server):
    result = server.transaction().predict()
    assert (result.changed, result.would_restart, result.restarted) == (True, True, False)
    assert not server.file.exists() and server.left() == [] and server.provider == "basic"


def test_a_comparison_changes_nothing_and_says_what_differs(server):
    result = server.transaction(verb="verify").compare()
    assert (result.changed, result.reachable) == (False, True)
    assert [row["status"] for row in result.effective] == ["drift"]
    assert not server.file.exists()


def test_a_server_that_does_not_answer_is_not_reachable(server):
    server.silent = True
    result = server.transaction(verb="verify").compare()
    assert not result.reachable and "connection refused" in result.notes[0]


def test_before_the_change_nothing_is_touched(server):
    server.failing = "prepare"
    error = server.failure()
    assert "outcome" not in error.more and not server.file.exists() and server.left() == []


def test_a_finding_that_is_an_error_forbids_the_change(server):
    server.found = [Finding("ENV-25", "error", "/x:3", "a literal", "Fix it.")]
    error = server.failure()
    assert "nothing was changed" in error.message and len(error.more["findings"]) == 1
    assert not server.file.exists() and server.steps == []


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda server: setattr(server, "silent", True), "The server does not answer"),
        (lambda server: server.keys.clear(), "publishes no key of its own"),
        (lambda server: server.environment.update(AUTHENTICATION_PROVIDER="okta"), "without the planned value"),
    ],
)
def test_a_server_that_is_not_as_planned_is_not_verified(server, spoil, words):
    start = server.start

    def started():
        start()
        if server.provider == "auth0":
            spoil(server)

    server.start = started
    error = server.failure()
    assert words in error.message and error.more["restored"]
    assert not server.file.exists()


def test_a_server_that_serves_something_else_is_named_with_the_field(serves_saml):
    error = serves_saml.failure()
    assert "serves provider 'saml' instead of 'auth0'" in error.message


def test_the_last_good_configuration_is_recorded_once(server):
    server.transaction().apply()
    record = server.state / "last_good.json"
    before = (record.read_text(), record.stat().st_mtime_ns)
    assert json.loads(before[0])["served"] == {"provider": "auth0"}
    server.transaction().apply()
    assert (record.read_text(), record.stat().st_mtime_ns) == before
