# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content of a file, whatever is in its place: nothing here waits for a writer, or reads without end."""

import errno
import os
import stat

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError

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

    def __init__(self, path, reason, fix=CORRECT):
        super().__init__(f"Could not read {path}: {reason}.", option=str(path), fix=fix)
        self.reason = reason


def content(path, longest=LONGEST):
    """The bytes of a file, or ``None`` when there is none. Raises ``NotRead``, also for what is longer."""
    try:
        # A FIFO without a writer would block the open, and a terminal could become ours.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except (FileNotFoundError, ProcessLookupError):  # the latter: a file of /proc whose process ends meanwhile
        return None
    except OSError as error:
        raise _not_opened(path, error) from error
    try:
        kind = kind_of(os.fstat(descriptor).st_mode)
        if kind:
            raise NotRead(path, f"it is {kind}")
        with os.fdopen(os.dup(descriptor), "rb") as stream:
            found = stream.read(longest + 1)
    except ProcessLookupError:
        return None
    except OSError as error:
        raise _not_opened(path, error) from error
    finally:
        os.close(descriptor)
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


def _not_opened(path, error):
    if error.errno == errno.ENXIO:  # what the open of a socket answers
        return NotRead(path, "it is a socket")
    if error.errno == errno.ELOOP:
        return NotRead(path, "it is a link that leads to itself")
    if error.errno in (errno.EACCES, errno.EPERM):
        return NotRead(path, error.strerror, "Set become: true, or connect as a user who may.")
    return NotRead(path, error.strerror or str(error))
