# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a process is there, as /proc tells it."""

import os
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._system import files

#: CLOCK_BOOTTIME of Linux, which Python names from 3.7 on. /proc/uptime is that of a container where LXC fakes it.
BOOTTIME = 7


def alive(pid):
    """Whether a process is there and no zombie that only waits to be collected."""
    status = files.read(f"/proc/{pid}/stat")
    return status is not None and status.rsplit(")", 1)[-1].split()[0] != "Z"


def gone(pid):
    """Whether nothing of a process is left: one whose first thread has ended holds its ports until the last one has."""
    try:
        return not alive(pid) and len(os.listdir(f"/proc/{pid}/task")) <= 1
    except (FileNotFoundError, ProcessLookupError):
        return True


def identity(pid):
    """A text that no other process has, before or after a reboot; ``None`` when the process is not there."""
    ticks = started(pid)
    return f"{boot_id() or 'unknown'} {pid} {ticks}" if ticks else None


def started(pid):
    """When a process started, in clock ticks since the boot (field 22 of proc(5)); 0 when it is not there."""
    status = files.read(f"/proc/{pid}/stat")
    return 0 if status is None else int(status.rsplit(")", 1)[-1].split()[19])


def age(pid):
    """For how many seconds a process has run; steps of the clock do not change it."""
    return time.clock_gettime(BOOTTIME) - started(pid) / os.sysconf("SC_CLK_TCK")


def folder(pid):
    """The folder that a process runs in; ``None`` when it has ended, or is one of a user whom we cannot see."""
    try:
        return os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return None


def owner(pid):
    """The id of the user whose rights a process has; ``None`` when it has ended."""
    status = files.read(f"/proc/{pid}/status") or ""
    # Not the owner of its folder: of a process that others may not trace that is root.
    return next((int(line.split()[2]) for line in status.splitlines() if line.startswith("Uid:")), None)


def words(pid):
    """The command line of a process; empty when it has ended."""
    return [word for word in (files.read(f"/proc/{pid}/cmdline") or "").split("\0") if word]


def name(pid):
    """A process in words: its number and its program."""
    return "process {} ({})".format(pid, (files.read(f"/proc/{pid}/comm") or "ended").strip())


def boot_id():
    """The id of the boot, ``None`` where it is not known.

    The kernel refuses to read it with a large buffer, as ``files.read`` would.
    """
    try:
        with open("/proc/sys/kernel/random/boot_id", "rb") as stream:
            return stream.read(36).decode("ascii")
    except OSError:
        return None
