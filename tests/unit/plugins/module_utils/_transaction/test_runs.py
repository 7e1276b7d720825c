# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that outlasts its calls is followed by calls with its key, and the next run tells what nobody has fetched."""

import os
import signal
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import registry
from ansible_collections.openmetadata.sso.plugins.module_utils._system import processes
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import host as subject
from fakes import host_plan
from fakes.installation import PROVIDER, FakeDeployment, FakeServer, Installation

SECRET = "hunter2hunter2"
KEY = "a" * 64


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A server whose start takes until the file go is there, and which logs a secret."""
    made = Installation(tmp_path, monkeypatch)

    def wait(_self, _seconds, _alive):
        while not (tmp_path / "go").exists():
            time.sleep(0.01)
        return 1

    monkeypatch.setitem(registry.CLASSES, "fake", lambda *_arguments: FakeDeployment(made))
    monkeypatch.setattr(FakeServer, "wait", wait)
    monkeypatch.setattr(FakeDeployment, "log_since", lambda _self, _mark: f"INFO first\nINFO uses {SECRET}\x1b\n")
    yield made
    (tmp_path / "go").touch()


def asked(verb="apply", seconds=0.3, key=KEY, **fields):
    variable = host_plan.variable("AUTHENTICATION_PROVIDER", "auth0", paths=[PROVIDER])
    follow = None if key is None else {"key": key, "seconds": seconds}
    plan = host_plan.made(
        variable, verb=verb, served={"provider": "auth0"}, secrets=[SECRET], health_timeout=600, follow=follow, **fields
    )
    return subject.run(dict(plan._asdict()), False)


def until(what):
    limit = time.monotonic() + 10
    while not (found := what()):
        assert time.monotonic() < limit
        time.sleep(0.01)
    return found


def ended():
    """The note about a run without its controller, once it has ended."""
    return until(lambda: [note for note in asked("verify", key=None)[0]["notes"] if "without its" in note])[0]


def kept(server):
    return [name for name in os.listdir(server.folder / ".openmetadata-sso") if name.startswith("run-")]


def test_a_run_is_begun_followed_and_fetched(server):
    answer, error = asked()
    assert error is None and answer["changed"] is False
    wait = answer["waiting"]
    assert wait.pop("elapsed") in (0, 1)
    assert wait == {
        "what": "a healthy server",
        "seconds": 600,
        "restoring": False,
        "log": "INFO uses <secret>?",
    }
    assert asked("follow", 0)[0]["waiting"]["what"] == "a healthy server"
    (server.folder / "go").touch()
    answer, error = asked("follow", 10)
    assert error is None and answer["changed"] is True and "waiting" not in answer
    assert kept(server) == []


def test_a_request_that_is_sent_twice_is_one_run(server):
    asked()
    assert asked(seconds=0)[0]["waiting"]["what"] == "a healthy server"
    (server.folder / "go").touch()
    answer, error = asked(seconds=10)
    assert error is None and answer["changed"] is True
    assert kept(server) == []


def test_a_run_that_restores_the_old_state_says_so(server, monkeypatch):
    def fail(_self, _seen):
        raise HostError("The server serves something else.")

    monkeypatch.setattr(subject.HostChange, "make", lambda _self, _current, entry: entry.update(restarted=True))
    monkeypatch.setattr(subject.HostChange, "verify", fail)
    wait = asked()[0]["waiting"]
    assert (wait["what"], wait["restoring"]) == ("a healthy server", True)


def test_another_key_finds_nothing(server):
    asked()
    assert "knows nothing of the run" in asked("follow", 0, key="b" * 64)[1]["message"]


def test_who_looks_meanwhile_is_told_that_a_run_is_at_work_and_not_that_one_was_interrupted(server):
    asked()
    notes = asked("verify", key=None)[0]["notes"]
    assert [note for note in notes if "is at work (process" in note] and "interrupted" not in "".join(notes)
    assert "Another run is at work on this host" in asked(key="b" * 64, seconds=10)[1]["message"]


@pytest.mark.parametrize(
    ("fails", "said"),
    [
        (False, "the change is in effect and verified"),
        (True, "it failed. The server speaks of <secret>. Nothing was restarted; the old files are back"),
    ],
)
def test_the_next_run_says_what_became_of_one_without_its_controller(server, monkeypatch, fails, said):
    if fails:

        def quoting(_self, _seen):
            raise HostError(f"The server speaks of {SECRET}.")

        def make(_self, _current, _entry):
            while not (server.folder / "go").exists():
                time.sleep(0.01)

        monkeypatch.setattr(subject.HostChange, "make", make)
        monkeypatch.setattr(subject.HostChange, "verify", quoting)
    asked()
    (server.folder / "go").touch()
    note = ended()
    assert note.startswith("a run of ") and note.endswith(f" without its controller: {said}")
    assert kept(server), "who only looks leaves it"


def test_a_run_that_changes_tells_it_and_then_it_is_forgotten(server):
    asked()
    (server.folder / "go").touch()
    ended()
    server.start()  # the run was in another process
    assert "without its controller" in "".join(asked(key="b" * 64, seconds=10)[0]["notes"])
    assert kept(server) == []


def test_a_file_of_a_run_that_was_killed_is_removed(server):
    asked()
    process = int((server.folder / ".openmetadata-sso" / "lock").read_text(encoding="utf-8").split()[1])
    os.kill(process, signal.SIGKILL)
    until(lambda: not processes.alive(process))
    (server.folder / "go").touch()
    answer, error = asked(key="b" * 64, seconds=10)
    assert error is None and "was interrupted" in "".join(answer["notes"])
    assert kept(server) == []
