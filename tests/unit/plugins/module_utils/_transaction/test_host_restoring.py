# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever step of a change fails, the host is restored, or the journal stays for the next run."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_change import FileChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import last_good as records
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.journal import Journal
from fakes.installation import OLD_ENVIRONMENT


@pytest.mark.parametrize("step", ["restart", "wait"])
def test_a_step_that_fails_once_restores_file_and_server(server, step):
    server.file.write_text("AUTHENTICATION_PROVIDER='ldap'\n")
    server.start()
    server.failing_once = step
    error = server.failure()
    assert error.message == f"{step} failed." and error.more["restored"]
    assert error.more["outcome"].startswith("The old files are back and the server is healthy again")
    assert server.file.read_text() == "AUTHENTICATION_PROVIDER='ldap'\n" and server.provider == "ldap"
    assert server.left() == []


def test_a_file_that_cannot_be_written_restarts_nothing(server, monkeypatch):
    write = files.write

    def full(path, *arguments, **keywords):
        if path == str(server.file):
            raise HostError("No space left on device.")
        return write(path, *arguments, **keywords)

    monkeypatch.setattr(files, "write", full)
    error = server.failure()
    assert error.more["outcome"] == "Nothing was restarted; the old files are back."
    assert "restart" not in server.steps and server.left() == []


def test_a_defect_is_restored_like_an_error(server, monkeypatch):
    monkeypatch.setattr(records.LastGood, "keep", lambda *_arguments: {}["x"])
    error = server.failure()
    assert error.message.startswith("Unexpected KeyError") and error.more["restored"]
    assert server.provider == "basic" and not server.file.exists()


def test_what_was_served_before_decides_whether_all_is_as_before(serves_saml):
    outcome = serves_saml.failure().more["outcome"]
    assert outcome.startswith("Not as before")


def test_a_restoring_that_fails_keeps_the_journal_and_the_next_run_goes_on(server):
    server.failing = "restart"
    error = server.failure()
    assert error.more["outcome"].startswith("Not everything was restored, for the same reason.")
    assert not error.more["restored"]
    assert "journal.json" in server.left()
    server.failing = None
    result = server.transaction().apply()
    assert result.changed and server.provider == "auth0" and server.left() == ["last_good.json"]
    assert any("was interrupted; its changes were restored first" in note for note in result.notes)


def test_the_check_mode_tells_of_an_interrupted_run_and_restores_nothing(server):
    journal = Journal(str(server.state))
    journal.begin([FileChange(str(server.file), "half\n", 0o600)], True, None)
    server.file.write_text("half\n")
    result = server.transaction().predict()
    assert any("would be restored first" in note for note in result.notes)
    assert server.file.read_text() == "half\n" and journal.interrupted() is not None


def test_a_server_that_did_not_run_is_stopped_again(server):
    server.is_running = False
    server.failing = "wait"
    error = server.failure()
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
    error = server.failure()
    assert error.more["restored"] and "did not answer before the change, either: wait failed." in error.more["outcome"]
    assert "stop" not in server.steps and server.steps.count("restart") == 2
    assert server.environment == OLD_ENVIRONMENT and server.left() == []


def test_a_restore_that_cannot_start_the_server_is_none_whatever_it_was_before(server):
    silent(server)
    server.failing = "restart"
    error = server.failure()
    assert not error.more["restored"] and "Not everything was restored, for the same reason." in error.more["outcome"]


def test_secrets_of_the_log_and_of_their_environment_are_masked(server):
    server.environment["THEIR_PASSWORD"] = "s3cret-of-theirs"
    calls = []

    def once(name):
        calls.append(name)
        if name == "wait" and calls.count("wait") == 1:
            server.environment["THEIR_PASSWORD"] = "s3cret-of-theirs"
            raise HostError("not healthy")

    server.step = once
    words = server.failure().more["words"]
    assert "ERROR" in words and "s3cret-of-theirs" not in words
