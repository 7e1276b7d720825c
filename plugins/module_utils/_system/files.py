# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files on the host: read, and write so that no reader ever sees half of it."""

import errno
import os
import pwd
import stat
import tempfile

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_content import content

#: Files that are not yet complete; a killed run may leave one behind.
TEMPORARY = ".openmetadata-sso-"


class FileChange:
    """A file as it should be.

    ``owner`` is (uid, gid) or ``None`` to keep what is there; ``shown`` replaces its content in a diff.
    """

    def __init__(self, path, text, mode, owner=None, shown=None):
        self.shown = shown
        self.path = path
        self.text = text
        self.mode = mode
        self.owner = owner


def read(path):
    """The text of a file, or ``None`` when there is none. Bytes that are not UTF-8 survive a round trip.

    Raises ``HostError``, also where a directory or the like is in its place.
    """
    found = content(path)
    return None if found is None else found.decode("utf-8", "surrogateescape")


def is_file(path):
    """Whether there is such a file; not to be allowed to know is an error and no "no"."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise from_os_error(error, "read") from error


def owner_of(user):
    """(uid, gid) of a user name; a clear error when the host does not know it."""
    try:
        entry = pwd.getpwnam(user)
    except KeyError:
        raise HostError(
            f"The host has no user {user}.",
            option="om_sso_user",
            fix="Set om_sso_user to the user that runs the server.",
        ) from None
    return entry.pw_uid, entry.pw_gid


def write(path, text, mode, owner=None):
    """Replace a file atomically: a temporary file beside it, synced, then renamed.

    A link stays, its target is replaced.

    ``owner`` is (uid, gid); ``None`` keeps the owner of a file that exists. Only root can give files away,
    anybody else writes as themselves.
    """
    path = os.path.realpath(path)
    folder = os.path.dirname(path)
    try:
        if not os.path.isdir(folder):
            os.makedirs(folder, 0o755)
        descriptor, temporary = tempfile.mkstemp(prefix=TEMPORARY, dir=folder)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(text.encode("utf-8", "surrogateescape"))
                os.fchmod(stream.fileno(), mode)
                _give(stream.fileno(), path, owner)
                stream.flush()
                os.fsync(stream.fileno())
            os.rename(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
        sync_folder(folder)
    except OSError as error:
        error.filename = path
        raise from_os_error(error, "write") from error


def make_folder(path):
    """A folder and what is missing above it, open to everybody whatever the umask.

    What it holds has a mode of its own.
    """
    missing = missing_folders(path)
    try:
        for folder in reversed(missing):
            os.mkdir(folder)
            os.chmod(folder, 0o755)
    except OSError as error:
        raise from_os_error(error, "make") from error


def missing_folders(path):
    """The folders of a path that are not there, the deepest first."""
    found = []
    while path and not os.path.isdir(path):
        found.append(path)
        path = os.path.dirname(path)
    return found


def _give(descriptor, path, owner):
    if owner is None and os.path.exists(path):
        status = os.stat(path)
        owner = (status.st_uid, status.st_gid)
    if owner is not None and os.geteuid() == 0:
        os.fchown(descriptor, owner[0], owner[1])


def move(source, path, mode, owner):
    """Put a kept file back in place of ``path``, by a rename, which works on a full disk too."""
    try:
        os.chmod(source, mode)
        if os.geteuid() == 0:
            os.chown(source, owner[0], owner[1])
        os.rename(source, path)
        sync_folder(os.path.dirname(path))
    except OSError as error:
        if error.errno != errno.EXDEV:
            error.filename = path
            raise from_os_error(error, "restore") from error
        write(path, read(source), mode, owner)


def sweep(folder):
    """Remove the incomplete files that a killed run left in a folder; they may hold secrets."""
    try:
        left = [name for name in os.listdir(folder) if name.startswith(TEMPORARY)]
    except FileNotFoundError:
        return
    for name in left:
        remove(os.path.join(folder, name))


def remove(path):
    """Delete a file; not an error when it is gone already."""
    try:
        os.unlink(path)
        sync_folder(os.path.dirname(path))
    except FileNotFoundError:
        pass
    except OSError as error:
        raise from_os_error(error, "remove") from error


def sync_folder(folder):
    """Make a rename or removal survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_ours(path):
    """Whether the path is that of a file of the collection, by its name."""
    return os.path.basename(path).startswith("openmetadata-sso")


def mode_of(path):
    """The permission bits of a file, or ``None`` when there is none; raises ``HostError``."""
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        return None
    except OSError as error:
        raise from_os_error(error, "read") from error
