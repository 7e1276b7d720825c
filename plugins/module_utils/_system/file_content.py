# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content of a file, whatever is in its place: nothing here waits for a writer, or reads without end."""

import errno
import os
import stat

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import safe_path

#: No configuration file, key or state of the collection comes near it; what is longer is another file.
LONGEST = 16 << 20
NOT_FILES = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
CORRECT = "Correct the path, or put the file in its place."


class NotRead(HostError):
    """A file that cannot be read; ``reason`` is why, without the path."""

    def __init__(self, path, reason, fix=CORRECT, is_denied=False):
        super().__init__(f"Could not read {path}: {reason}.", option=str(path), fix=fix)
        self.reason = reason
        #: whether it may be in order, and this user has no right to read it
        self.is_denied = is_denied


#: What ``content`` raises; each has a ``reason``.
NOT_USABLE = (NotRead, safe_path.Untrusted)


def content(path, longest=LONGEST, start=None, named_by=()):
    """The bytes of a file, or ``None`` when there is none. Raises ``NotRead``, also for what is longer.

    With ``start`` those from there on, of a file of any length.

    What is there is known before it is opened, so that no FIFO waits and no device acts; ``Untrusted`` for a link of
    another user's that leads to what they may not read, and where they can change one of the files ``named_by`` that
    name the path.
    """
    try:
        with safe_path.found(os.fspath(path)) as place:
            if place is None or place.status is None:
                return None
            kind = kind_of(place.status.st_mode)
            if kind:
                raise NotRead(path, f"it is {kind}")
            place.refuse()
            place.refuse_named(named_by)
            return _read(path, place.entry, longest, start)
    except (FileNotFoundError, ProcessLookupError):  # the latter: a file of /proc whose process ends meanwhile
        return None
    except OSError as error:
        raise _not_opened(path, error) from error


def _read(path, entry, longest, start):
    """An entry that is known to be a file is opened by its descriptor: its name may lead elsewhere by now."""
    descriptor = os.open(f"/proc/self/fd/{entry}", os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    with os.fdopen(descriptor, "rb") as stream:
        if start is not None:
            stream.seek(start)
            return stream.read(longest)
        found = stream.read(longest + 1)
    if len(found) > longest:
        size = f"{longest >> 20} MiB" if longest >= 1 << 20 else f"{longest} bytes"
        raise NotRead(path, f"it is longer than {size}, which no file of this kind is")
    return found


def kind_of(mode):
    """What is in a file's place, in words; empty for a file."""
    return next((words for test, words in NOT_FILES if test(mode)), "")


def fault(path):
    """Why a path does not lead to a file, in words; empty when it does."""
    try:
        kind = kind_of(os.stat(path).st_mode)
        return f"is {kind}" if kind else ""
    except (FileNotFoundError, NotADirectoryError):
        return f"is a link to {os.readlink(path)}, which does not exist" if os.path.islink(path) else "does not exist"
    except OSError as error:
        return "is a link that leads to itself" if error.errno == errno.ELOOP else f"cannot be read: {error.strerror}"


def refuse_untrusted(path):
    """``Untrusted`` where another user decides what a path leads to; other faults are said elsewhere."""
    try:
        with safe_path.found(os.fspath(path)) as place:
            if place is not None:
                place.refuse()
    except OSError:
        pass


def _not_opened(path, error):
    if error.errno == errno.ELOOP:
        return NotRead(path, "it is a link that leads to itself")
    if error.errno in (errno.EACCES, errno.EPERM):
        return NotRead(path, error.strerror, "Set become: true, or connect as a user who may.", is_denied=True)
    return NotRead(path, error.strerror or str(error))
