# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host is changed to its plan and verified, or everything is restored, whatever step fails.

Killed runs and real servers: tests/functional.
"""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.findings import Finding
from ansible_collections.openmetadata.sso.plugins.module_utils._core.result import Result
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files
from ansible_collections.openmetadata.sso.plugins.module_utils._system.files import FileChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import last_good as records
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.host_change import HostChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.journal import Journal
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.transaction import Transaction
from fakes.installation import OLD_ENVIRONMENT, Installation


@pytest.fixture
def server(tmp_path, monkeypatch):
    return Installation(tmp_path, monkeypatch)


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """A release in which the stored rows decide."""
    return Installation(tmp_path, monkeypatch, version="1.12.14")


def transaction(server, **fields):
    return Transaction(HostChange(server.host(**fields), str(server.state)))


def failure(server, **fields):
    with pytest.raises(HostError) as error:
        transaction(server, **fields).apply()
    return error.value


def left(server):
    return sorted(path.name for path in server.state.iterdir() if path.name != "lock")


def test_a_change_is_written_restarted_and_verified(server):
    result = transaction(server).apply()
    assert isinstance(result, Result)
    assert (result.changed, result.restarted, result.seconds, result.version) == (True, True, 3, "1.9.7")
    assert result.files == [{"path": str(server.file), "changed": True}]
    assert result.variables == ["AUTHENTICATION_PROVIDER"]
    assert server.file.read_text() == server.planned_text and server.provider == "auth0"
    assert left(server) == ["last_good.json"]


def test_a_second_run_changes_and_restarts_nothing(server):
    transaction(server).apply()
    server.steps.clear()
    result = transaction(server).apply()
    assert (result.changed, result.restarted, server.steps) == (False, False, [])


def test_the_check_mode_leaves_no_trace(server):
    result = transaction(server).predict()
    assert (result.changed, result.would_restart, result.restarted) == (True, True, False)
    assert not server.file.exists() and left(server) == [] and server.provider == "basic"


def test_a_comparison_changes_nothing_and_says_what_differs(server):
    result = transaction(server, verb="verify").compare()
    assert (result.changed, result.reachable) == (False, True)
    assert [row["status"] for row in result.effective] == ["drift"]
    assert not server.file.exists()


def test_a_server_that_does_not_answer_is_not_reachable(server):
    server.silent = True
    result = transaction(server, verb="verify").compare()
    assert not result.reachable and "connection refused" in result.notes[0]


STEPS = ("restart", "wait")


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_once_restores_file_and_server(server, step):
    server.file.write_text("AUTHENTICATION_PROVIDER='ldap'\n")
    server.start()
    # The first call fails, and the restoring succeeds.
    calls = []

    def once(name):
        calls.append(name)
        if name == step and calls.count(step) == 1:
            raise HostError(f"{step} failed.", "/x", "Repair it.")

    server.step = once
    error = failure(server)
    assert error.message == f"{step} failed." and error.more["restored"]
    assert error.more["outcome"].startswith("The old files are back and the server is healthy again")
    assert server.file.read_text() == "AUTHENTICATION_PROVIDER='ldap'\n" and server.provider == "ldap"
    assert left(server) == []


def test_a_file_that_cannot_be_written_restarts_nothing(server, monkeypatch):
    write = files.write

    def full(path, *arguments, **keywords):
        if path == str(server.file):
            raise HostError("No space left on device.")
        return write(path, *arguments, **keywords)

    monkeypatch.setattr(files, "write", full)
    error = failure(server)
    assert error.more["outcome"] == "Nothing was restarted; the old files are back."
    assert "restart" not in server.steps and left(server) == []


def test_a_defect_is_restored_like_an_error(server, monkeypatch):
    monkeypatch.setattr(records.LastGood, "keep", lambda *_arguments: {}["x"])
    error = failure(server)
    assert error.message.startswith("Unexpected KeyError") and error.more["restored"]
    assert server.provider == "basic" and not server.file.exists()


def test_before_the_change_nothing_is_touched(server):
    server.failing = "prepare"
    error = failure(server)
    assert "outcome" not in error.more and not server.file.exists() and left(server) == []


def test_a_finding_that_is_an_error_forbids_the_change(server):
    server.found = [Finding("ENV-25", "error", "/x:3", "a literal", "Fix it.")]
    error = failure(server)
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
    error = failure(server)
    assert words in error.message and error.more["restored"]
    assert not server.file.exists()


def test_a_server_that_serves_something_else_is_named_with_the_field(newer):
    start = newer.start

    def started():
        start()
        newer.served_rows = {"authenticationConfiguration": {"provider": "saml"}}

    newer.start = started
    error = failure(newer)
    assert "serves provider 'saml' instead of 'auth0'" in error.message


def test_what_was_served_before_decides_whether_all_is_as_before(newer):
    start = newer.start

    def started():
        start()
        newer.served_rows = {"authenticationConfiguration": {"provider": "saml"}}

    newer.start = started
    outcome = failure(newer).more["outcome"]
    assert outcome.startswith("Not as before")


def test_a_restoring_that_fails_keeps_the_journal_and_the_next_run_goes_on(server):
    server.failing = "restart"
    error = failure(server)
    assert (
        error.more["outcome"].startswith("Not everything was restored: restart failed.") and not error.more["restored"]
    )
    assert "journal.json" in left(server)
    server.failing = None
    result = transaction(server).apply()
    assert result.changed and server.provider == "auth0" and left(server) == ["last_good.json"]
    assert any("was interrupted; its changes were restored first" in note for note in result.notes)


def test_the_check_mode_tells_of_an_interrupted_run_and_restores_nothing(server):
    journal = Journal(str(server.state))
    journal.begin([FileChange(str(server.file), "half\n", 0o600)], True, None)
    server.file.write_text("half\n")
    result = transaction(server).predict()
    assert any("would be restored first" in note for note in result.notes)
    assert server.file.read_text() == "half\n" and journal.interrupted() is not None


def test_rows_are_changed_and_the_file_is_written_as_well(newer):
    newer.rows["authenticationConfiguration"]["theirs"] = 1
    result = transaction(newer).apply()
    assert (result.rows, result.rows_decide, result.restarted) == (["provider"], True, True)
    assert newer.rows["authenticationConfiguration"] == {"provider": "auth0", "theirs": 1}
    assert newer.file.read_text() == newer.planned_text


@pytest.mark.parametrize("step", STEPS)
def test_rows_are_restored_with_the_file(newer, step):
    calls = []

    def once(name):
        calls.append(name)
        if name == step and calls.count(step) == 1:
            raise HostError(f"{step} failed.")

    newer.step = once
    error = failure(newer)
    assert newer.rows["authenticationConfiguration"]["provider"] == "basic" and newer.provider == "basic"
    assert "The old files and stored rows are back" in error.more["outcome"]


def test_rows_that_are_ignored_are_neither_read_nor_written(newer):
    result = transaction(newer, stored_configuration="ignore").apply()
    assert not [step for step in newer.steps if step.startswith("rows")]
    assert any("left alone as asked" in note for note in result.notes)
    assert newer.rows["authenticationConfiguration"]["provider"] == "basic"


def test_a_server_that_did_not_run_is_started_and_its_rows_are_changed_then(newer):
    newer.is_running = False
    newer.file.write_text("AUTHENTICATION_PROVIDER='basic'\n")
    result = transaction(newer).apply()
    assert newer.is_running and newer.rows["authenticationConfiguration"]["provider"] == "auth0"
    assert result.rows_decide and newer.steps.count("restart") == 2


def test_a_server_that_did_not_run_is_stopped_again(server):
    server.is_running = False
    server.failing = "wait"
    error = failure(server)
    assert not server.is_running and "did not run before and was stopped" in error.more["outcome"]


def kept_starting(server):
    server.is_running, server.is_kept_starting = False, True


def silent(server):
    server.silent = True


@pytest.mark.parametrize("fault", [kept_starting, silent])
def test_a_server_that_did_not_answer_before_is_left_as_it_was(server, fault):
    """Its database may be away for a while: it comes back by itself, with its old configuration."""
    fault(server)
    server.failing = "wait"
    error = failure(server)
    assert error.more["restored"] and "did not answer before the change, either: wait failed." in error.more["outcome"]
    assert "stop" not in server.steps and server.steps.count("restart") == 2
    assert server.environment == OLD_ENVIRONMENT and left(server) == []


def test_a_restore_that_cannot_start_the_server_is_none_whatever_it_was_before(server):
    silent(server)
    server.failing = "restart"
    error = failure(server)
    assert not error.more["restored"] and "Not everything was restored: restart failed." in error.more["outcome"]


def test_a_replica_with_older_rows_is_restarted(newer):
    """Another replica has written the rows, and this one was not restarted since."""
    transaction(newer).apply()
    newer.served_rows = {"authenticationConfiguration": {"provider": "basic"}}
    newer.steps.clear()
    result = transaction(newer).apply()
    assert (result.stale, result.restarted, newer.provider) == (True, True, "auth0")


def test_secrets_of_the_log_and_of_their_environment_are_masked(server):
    server.environment["THEIR_PASSWORD"] = "s3cret-of-theirs"
    calls = []

    def once(name):
        calls.append(name)
        if name == "wait" and calls.count("wait") == 1:
            server.environment["THEIR_PASSWORD"] = "s3cret-of-theirs"
            raise HostError("not healthy")

    server.step = once
    words = failure(server).more["words"]
    assert "ERROR" in words and "s3cret-of-theirs" not in words


def test_the_export_of_the_rows_is_kept_where_that_is_asked_for(newer):
    transaction(newer, keep_export=True).apply()
    (export,) = (newer.state / "exports").iterdir()
    assert "provider: basic" in export.read_text().replace('"', "") and export.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("running", [True, False])
def test_a_server_that_does_not_tell_its_release_is_not_changed_and_not_verified(newer, running):
    """Whether its stored rows decide is not known, so nothing can be verified."""
    newer.is_running, newer.version = running, None
    error = failure(newer)
    assert "system/version: HTTP 500: broken" in error.message
    if running:
        assert newer.steps == [] and not newer.file.exists()
        result = transaction(newer, verb="verify").compare()
        assert not result.reachable and "HTTP 500: broken" in result.notes[0]
    else:
        assert error.more["restored"] and not newer.file.exists()


def exports(server):
    return sorted((server.state / "exports").iterdir()) if (server.state / "exports").exists() else []


def rules(result):
    return [(finding["rule"], finding["severity"]) for finding in result.findings]


@pytest.mark.parametrize(("version", "severity"), [("1.11.4", "warning"), ("2.0.7", "info")])
def test_rows_of_another_release_are_kept_before_they_are_replaced(newer, version, severity):
    newer.rows["authenticationConfiguration"]["theirs"] = "of the directory"
    transaction(newer).apply()
    newer.version = version
    newer.rows["authenticationConfiguration"].pop("theirs")  # the other release could not read it
    compared = transaction(newer, verb="verify").compare()
    assert rules(compared) == ([("UPG-04", "warning")] if severity == "warning" else [])
    assert exports(newer) == [] and transaction(newer).predict().changed is False and exports(newer) == []
    result = transaction(newer).apply()
    (export,) = exports(newer)
    assert rules(result) == [("UPG-04", severity)] and str(export) in result.findings[0]["message"] + str(
        result.findings[0]["fix"]
    )
    assert export.name.startswith("rows-1.12.14-") and "of the directory" in export.read_text()
    assert (export.stat().st_mode & 0o777, export.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert rules(transaction(newer).apply()) == [] and exports(newer) == [export]


@pytest.mark.parametrize(("named", "words"), [("1.11.4", "a downgrade loses stored rows"), ("2.0", "do not hold yet")])
def test_a_plan_for_another_release_ends_the_run_and_the_rows_are_kept(newer, named, words):
    for _run in range(2):
        error = failure(newer, release=named)
        (finding,) = error.more["findings"]
        assert (finding["rule"], finding["severity"]) == ("MISC-01", "error") and words in finding["message"]
        (export,) = exports(newer)
        assert error.fix == f"The stored rows of 1.12.14 are kept in {export}."
        assert "provider" in export.read_text() and export.stat().st_mode & 0o777 == 0o600
    with pytest.raises(HostError) as refused:
        transaction(newer, release="1.10").predict()
    assert refused.value.fix == "" and exports(newer) == [export], "check mode writes nothing"


def test_a_plan_for_another_release_has_no_rows_to_keep_where_files_decide(server):
    assert failure(server, release="1.8.2").fix == "" and exports(server) == []


def test_a_stopped_server_may_have_been_changed_to_the_planned_release(newer):
    transaction(newer).apply()
    newer.is_running = False
    newer.version = "1.11.4"
    result = transaction(newer, release="1.11.4", verb="verify").compare()
    assert rules(result) == [("UPG-04", "warning")] and "om_sso_openmetadata_version is 1.11.4" in str(result.findings)
    result = transaction(newer, release="1.11.4").apply()
    assert rules(result) == [("UPG-04", "warning")] and len(exports(newer)) == 1 and result.version == "1.11.4"


def test_the_last_good_configuration_is_recorded_once(server):
    transaction(server).apply()
    record = server.state / "last_good.json"
    before = (record.read_text(), record.stat().st_mtime_ns)
    assert json.loads(before[0])["served"] == {"provider": "auth0"}
    transaction(server).apply()
    assert (record.read_text(), record.stat().st_mtime_ns) == before
