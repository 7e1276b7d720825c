# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work in a process of its own: its answer comes back, and it goes on when nobody waits for it any more."""

import contextlib
import errno
import json
import os
import signal
import time
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import background, run_file, waiting


def test_the_answer_comes_back_whatever_its_size():
    answer = {"text": "ü\u2028" * 100000, "list": [1, None, True]}
    assert background.run(lambda: answer) == answer


def test_the_work_is_in_a_session_of_its_own():
    assert background.run(lambda: os.getsid(0)) != os.getsid(0)


def test_what_the_work_prints_goes_nowhere(capfd):
    background.run(lambda: os.write(1, b"on stdout") + os.write(2, b"on stderr"))
    assert capfd.readouterr() == ("", "")


def test_a_known_error_comes_back_with_all_it_says():
    def work():
        raise HostError("It failed.", "om_sso_home", "Do this.", outcome="As it was.", findings=[["A-1"]])

    with pytest.raises(HostError) as error:
        background.run(work)
    assert error.value.to_dict() == {
        "message": "It failed.",
        "option": "om_sso_home",
        "fix": "Do this.",
        "outcome": "As it was.",
        "findings": [["A-1"]],
    }


def test_an_unknown_error_is_a_defect_in_one_line_without_its_text():
    def work():
        raise ValueError("with a secret in it")

    with pytest.raises(HostError) as error:
        background.run(work)
    assert error.value.message.startswith("Unexpected ValueError at test_background.py:")
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("end", "words"),
    [(lambda: os.kill(os.getpid(), signal.SIGKILL), "signal 9"), (lambda: os._exit(3), "exit status 3")],
)
def test_a_process_that_is_killed_is_said(end, words):
    with pytest.raises(HostError) as error:
        background.run(end)
    assert words in error.value.message and error.value.more["restored"] is False


def test_the_work_goes_on_without_the_one_who_waits(tmp_path):
    """A parent in a session of its own is killed with all its group, as with a connection that breaks."""
    started, finished = tmp_path / "started", tmp_path / "finished"

    def work():
        started.write_text(str(os.getpid()))
        while not (tmp_path / "go").exists():
            time.sleep(0.01)
        finished.write_text("done")

    parent = os.fork()
    if parent == 0:
        os.setsid()
        background.run(work)
        os._exit(0)
    wait_for(started)
    os.killpg(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    (tmp_path / "go").touch()
    wait_for(finished)
    gone = int(started.read_text())
    wait_for(lambda: not os.path.exists(f"/proc/{gone}"))
    assert finished.read_text() == "done"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT, signal.SIGPIPE], ids=lambda number: number.name)
def test_signals_of_a_terminal_do_not_end_it(number):
    assert background.run(lambda: os.kill(os.getpid(), number) or "still here") == "still here"


def test_nothing_is_left_open():
    before = os.listdir("/proc/self/fd")
    background.run(lambda: 1)
    assert os.listdir("/proc/self/fd") == before


@pytest.fixture
def kept(tmp_path):
    """Where a run that outlasts its call keeps its result."""
    key = "0" * 64
    return background.Kept(run_file.of_request(str(tmp_path), key), key, lambda answer: "done" + str(len(answer)))


def unfinished(tmp_path, kept, end):
    """A run that goes on until the file go is there, and then calls ``end``."""

    def work():
        with waiting.waiting("the file go", 60):
            while not (tmp_path / "go").exists():
                time.sleep(0.01)
        return end()

    with pytest.raises(background.StillRunning):
        background.run(work, kept, 0.1)


def test_a_run_that_ends_within_its_call_leaves_no_file(kept, tmp_path):
    assert background.run(lambda: 5, kept, 60) == 5
    assert os.listdir(tmp_path) == []


def test_a_run_that_outlasts_its_call_tells_what_it_waits_for_and_its_result_is_fetched_once(kept, tmp_path):
    unfinished(tmp_path, kept, lambda: {"secret": "hunter2hunter2"})
    assert kept.file.facts()["wait"]["what"] == "the file go"
    with pytest.raises(background.StillRunning):
        background.result_of(kept, 0)
    (tmp_path / "go").touch()
    wait_for(lambda: "sealed" in kept.file.facts())
    text = Path(kept.file.path).read_text(encoding="ascii")
    assert "hunter2" not in text and kept.key not in text and '"said": "done1"' in text
    assert os.stat(kept.file.path).st_mode & 0o777 == 0o600
    assert background.result_of(kept, 5) == {"secret": "hunter2hunter2"}
    assert os.listdir(tmp_path) == ["go"]
    with pytest.raises(HostError, match="knows nothing of the run any more"):
        background.result_of(kept, 5)


