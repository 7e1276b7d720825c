# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A call to a host that has vanished without a word ends; SSH itself would wait for hours."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import NoReturn

from ansible.errors import AnsibleConnectionFailure


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise ``AnsibleConnectionFailure`` in this context after so many seconds, and so again for each further attempt.

    The alarm of somebody else counts where there is one, such as that of ``timeout`` of a task.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getsignal(signal.SIGALRM) != signal.SIG_DFL:
        yield
        return

    def end(*_signal: object) -> NoReturn:
        raise AnsibleConnectionFailure(f"The host has not answered for {seconds:g} s.")

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
