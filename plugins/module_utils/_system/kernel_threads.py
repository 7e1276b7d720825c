# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of a thread, as the kernel sees it.

Until Python 3.13 ``join`` returns while the C library still cleans up after the thread. It holds the lock of its
resolver meanwhile: in a process that is forked just then, the first name that is looked up waits for ever.
"""

import os
import time

#: The pauses, and the seconds of each, after which a thread is given up: a processor may be busy with other programs.
PAUSES, PAUSE = 1000, 0.0005


def this():
    """The folder of the calling thread in /proc, or ``None`` on a system without one."""
    try:
        return "/proc/" + os.readlink("/proc/thread-self")
    except OSError:
        return None


def wait_for_end(folder):
    """Return when a thread has ended for the kernel, too. ``folder`` is what ``this`` returned in that thread."""
    for _number in range(PAUSES):
        if folder is None or not os.path.exists(folder):
            return
        time.sleep(PAUSE)