def test_an_error_of_a_run_that_outlasts_its_call_comes_back_as_well(kept, tmp_path):
    def end():
        raise HostError("It failed.", "om_sso_home", outcome="As it was.")

    unfinished(tmp_path, kept, end)
    (tmp_path / "go").touch()
    with pytest.raises(HostError) as error:
        background.result_of(kept, 10)
    assert error.value.to_dict() == {
        "message": "It failed.",
        "option": "om_sso_home",
        "fix": "",
        "outcome": "As it was.",
    }


def test_a_run_that_was_killed_without_a_call_is_said_and_its_file_removed(kept, tmp_path):
    unfinished(tmp_path, kept, lambda: None)
    os.kill(kept.file.facts()["pid"], signal.SIGKILL)
    with pytest.raises(HostError, match="was killed; the next run undoes"):
        background.result_of(kept, 10)
    assert os.listdir(tmp_path) == []


def test_a_result_that_nobody_reads_is_kept(kept, tmp_path):
    """The other end of standard output is closed, as after an SSH connection has ended."""
    reading, writing = os.pipe()
    os.close(reading)
    before = os.dup(1)
    os.dup2(writing, 1)
    try:
        assert background.run(lambda: 5, kept, 60) == 5
    finally:
        os.dup2(before, 1)
        os.close(before)
        os.close(writing)
    assert kept.file.facts()["said"] == "done1"


def test_work_that_was_begun_with_the_same_key_is_waited_for_and_not_begun_again(kept, tmp_path):
    """As where Ansible makes a connection anew that broke, and sends the same request again."""
    unfinished(tmp_path, kept, lambda: "the first")
    with pytest.raises(background.StillRunning):
        background.run(lambda: "the second", kept, 0)
    (tmp_path / "go").touch()
    assert background.run(lambda: "the third", kept, 10) == "the first"
    assert os.listdir(tmp_path) == ["go"]


def test_a_call_that_is_killed_leaves_the_result(kept, tmp_path):
    parent = os.fork()
    if parent == 0:
        with contextlib.suppress(BaseException):
            background.run(lambda: wait_for(tmp_path / "go") or 7, kept, 60)
        os._exit(0)
    wait_for(kept.file.facts)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    (tmp_path / "go").write_text("x")
    wait_for(lambda: "sealed" in kept.file.facts())
    assert background.result_of(kept, 0) == 7


def test_a_run_whose_file_cannot_be_made_is_waited_for(kept, tmp_path):
    os.rmdir(tmp_path)
    assert background.run(lambda: time.sleep(0.3) or 5, kept, 0) == 5


def test_a_file_that_cannot_be_removed_does_not_hide_the_result(kept, monkeypatch):
    """As on a file system that became read-only: for unlink it is that, whether there is such a file or not."""

    def read_only(_path):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def refused():
        raise HostError("Could not open lock: Read-only file system.")

    monkeypatch.setattr(os, "unlink", read_only)
    with pytest.raises(HostError, match="Could not open lock: Read-only file system"):
        background.run(refused, kept, 60)
    assert "sealed" not in kept.file.facts(), "it was told"


def test_a_line_that_was_cut_does_not_count(kept):
    kept.file.begin()
    kept.file.tell({"what": "this"})
    with open(kept.file.path, "a", encoding="ascii") as stream:
        stream.write(json.dumps({"wait": None, "sealed": "x"})[:-5])
    assert kept.file.facts()["wait"] == {"what": "this"} and "sealed" not in kept.file.facts()


def wait_for(what, seconds=10):
    """A path, or anything that becomes true."""
    end = time.monotonic() + seconds
    while not (what() if callable(what) else what.exists() and what.read_text()):
        assert time.monotonic() < end
        time.sleep(0.01)
