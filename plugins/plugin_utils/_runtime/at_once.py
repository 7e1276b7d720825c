# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking many servers at the same time, of which some do not answer.

A few are asked at a time, so that none of them waits for this machine's processor until its time is over. One that
takes much longer than the others waits for its server, which needs no processor: another one is begun beside it.
"""

from __future__ import annotations

import queue
import resource
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")

#: Asked at a time, beside those that only wait.
BUSY = 32
#: Asked at a time in all: each needs two threads and an open file.
MOST = 640
#: Open files that are kept for everything else.
OTHER_FILES = 128
#: A question only waits after so many times of what others took, in seconds at least and at most.
TIMES, PATIENCE, LONGEST = 4, 0.1, 2
#: Seconds that are expected until some have answered.
FIRST = 0.1


def ask_all(ask: Callable[[Question], Answer], questions: Iterable[Question]) -> list[Answer]:
    """``ask`` of each question, in their order. Raises what ``ask`` raises, once all are through."""
    return _Run(ask, list(questions)).answers()


def most_at_once() -> int:
    """How many may be under way at a time: each has an open file."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST if files == resource.RLIM_INFINITY else max(BUSY, min(MOST, files - OTHER_FILES))


class _Run(Generic[Question, Answer]):
    """The questions, and those that are under way: busy ones with the time when they began, and waiting ones."""

    def __init__(self, ask: Callable[[Question], Answer], questions: list[Question]) -> None:
        self.ask = ask
        self.asked: list[tuple[Question, Future[Answer]]] = [(question, Future()) for question in questions]
        self.ended: queue.SimpleQueue[tuple[int, float]] = queue.SimpleQueue()
        self.busy: dict[int, float] = {}
        self.waiting: set[int] = set()
        #: Seconds that busy ones took, of late.
        self.took = FIRST

    def answers(self) -> list[Answer]:
        """All of them, as soon as the last one is there."""
        most, begun = most_at_once(), 0
        while begun < len(self.asked) or self.busy or self.waiting:
            if begun < len(self.asked) and len(self.busy) < BUSY and len(self.busy) + len(self.waiting) < most:
                if self._begin(begun):
                    begun += 1
                else:
                    most = len(self.busy) + len(self.waiting)
            else:
                self._wait()
        return [future.result() for _question, future in self.asked]

    def _begin(self, number: int) -> bool:
        """Whether there was a thread for it; a container may have a limit of its own. Raises without any other one."""
        try:
            threading.Thread(target=self._work, args=(number, *self.asked[number]), daemon=True).start()
        except RuntimeError:
            if not (self.busy or self.waiting):
                raise
            return False
        self.busy[number] = time.monotonic()
        return True

    def _work(self, number: int, question: Question, future: Future[Answer]) -> None:
        began = time.monotonic()
        try:
            future.set_result(self.ask(question))
        except Exception as error:  # it is raised again by the caller's thread
            future.set_exception(error)
        self.ended.put((number, time.monotonic() - began))

    def _wait(self) -> None:
        """Wait a moment for one that ends; those that take much longer than the others are no longer busy."""
        try:
            number, seconds = self.ended.get(timeout=PATIENCE / 2)
        except queue.Empty:
            pass
        else:
            if self.busy.pop(number, None) is not None:
                self.took = max(seconds, 0.9 * self.took + 0.1 * seconds)
            self.waiting.discard(number)
        limit = time.monotonic() - min(LONGEST, max(PATIENCE, TIMES * self.took))
        late = [number for number, began in self.busy.items() if began < limit]
        self.waiting.update(late)
        for number in late:
            del self.busy[number]
