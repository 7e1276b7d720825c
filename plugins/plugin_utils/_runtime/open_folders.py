# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders on the controller in which every user can put another file in the place of one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator


def above(path: str) -> str | None:
    """The folder above a file in which every user can replace it, or a folder on its way; ``None`` without one.

    ``path`` is absolute and exists. In a folder with the sticky bit only the owner of an entry can replace it (sticky
    in inode(7)), so the entries of root and of the user of this run are safe there. Raises ``OSError``.
    """
    for folder, entry in _way(path):
        status = os.stat(folder)
        if not status.st_mode & stat.S_IWOTH:
            continue
        if status.st_mode & stat.S_ISVTX and _owner(entry) in (0, os.geteuid()):
            continue
        return folder
    return None


def _way(path: str) -> Iterator[tuple[str, str]]:
    """(folder, entry in it) from the file up to the root: by the path that was given, then by where its links lead."""
    for entry in dict.fromkeys((path, os.path.realpath(path))):
        while entry != os.path.dirname(entry):
            folder = os.path.dirname(entry)
            yield folder, entry
            entry = folder


def _owner(entry: str) -> int:
    """The user who may replace an entry of a folder with the sticky bit: of a link itself, not of where it leads."""
    return os.lstat(entry).st_uid
