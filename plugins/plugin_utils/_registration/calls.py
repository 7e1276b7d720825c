# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls of a provider's API: what is retried, how long, and how a create is not carried out twice."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from .provider_error import PASSING, ProviderError

T = TypeVar("T")
#: Seconds before the second try; each further wait is twice as long, up to the longest.
FIRST_WAIT, LONGEST_WAIT = 0.5, 16.0
#: Seconds in which an object that was just created may still be unknown to other servers of the provider.
SETTLING = 30.0
#: An API that has not answered once in a run is given up after so many tries: its address may be wrong.
TRIES_UNANSWERED = 3


class Calls:
    """The calls of one run, which share a deadline.

    A request that waits longer than what is left is not begun: the last error is raised instead.
    """

    def __init__(
        self,
        seconds: float,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sleep, self._clock = sleep, clock
        self._end = clock() + seconds
        self._settled = clock()
        self._answered = False

    def created(self) -> None:
        """From now on an object may be unknown for some seconds, although it is there."""
        self._settled = self._clock() + SETTLING

    def repeat(self, operation: str, call: Callable[[], T], missing_is_passing: bool = True) -> T:
        """Make a call that may be repeated: reads, and writes of whole values."""
        return self._until(operation, call, None, missing_is_passing)

    def once(self, operation: str, call: Callable[[], T], done: Callable[[], T | None]) -> T:
        """Make a call that must not be carried out twice.

        After an error that leaves it open whether it was, ``done`` gives its result, or ``None`` where it was not.
        Where the object that it is about is still unknown, it was not.
        """
        return self._until(operation, call, done, True)

    def present(self, operation: str, read: Callable[[], T | None]) -> T:
        """Read what was just created, until it is there."""

        def call() -> T:
            found = read()
            if found is None:
                raise ProviderError("not_found", "what was just created cannot be read", operation=operation)
            return found

        return self._until(operation, call, None, True)

    def _until(
        self, operation: str, call: Callable[[], T], done: Callable[[], T | None] | None, missing_is_passing: bool
    ) -> T:
        wait, tries = FIRST_WAIT, 0
        while True:
            tries += 1
            try:
                result = call()
                self._answered = True
                return result
            except ProviderError as error:
                error.operation = error.operation or operation
                settling = missing_is_passing and error.kind == "not_found" and self._clock() < self._settled
                unclear = error.kind in ("timeout", "unavailable", "conflict")
                if not (settling or error.kind in PASSING or error.kind == "conflict"):
                    raise
                pause = error.retry_after if error.retry_after is not None else wait * random.uniform(0.5, 1)
                if error.kind != "conflict":
                    never = error.kind == "unavailable" and not self._answered and tries >= TRIES_UNANSWERED
                    if never or self._clock() + pause >= self._end:
                        raise
                    self._sleep(pause)
                    wait = min(wait * 2, LONGEST_WAIT)
                found = self.repeat(operation, done) if unclear and done else None
                if found is not None:
                    return found
                if error.kind == "conflict":
                    raise
