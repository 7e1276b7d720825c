# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Code that runs as another user, in a child of this process; for root only."""

import contextlib
import json
import os
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every user can pass, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="om-sso-test-") as name:
        os.chmod(name, 0o755)
        yield Path(name)


def _become(uid: int) -> None:
    """Make this process that of the user for good, without further groups."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def run_as(uid: int, work: Callable[[], Any]) -> Any:
    """What *work* returns (JSON) when this user calls it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _become(uid)
            answer = json.dumps([work(), None])
        except BaseException:  # the test must see it, and this process must not go on as pytest
            answer = json.dumps([None, traceback.format_exc()])
        os.write(writing, answer.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        result, failure = json.loads(stream.read())
    os.waitpid(child, 0)
    assert failure is None, failure
    return result


@contextlib.contextmanager
def at_work(uid: int, work: Callable[[], Any]) -> Iterator[None]:
    """A block during which this user does *work*, which has no end."""
    child = os.fork()
    if child == 0:
        try:
            _become(uid)
            work()
        finally:
            os._exit(1)
    try:
        yield
        assert os.waitpid(child, os.WNOHANG) == (0, 0), "that user has ended"
    finally:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
