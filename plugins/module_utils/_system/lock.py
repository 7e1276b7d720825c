# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run at a time on a host, and none while a program still works that a killed run had called."""

import contextlib
import errno
import fcntl
import os
import re
import stat
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils._system import (
    commands,
    file_rights,
    files,
    processes,
    safe_path,
    waiting,
)

#: Seconds to wait for programs of a killed run: the ops command takes a minute, a migration several.
PATIENCE = 600
PID = re.compile(r"[0-9]{1,9}", re.ASCII)


@contextlib.contextmanager
def held(folder):
    """Hold the host's lock, or fail at once and say who has it.

    The kernel frees it when the holder and all programs that it called are gone.
    """
    path = os.path.join(folder, "lock")
    writing = _opened(path)
    descriptor = _inherited(writing)
    try:
        _take(descriptor, writing, path)
        commands.INHERITED.add(descriptor)
        yield
    finally:
        commands.INHERITED.discard(descriptor)
        os.close(descriptor)


def _inherited(writing):
    """A descriptor to lock, which programs inherit: those of another user must not write to a file of root's with it.

    The run of another user calls programs of that user alone; a file on NFS is not locked without the right to write.
    """
    if os.geteuid() != 0:
        return os.dup(writing)
    return os.open(f"/proc/self/fd/{writing}", os.O_RDONLY)


def _opened(path):
    """The lock file; what is in its place and cannot be locked is set aside, for no run can hold it."""
    try:
        with safe_path.found(path, follow=False) as place:
            if place is None:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            place.refuse(writing=True)
            if place.status is not None and not stat.S_ISREG(place.status.st_mode):
                files.set_aside(path)
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
            return os.open(place.name, flags, 0o600, dir_fd=place.folder)
    except OSError as error:
        error.filename = path
        raise from_os_error(error, "open") from error


def _take(descriptor, writing, path):
    """Lock, and write down who holds it.

    Without buffers: one that cannot be written would be tried again at the end.
    """
    deadline = time.monotonic() + PATIENCE
    try:
        if not _taken(descriptor):
            with waiting.waiting("the programs of a killed run", PATIENCE):
                while not _taken(descriptor):
                    _refuse_or_wait(descriptor, path, deadline)
        os.ftruncate(writing, 0)
        os.pwrite(
            writing,
            "process {} since {}".format(os.getpid(), time.strftime("%Y-%m-%d %H:%M:%S")).encode("ascii"),
            0,
        )
    except OSError as error:
        error.filename = path
        raise from_os_error(error, "lock") from error
    finally:
        os.close(writing)


def _taken(descriptor):
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES):
            return False
        raise


def _refuse_or_wait(descriptor, path, deadline):
    """Another run is at work, or one was killed and a program that it called is not done.

    Its late write must not overtake ours.
    """
    holder = "".join(filter(str.isprintable, os.pread(descriptor, 200, 0).decode("utf-8", "replace"))).strip()
    holder = holder or "starting"
    words = holder.split()
    if len(words) < 2 or not PID.fullmatch(words[1]) or processes.alive(int(words[1])):
        raise HostError(f"Another run is at work on this host ({holder}).", option=path, fix="Wait for it.")
    if time.monotonic() > deadline:
        names = ", ".join(f"{name} ({pid})" for pid, name in sorted(_programs(path))) or "a program"
        message = f"A run was killed ({holder}), and what it had called is still at work after {PATIENCE} s: {names}."
        raise HostError(message, option=path, fix="Wait for it, or end it.")
    time.sleep(0.2)


def _programs(path):
    """(process, name) of those that have the lock open, as far as we may see them."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            names = {os.readlink(f"/proc/{pid}/fd/{number}") for number in os.listdir(f"/proc/{pid}/fd")}
        except OSError:  # gone meanwhile, or somebody else's
            continue
        if os.path.realpath(path) in names and int(pid) != os.getpid():
            yield int(pid), (files.read(f"/proc/{pid}/comm") or "?").strip()


@contextlib.contextmanager
def of_installation(folder):
    """Hold an installation itself, or fail at once: runs with different state folders hold different locks there.

    It is a lock on the folder and not on a file in it, so that it needs no file that somebody else may write to.
    """
    with _folder(folder) as descriptor:
        if descriptor is not None:
            _take_folder(descriptor, folder)
            commands.INHERITED.add(descriptor)
        try:
            yield
        finally:
            commands.INHERITED.discard(descriptor)


@contextlib.contextmanager
def _folder(folder):
    """A descriptor of the folder; ``None`` where this user may not list it: only the state folder is locked then."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        yield None
        return
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _take_folder(descriptor, folder):
    """Lock the folder. Whoever may read it may lock it as well: only who could change the server is waited for."""
    users = {0, os.geteuid(), os.fstat(descriptor).st_uid}
    deadline = time.monotonic() + PATIENCE
    while not _folder_taken(descriptor):
        holder = _holder(descriptor)
        if holder is not None and _user_of(holder) in users:
            name = file_rights.user_name(_user_of(holder))
            message = f"Another run is at work on {folder}, with another state folder (process {holder} of {name})."
            fix = "Wait for it, and let every controller connect as the same user with the same om_sso_state_directory."
            raise HostError(message, option=folder, fix=fix)
        at_work = [f"{name} ({pid})" for pid, name in sorted(_programs(folder)) if _user_of(pid) in users]
        if not at_work:
            return
        if time.monotonic() > deadline:
            message = f"What a killed run had called is still at work on {folder} after {PATIENCE} s: "
            raise HostError(message + ", ".join(at_work) + ".", option=folder, fix="Wait for it, or end it.")
        time.sleep(0.2)


def _folder_taken(descriptor):
    """Whether the folder is locked now, or is on a file system that has no locks of folders, such as NFS."""
    try:
        return _taken(descriptor)
    except OSError:
        return True


def _holder(descriptor):
    """The process that locked what the descriptor is open for, while it lives; the kernel lists it by the inode."""
    inode = str(os.fstat(descriptor).st_ino)
    for line in (files.read("/proc/locks") or "").splitlines():
        words = line.split()
        if len(words) > 5 and words[1] == "FLOCK" and words[5].rpartition(":")[2] == inode and PID.fullmatch(words[4]):
            return int(words[4]) if processes.alive(int(words[4])) else None
    return None


def _user_of(pid):
    """The user of a process; ``None`` where it has ended."""
    try:
        return os.stat(f"/proc/{pid}").st_uid
    except OSError:
        return None
