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
