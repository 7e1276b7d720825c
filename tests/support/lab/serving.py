# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that serves on loopback for as long as a test needs it, ended by its PID."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

TRAILING = 2000
"""Characters of the log that a failure shows."""


@contextlib.contextmanager
def serving(
    command: Sequence[str],
    log: Path,
    ready: Callable[[], object],
    seconds: float = 60,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen]:
    """Run *command* until the block ends; it has started when *ready* raises no `OSError` any more.

    It has a session of its own: a script and the processes that it starts end together.
    """
    with open(log, "ab") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait(process, log, ready, seconds)
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: subprocess.Popen, log: Path, ready: Callable[[], object], seconds: float) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            ready()
            return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > end:
                words = log.read_text(encoding="utf-8", errors="replace")[-TRAILING:]
                raise AssertionError(f"{process.args[0]}: {error}\n{words}") from None
            time.sleep(0.05)


def answers(url: str) -> Callable[[], object]:
    """`ready` for a program that answers a GET with 200."""
    return lambda: urllib.request.urlopen(url, timeout=5).close()


def listens(port: int) -> Callable[[], object]:
    """`ready` for a program that takes connections."""
    return lambda: socket.create_connection(("127.0.0.1", port), 5).close()
