# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work in a process of its own: its answer comes back, and it goes on when nobody waits for it any more."""

import os
import signal
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import background


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


def wait_for(what, seconds=10):
    """A path, or anything that becomes true."""
    end = time.monotonic() + seconds
    while not (what() if callable(what) else what.exists() and what.read_text()):
        assert time.monotonic() < end
        time.sleep(0.01)
