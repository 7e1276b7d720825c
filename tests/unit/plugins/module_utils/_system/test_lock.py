# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run at a time on a host, and a holder that dies holds nothing."""

import contextlib
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


def held_by_another(folder, work=lock.of_installation):
    """A process that holds the lock of ``folder``, once it does."""
    ready, told = os.pipe()
    child = os.fork()
    if child == 0:
        with work(folder):
            os.write(told, b"x")
            signal.pause()
        os._exit(0)
    os.read(ready, 1)
    return child


def end(child):
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_a_run_with_another_state_folder_is_told_who_is_at_work_on_the_installation(tmp_path):
    child = held_by_another(str(tmp_path))
    try:
        with pytest.raises(HostError) as error, lock.of_installation(str(tmp_path)):
            pytest.fail("two at a time")
    finally:
        end(child)
    assert f"at work on {tmp_path}, with another state folder (process {child} of " in error.value.message
    assert "the same om_sso_state_directory" in error.value.fix
    with lock.of_installation(str(tmp_path)):
        assert list(tmp_path.iterdir()) == []


def test_a_program_of_a_killed_run_with_another_state_folder_is_waited_for(tmp_path):
    def program(folder):
        """As a run whose program goes on without it."""
        descriptor = os.open(folder, os.O_RDONLY)
        lock._take_folder(descriptor, folder)
        if os.fork() == 0:
            time.sleep(1)
            os._exit(0)
        return contextlib.nullcontext()

    began = time.monotonic()
    end(held_by_another(str(tmp_path), program))
    with lock.of_installation(str(tmp_path)):
        assert time.monotonic() - began >= 0.8


def test_who_could_not_change_the_server_holds_up_no_run(tmp_path, monkeypatch):
    child = held_by_another(str(tmp_path))
    monkeypatch.setattr(lock, "_user_of", lambda pid: 4711)
    try:
        with lock.of_installation(str(tmp_path)):
            pass
    finally:
        end(child)


@pytest.mark.parametrize("folder", ["absent", "file"])
def test_what_cannot_be_locked_is_left_to_the_lock_of_the_state_folder(tmp_path, folder):
    (tmp_path / "file").write_text("x")
    with lock.of_installation(str(tmp_path / folder)):
        pass
