# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small file system of its own that a test can fill up or make read-only. Needs root."""

import contextlib
import errno
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from . import required

PAGE = 4096


@contextlib.contextmanager
def small(folder: Path, kilobytes: int = 2048) -> Iterator[Path]:
    """A tmpfs mounted at *folder* for as long as the test needs it."""
    if os.geteuid() != 0:
        required.require("a file system of its own can be mounted by root only")
    folder.mkdir()
    mount("-t", "tmpfs", "-o", f"size={kilobytes}k,mode=755", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        unmount(folder)
        folder.rmdir()


def mount(*options: str) -> None:
    """Call mount; a machine that does not allow it skips the test."""
    answer = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
    if answer.returncode:
        required.require(f"this machine lets root mount nothing: {answer.stderr.strip()}")


def unmount(folder: Path, seconds: float = 30) -> None:
    """Call umount until the last process that had a file open there is gone.

    A killed one closes its files a little after its PID is free.
    """
    end = time.monotonic() + seconds
    while True:
        answer = subprocess.run(["umount", str(folder)], capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            return
        if time.monotonic() > end:
            raise RuntimeError(f"{answer.stderr.strip()}; in use by {holders(folder)}")
        time.sleep(0.1)


def holders(folder: Path) -> list[str]:
    """The processes that have a file open, or their working directory, beneath *folder*: PID and command line."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            links = [process / "cwd", *(process / "fd").iterdir()]
            if any(os.readlink(link).startswith(str(folder)) for link in links):
                found.append(f"{process.name} {(process / 'cmdline').read_text(encoding='utf-8', errors='replace')}")
        except OSError:  # it ended meanwhile
            continue
    return found


def fill(folder: Path, pages_left: int = 0) -> Path:
    """Write until the disk is full, then free some pages; the file to remove when it is over."""
    path = folder / "ballast"
    with open(path, "wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"\0" * PAGE)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        stream.truncate(max(0, stream.tell() - pages_left * PAGE))
    return path
