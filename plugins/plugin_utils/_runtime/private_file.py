# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing files on the controller: in one step, and never open to others for a moment where they are private."""

from __future__ import annotations

import os
import pathlib
import secrets

PRIVATE = 0o600
#: The caller's umask decides who may read the file.
BY_UMASK = 0o666


def write(path: pathlib.Path, text: str, mode: int = PRIVATE, errors: str = "surrogateescape") -> None:
    """Replace a file, so that a reader sees the old content or the new one; its folder is made if necessary.

    ``mode`` is that of the new file, less the umask. ``errors`` is for characters that UTF-8 does not have, see
    ``codecs``. Raises ``OSError``, with the old file unchanged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = new(path.parent, text, mode, errors)
    try:
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink()
        raise


def new(folder: pathlib.Path, text: str, mode: int = PRIVATE, errors: str = "surrogateescape") -> pathlib.Path:
    """A new file with a name that no other process knows."""
    path = folder / f".om-sso-{secrets.token_hex(8)}"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors=errors) as stream:
            stream.write(text)
    except BaseException:
        path.unlink()
        raise
    return path
