# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run at a time on a host."""

import contextlib
import errno
import fcntl
import os
import time

from ansible_collections.openmetadata.sso.plugins.module_utils.errors import HostError, from_os_error


@contextlib.contextmanager
def held(folder):
    """Hold the host's lock, or fail at once and say who has it. The kernel frees it when the holder dies."""
    path = os.path.join(folder, "lock")
    try:
        stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    except OSError as error:
        raise from_os_error(error, "open")
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise from_os_error(error, "lock")
            raise HostError("Another run is at work on this host ({0}).".format(stream.read().strip() or "starting"), option=path, fix="Wait for it.")
        _sign(stream, path)
        yield


def _sign(stream, path):
    """Write down who holds it."""
    try:
        stream.truncate(0)
        stream.write("process {0} since {1}".format(os.getpid(), time.strftime("%Y-%m-%d %H:%M:%S")))
        stream.flush()
    except OSError as error:
        error.filename = path
        raise from_os_error(error, "write")
