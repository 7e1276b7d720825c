# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run waits for, told to whoever follows it; without a follower nobody is told.

A wait is a JSON-able dictionary: ``what`` (a noun, as in "waiting for WHAT"), ``since`` (the monotonic clock of this
machine, which all its processes share), ``seconds`` (its limit), ``mark`` (a moment in the server's log, or ``None``)
and ``restoring`` (whether it is part of restoring the old state).
"""

import contextlib
import time


class _Present:
    """The follower of this process, and what is waited for now."""

    tell = None
    wait = None
    mark = None
    restoring = False


@contextlib.contextmanager
def followed(tell):
    """Call ``tell(wait)`` at the beginning of each wait and at each ``still``; with ``None`` after the last one."""
    _Present.tell = tell
    try:
        yield
    finally:
        _Present.tell = _Present.wait = _Present.mark = None
        _Present.restoring = False


@contextlib.contextmanager
def waiting(what, seconds):
    """Wait in this context for ``what``, for ``seconds`` at most."""
    outer = _Present.wait
    _now(
        {
            "what": what,
            "since": time.monotonic(),
            "seconds": seconds,
            "mark": _Present.mark,
            "restoring": _Present.restoring,
        }
    )
    try:
        yield
    finally:
        _now(outer)


@contextlib.contextmanager
def marked(mark):
    """What the server logs from ``mark`` on tells more about the waits in this context."""
    outer, _Present.mark = _Present.mark, mark
    try:
        yield
    finally:
        _Present.mark = outer


@contextlib.contextmanager
def restoring():
    """The waits in this context are part of restoring the old state."""
    _Present.restoring = True
    try:
        yield
    finally:
        _Present.restoring = False


def still():
    """The present wait goes on; for loops of a process that cannot be asked by another one."""
    if _Present.wait is not None:
        _now(_Present.wait)


def _now(wait):
    _Present.wait = wait
    if _Present.tell is not None:
        _Present.tell(wait)
