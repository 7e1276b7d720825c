# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restoring the last configuration that was verified, whatever is there now."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.host_change import HostChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.recovery import Recovery
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.transaction import Transaction
from fakes.installation import FakeDeployment, Installation


@pytest.fixture(params=["1.9.7", "1.12.14"])
def broken(tmp_path, monkeypatch, request):
    """A server whose verified configuration was changed by hand, and which serves something else now."""
    server = Installation(tmp_path, monkeypatch, version=request.param)
    Transaction(HostChange(server.host(), str(server.state))).apply()
    server.file.write_text("AUTHENTICATION_PROVIDER='broken'\n")
    server.rows = {"authenticationConfiguration": {"provider": "broken"}, "authorizerConfiguration": {}}
    server.start()
    server.steps.clear()
    assert server.provider == "broken"
    return server


def recovery(server):
    return Transaction(Recovery(server.host(verb="recover"), str(server.state)))


def test_without_a_record_there_is_nothing_to_restore(tmp_path, monkeypatch):
    server = Installation(tmp_path, monkeypatch)
    with pytest.raises(HostError, match="No configuration was verified on this host yet"):
        recovery(server).apply()
    assert server.steps == []


def test_the_verified_configuration_is_restored(broken):
    result = recovery(broken).apply()
    assert (result.changed, result.restarted, result.seconds) == (True, True, 3)
    assert (result.served, result.kids, result.version) == ({"provider": "auth0"}, ["own"], broken.version)
    assert broken.provider == "auth0" and broken.file.read_text() == broken.planned_text
    assert result.files == [{"path": str(broken.file), "changed": True}]
    decide = broken.version == "1.12.14"
    sections = ["authenticationConfiguration", "authorizerConfiguration"] if decide else []
    assert (result.rows, result.rows_decide) == (sections, decide)


def test_the_check_mode_only_tells(broken):
    result = recovery(broken).predict()
    assert (result.changed, result.would_restart, result.restarted) == (True, True, False)
    assert result.files == [{"path": str(broken.file), "changed": True}]
    assert broken.provider == "broken" and broken.steps == ["prepare"]


def test_a_server_that_does_not_run_is_restored_too(broken):
    broken.is_running = False
    assert recovery(broken).apply().restarted
    assert broken.is_running and broken.provider == "auth0"


def test_a_recovery_that_fails_restores_what_was_there(broken):
    calls = []

    def once(name):
        calls.append(name)
        if name == "wait" and calls.count("wait") == 1:
            raise HostError("not healthy")

    broken.step = once
    with pytest.raises(HostError) as error:
        recovery(broken).apply()
    assert error.value.more["restored"]
    assert broken.file.read_text() == "AUTHENTICATION_PROVIDER='broken'\n" and broken.provider == "broken"
    assert broken.rows["authenticationConfiguration"]["provider"] == "broken"


@pytest.mark.parametrize(("silent", "expected"), [(True, [{"A": "verified"}]), (False, [])])
def test_a_process_that_does_not_answer_does_not_lend_its_environment(broken, monkeypatch, silent, expected):
    """It may end at once, and its environment may be the reason."""
    given = []
    monkeypatch.setattr(FakeDeployment, "use_environment", lambda _self, environment: given.append(environment))
    record = broken.state / "last_good.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "environment": {"A": "verified"}}))
    broken.silent = silent
    recovery(broken).predict()
    assert given == expected
