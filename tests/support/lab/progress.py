# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long command with one line that shows that it goes on."""

import subprocess
import sys
import time
from typing import IO, NamedTuple

EVERY = 10
"""Seconds between two lines where the line cannot be written over, as in a log."""
WIDTH = 78


class Done(NamedTuple):
    """How a command ended, and all that it wrote."""

    returncode: int
    output: str


def followed(command: list[str], stream: IO[str] | None = None, **options) -> Done:
    """Run a command; its latest line is shown with the seconds so far. `options` are those of `subprocess.Popen`."""
    stream, begin, lines = stream or sys.stderr, time.monotonic(), []
    told = begin
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", **options
    )
    for line in process.stdout:
        lines.append(line)
        now = time.monotonic()
        if stream.isatty() or now - told >= EVERY:
            told = now
            _tell(stream, f"  {now - begin:3.0f} s  {' '.join(line.split())}")
    code = process.wait()
    _tell(stream, f"  {time.monotonic() - begin:3.0f} s  {'done' if code == 0 else 'failed'}", last=True)
    return Done(code, "".join(lines))


def _tell(stream: IO[str], text: str, last: bool = False) -> None:
    """One line, in the place of the one before on a terminal."""
    if stream.isatty():
        stream.write(f"\r\033[K{text[:WIDTH]}" + ("\n" if last else ""))
    else:
        stream.write(f"{text[:WIDTH]}\n")
    stream.flush()
