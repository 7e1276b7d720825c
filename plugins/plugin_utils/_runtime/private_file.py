# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files on the controller, whatever is in their place.

They are written in one step, and never open to others for a moment where they are private.
"""

from __future__ import annotations

import errno
import os
import pathlib
import secrets

from ...module_utils._system.file_content import NOT_USABLE, content, kind_of

PRIVATE = 0o600
#: The caller's umask decides who may read the file.
BY_UMASK = 0o666


def write(path: pathlib.Path, text: str, mode: int = PRIVATE, errors: str = "surrogateescape") -> None:
    """Replace a file, so that a reader sees the old content or the new one; its folder is made if necessary.

    ``mode`` is that of the new file, less the umask. ``errors`` is for characters that UTF-8 does not have, see
    ``codecs``. Raises ``OSError`` with the path, with the old file unchanged, also for what is not a file: a device
    would be gone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    refuse(path)
    temporary = new(path.parent, text, mode, errors)
    try:
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from None
    except BaseException:
        temporary.unlink()
        raise


def refuse(path: pathlib.Path) -> None:
    """``OSError`` with the path for what is there and is not a file."""
    try:
        kind = kind_of(path.stat().st_mode)
    except OSError:  # nothing is there, or a link that leads nowhere
        return
    if kind:
        raise OSError(errno.EINVAL, f"it is {kind}", str(path))


def read(path: pathlib.Path) -> bytes | None:
    """The content of a file, or ``None`` when there is none. Raises ``OSError`` with the path, without waiting."""
    try:
        found: bytes | None = content(path)
    except NOT_USABLE as error:
        raise OSError(errno.EINVAL, error.reason, str(path)) from None
    return found


def new(folder: pathlib.Path, text: str, mode: int = PRIVATE, errors: str = "surrogateescape") -> pathlib.Path:
    """A new file with a name that no other process knows."""
    path = folder / f".om-sso-{secrets.token_hex(8)}"
    create(path, text, mode, errors)
    return path


def create(path: pathlib.Path, text: str, mode: int = PRIVATE, errors: str = "surrogateescape") -> None:
    """A file where nothing is yet, in a folder that is there. Raises ``OSError``."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors=errors) as stream:
            stream.write(text)
    except BaseException:
        path.unlink()
        raise
