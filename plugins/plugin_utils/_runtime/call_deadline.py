# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A call to a host that has vanished without a word ends; SSH itself would wait for hours."""

from __future__ import annotations

import contextlib
import os
import pathlib
import signal
import threading
from collections.abc import Iterator
from typing import NoReturn

from ansible.errors import AnsibleConnectionFailure

#: Seconds for a call of a run that is followed (``short_calls``): a busy host takes a minute to start Python, Docker.
FOLLOWED = 90.0
#: Seconds for a call that reads to its end: one run of openmetadata-ops.sh may take ten minutes.
WHOLE = 900.0
#: Seconds for a call that does one thing after another, such as the deployment of each pipeline of a server.
MANY = 3600.0


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise ``AnsibleConnectionFailure`` in this context after so many seconds, and so again for each further attempt.

    The alarm of somebody else counts where there is one, such as that of ``timeout`` of a task.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getsignal(signal.SIGALRM) != signal.SIG_DFL:
        yield
        return
    before = _children()

    def end(*_signal: object) -> NoReturn:
        for child in _children() - before:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(child, signal.SIGTERM)
        raise AnsibleConnectionFailure(
            f"The host has not answered for {seconds:g} s: it is off, cut off, stopped or overloaded."
        )

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _children() -> set[int]:
    """The processes that this one has started; none are known where there is no /proc, as on macOS.

    Ansible leaves its client of SSH behind where a call is given up, and that would wait for as long as the host is
    silent.
    """
    try:
        listed = pathlib.Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text(encoding="ascii")
    except OSError:
        return set()
    return {int(child) for child in listed.split()}
