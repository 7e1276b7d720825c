# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""To put something else in the place of a file, and what must be said of it."""

import json
import os
import signal
import subprocess

from lab import disks, required
from lab.odd_files import ODD_FILES

from . import traps

SECONDS = 40
#: The content of a file of root's, which no error holds.
SECRET = "of-root-and-nobody-else"


def quick():
    """A run that hangs is killed, which fails the test."""
    signal.alarm(SECONDS)
    traps.quick()


def lay(kind, path):
    """Put something else in the place of a file; returns what takes it away again."""
    if kind == "immutable":
        if subprocess.run(["chattr", "+i", path], capture_output=True, check=False).returncode:
            required.require("this file system has no immutable files, or this user may not make one")
        return lambda: subprocess.run(["chattr", "-i", path], check=True)
    if kind == "bind mount":
        disks.mount("--bind", str(path), str(path))
        return lambda: disks.unmount(path)
    kept = path.with_name(path.name + ".kept")
    if path.exists():
        path.rename(kept)
    ODD_FILES[kind][0](path)

    def away():
        if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
            if kept.exists():
                kept.rename(path)
        kept.unlink(missing_ok=True)

    return away


def check_error(error):
    """An error says what is in the way, and is not a defect."""
    assert "defect" not in error["fix"] and "Not everything" not in error.get("outcome", ""), error
    assert SECRET not in json.dumps(error)
