# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run at a time on a host, and a holder that dies holds nothing."""

import os
import signal
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands, lock
from lab import users


def test_a_second_one_is_told_who_holds_it(tmp_path):
    with lock.held(str(tmp_path)), pytest.raises(HostError) as error, lock.held(str(tmp_path)):
        pytest.fail("two at a time")
    assert f"process {os.getpid()} since " in error.value.message
    assert error.value.option == str(tmp_path / "lock")


def test_it_can_be_held_again_afterwards_also_after_an_error(tmp_path):
    with pytest.raises(RuntimeError), lock.held(str(tmp_path)):
        raise RuntimeError()
    with lock.held(str(tmp_path)):
        text = (tmp_path / "lock").read_text()
    assert text.count("process") == 1
    assert oct((tmp_path / "lock").stat().st_mode)[-3:] == "600"


def test_the_kernel_frees_it_when_its_holder_is_killed(tmp_path):
    ready, told = os.pipe()
    child = os.fork()
    if child == 0:
        with lock.held(str(tmp_path)):
            os.write(told, b"x")
            signal.pause()
        os._exit(0)
    os.read(ready, 1)
    with pytest.raises(HostError, match=str(child)), lock.held(str(tmp_path)):
        pytest.fail("two at a time")
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with lock.held(str(tmp_path)):
        pass


def tried(descriptor):
    """What another user comes to that writes to the lock file by what its program inherits."""
    ways = (
        lambda: os.write(descriptor, b"x"),
        lambda: os.ftruncate(descriptor, 9),
        lambda: os.open(f"/proc/self/fd/{descriptor}", os.O_WRONLY),
    )
    return [_refused(way) for way in ways]


def _refused(way):
    try:
        way()
    except OSError:
        return True
    return False


@pytest.mark.skipif(os.geteuid() != 0, reason="only root calls programs of another user")
def test_a_program_of_another_user_holds_the_lock_and_cannot_write_to_it(tmp_path):
    with lock.held(str(tmp_path)):
        before = (tmp_path / "lock").read_text()
        (descriptor,) = commands.INHERITED
        assert users.run_as(65534, lambda: tried(descriptor)) == [True] * 3
        assert (tmp_path / "lock").read_text() == before


def killed_run(folder, seconds):
    """A run that is killed while a program of it works, which goes on for some seconds."""
    mark = folder / "begun"
    child = os.fork()
    if child == 0:
        with lock.held(str(folder)):
            commands.run(["sh", "-c", f"touch {mark}; sleep {seconds}; touch {folder}/written"])
        os._exit(0)
    while not mark.exists():
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_the_next_one_waits_for_a_program_of_a_run_that_was_killed(tmp_path):
    killed_run(tmp_path, 0.5)
    with lock.held(str(tmp_path)):
        assert (tmp_path / "written").exists(), "its write is not overtaken by a late one"


def test_it_does_not_wait_for_ever_and_names_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.3)
    killed_run(tmp_path, 2)
    with pytest.raises(HostError) as error, lock.held(str(tmp_path)):
        pytest.fail("two at a time")
    assert (
        "A run was killed (process " in error.value.message
        and "sh (" in error.value.message
        and "still at work after 0.3 s" in error.value.message
    )
    assert error.value.fix == "Wait for it, or end it."


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(HostError) as error, lock.held(str(tmp_path / "nothing")):
        pytest.fail("without a lock")
    assert error.value.message == f"Could not open {tmp_path}/nothing/lock: No such file or directory."


def test_a_disk_without_room_for_its_note_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(
        os,
        "pwrite",
        lambda _descriptor, _text, _where: (nothing for nothing in ()).throw(OSError(28, "No space left on device")),
    )
    with pytest.raises(HostError) as error, lock.held(str(tmp_path)):
        pytest.fail("without a note")
    assert error.value.message == f"Could not lock {tmp_path}/lock: No space left on device."
