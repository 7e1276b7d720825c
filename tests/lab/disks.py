# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small file system of its own that a test can fill up or make read-only. Needs root."""

import contextlib
import errno
import os
import subprocess
from pathlib import Path
from typing import Iterator

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
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


def mount(*options: str) -> None:
    """Call mount; a machine that does not allow it skips the test."""
    answer = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
    if answer.returncode:
        required.require(f"this machine lets root mount nothing: {answer.stderr.strip()}")


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
