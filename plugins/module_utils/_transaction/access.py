# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a host can be changed at all: its installation, its folders and its programs. Nothing is changed."""

import hashlib
import os

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import processes


def require(deployment):
    """Raise ``HostError`` where a change of this deployment would fail at once."""
    deployment.check_programs()
    _require_folders(deployment, deployment.changed_folders())
    deployment.prepare_state(writes=False)


def installation(deployment):
    """What is the same for each name of one installation, and for no other one; empty where that is not known.

    A virtual machine that was cloned has the machine id and the files of its template, and starts by itself.
    """
    try:
        folder = os.stat(deployment.folder)
    except OSError:
        return ""
    start = processes.boot_id()
    if start is None:
        return ""
    return hashlib.sha256(f"{start} {folder.st_dev} {folder.st_ino}".encode("ascii")).hexdigest()


def require_for(deployment, changes):
    """Raise ``HostError`` where a file of ``changes`` could not be written, in check mode as well."""
    # A link stays, and the file that it leads to is replaced in its own folder.
    folders = [_nearest(os.path.dirname(os.path.realpath(change.path))) for change in changes]
    _require_folders(deployment, list(dict.fromkeys(folders)))


def _require_folders(deployment, folders):
    for folder in [*folders, _nearest(deployment.state_directory)]:
        _require_writable(folder)


def _nearest(path):
    """The folder itself, or the one in which it would be made."""
    while not os.path.exists(path) and os.path.dirname(path) != path:
        path = os.path.dirname(path)
    return path


def _require_writable(folder):
    if not os.path.isdir(folder):
        raise HostError(f"{folder} is not a folder.", folder, "Move it away, or name another folder.")
    if os.statvfs(folder).f_flag & os.ST_RDONLY:
        raise HostError(f"{folder} is on a read-only file system.", folder, "Mount it writable.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise HostError(
            f"The user that connects (uid {os.geteuid()}) may not write to {folder}.",
            "ansible_become",
            "Set become: true, or connect as a user who may.",
        )
