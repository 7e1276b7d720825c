# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a process is there, as /proc tells it."""

import os

from ansible_collections.openmetadata.sso.plugins.module_utils._system import files


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
    status = files.read(f"/proc/{pid}/stat")
    if status is None:
        return None
    started = status.rsplit(")", 1)[-1].split()[19]  # field 22 of proc(5): clock ticks since the boot
    return f"{_boot()} {pid} {started}"


def _boot():
    """The id of the boot. The kernel refuses to read it with a large buffer, as ``files.read`` would."""
    try:
        with open("/proc/sys/kernel/random/boot_id", "rb") as stream:
            return stream.read(36).decode("ascii")
    except OSError:
        return "unknown"
