# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The current state is read once, and says what has to change and whether that needs a restart."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.current_state import CurrentState
from fakes import host_plan
from fakes.installation import FakeDeployment, Installation
from lab import access_lists


def planned(server):
    """As after an apply."""
    server.file.write_text(server.planned_text)
    server.file.chmod(0o600)
    server.rows["authenticationConfiguration"]["provider"] = "auth0"
    server.start()


@pytest.mark.parametrize("version", ["1.9.7", "1.12.14"])
def test_nothing_changes_where_all_is_as_planned(tmp_path, monkeypatch, version):
    server = Installation(tmp_path, monkeypatch, version=version)
    planned(server)
    current = CurrentState(server.host())
    assert not current.changed and current.outdated_variables == [] and current.diff() == []
    assert {row["status"] for row in current.table()} == {"ok"}


def test_a_file_with_another_mode_is_written_without_a_restart(server):
    planned(server)
    server.file.chmod(0o644)
    current = CurrentState(server.host())
    assert [change.path for change in current.changes] == [str(server.file)] and not current.restart


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ("u::6 g::4 o::4", "has mode 0644 instead of mode 0600"),
        ("u::6 u:65534:4 g::0 m::4 o::0", "has mode 0640 and an access control list instead of mode 0600"),
    ],
)
def test_a_file_that_differs_in_its_mode_alone_says_so(server, entries, said):
    planned(server)
    access_lists.give(server.file, entries)
    (state,) = CurrentState(server.host()).file_states()
    assert state == {"path": str(server.file), "changed": True, "rights": said}


def test_a_file_that_differs_in_its_text_says_nothing_of_its_mode(server):
    planned(server)
    server.file.write_text("another text\n")
    server.file.chmod(0o644)
    assert CurrentState(server.host()).file_states() == [{"path": str(server.file), "changed": True}]


def test_a_variable_that_is_not_planned_any_more_needs_a_restart(server):
    planned(server)
    server.file.write_text("AUTHENTICATION_PROVIDER='auth0'\nOLD='1'\n")
    server.start()
    host = server.host(catalogue=["AUTHENTICATION_PROVIDER", "OLD"])
    assert CurrentState(host).restart


def test_a_server_that_does_not_run_is_started(server):
    planned(server)
    server.is_running = False
    current = CurrentState(server.host())
    assert current.restart and current.reason == "the server does not run"
    assert current.outdated_variables == ["AUTHENTICATION_PROVIDER"]


def test_its_release_is_that_of_the_last_good_configuration(server):
    server.is_running = False
    record = {"version": "1.12.14", "environment": None, "fingerprint": "x"}
    assert CurrentState(server.host(), last_good=record).version == "1.12.14"


@pytest.mark.parametrize("running", [True, False])
def test_rows_that_cannot_be_read_are_an_error_only_while_the_server_runs(newer, running):
    newer.is_running, newer.failing = running, "rows get"
    record = {"version": "1.12.14", "environment": None, "fingerprint": "x"}
    if running:
        with pytest.raises(HostError):
            CurrentState(newer.host(), last_good=record)
    else:
        assert not CurrentState(newer.host(), last_good=record).rows_decide


def test_rows_of_another_fingerprint_outlive_the_process(newer):
    planned(newer)
    current = CurrentState(newer.host(), last_good={"version": "1.12.14", "fingerprint": "another"})
    assert current.stale and current.outlived and current.restart


def test_a_diff_shows_no_secret(newer, monkeypatch):
    planned(newer)
    secret = host_plan.variable(
        "OIDC_CLIENT_SECRET", "hunter2", paths=["authenticationConfiguration.secret"], secret=True
    )
    host = newer.host()
    host.plan.environment.append(secret)
    shown = CurrentState(host).diff()
    assert shown and "hunter2" not in str(shown)


def test_ours_is_nothing_where_no_file_of_ours_is_there(server):
    assert CurrentState(server.host()).written() is None
    planned(server)
    assert CurrentState(server.host()).written() == {"AUTHENTICATION_PROVIDER": "auth0"}


def test_several_services_each_need_the_environment(server, monkeypatch):
    planned(server)
    both = {"server": {"AUTHENTICATION_PROVIDER": "auth0"}, "ingestion": {"AUTHENTICATION_PROVIDER": "basic"}}
    monkeypatch.setattr(FakeDeployment, "environments", lambda _self: both)
    current = CurrentState(server.host())
    assert current.restart and current.outdated_variables == ["AUTHENTICATION_PROVIDER"]
