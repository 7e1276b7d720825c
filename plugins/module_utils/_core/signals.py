# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signals of this process, which it has from the program that started it."""

import signal

#: Where SIGCHLD is ignored, nobody learns how a program ended: for Python each one succeeds. A server that is started
#: while SIGTERM is ignored, or blocked, cannot be stopped.
NEEDED = (signal.SIGCHLD, signal.SIGTERM)


def reset():
    """What the programs that this process starts rely on; a handler of its own stays."""
    for number in NEEDED:
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, NEEDED)
