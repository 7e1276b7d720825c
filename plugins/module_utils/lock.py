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
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise from_os_error(error, "open")
    try:
        _take(descriptor, path)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor, path):
    """Lock, and write down who holds it. Without buffers: one that cannot be written would be tried again at the end."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, "process {0} since {1}".format(os.getpid(), time.strftime("%Y-%m-%d %H:%M:%S")).encode("ascii"))
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES):
            holder = os.read(descriptor, 200).decode("utf-8", "replace").strip() or "starting"
            raise HostError("Another run is at work on this host ({0}).".format(holder), option=path, fix="Wait for it.")
        error.filename = path
        raise from_os_error(error, "lock")
