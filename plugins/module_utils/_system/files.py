# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files on the host: read, and write so that no reader ever sees half of it."""

import binascii
import contextlib
import errno
import itertools
import os
import pwd
import re
import stat
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_attributes, safe_path
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_content import content, kind_of

#: No space left, and a quota that is used up.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
#: Files that are not yet complete; a killed run may leave one behind. Names that merely begin so are not ours.
TEMPORARY = ".openmetadata-sso-"
_TEMPORARY_NAME = re.compile(re.escape(TEMPORARY) + r"[0-9a-f]{16}\.tmp")


def read(path, named_by=()):
    """The text of a file, or ``None`` when there is none. Bytes that are not UTF-8 survive a round trip.

    Raises ``HostError``, also where a directory or the like is in its place. ``named_by`` as for ``content``.
    """
    found = content(path, named_by=named_by)
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
    """Replace a file atomically: a temporary file beside it, synced, then renamed within its folder.

    A link stays, its target is replaced; ``Untrusted`` where another user decides what that is. An access control list
    of a file that exists stays.

    ``owner`` is (uid, gid); ``None`` keeps the owner of a file that exists. Only root can give files to another
    user, anybody else writes as themselves.
    """
    try:
        with safe_path.found(path, make=0o755) as place:
            place.refuse(writing=True)
            kind = "" if place.status is None else kind_of(place.status.st_mode)
            if kind:
                raise HostError(f"Could not write {path}: it is {kind}.", path, "Move it away.")
            if owner is None and place.status is not None:
                owner = (place.status.st_uid, place.status.st_gid)
            with _complete(place.folder, text, mode, owner, file_attributes.of(place)) as temporary:
                _replace(place, temporary)
            _sync(place.folder)
    except OSError as error:
        error.filename = path
        raise from_os_error(error, "write") from error


@contextlib.contextmanager
def _complete(folder, text, mode, owner, attributes):
    """The name of a complete file in the folder of a descriptor, to be renamed; it is gone where the block fails."""
    name = TEMPORARY + binascii.hexlify(os.urandom(8)).decode("ascii") + ".tmp"
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=folder)
    with os.fdopen(descriptor, "wb", buffering=0) as stream:
        try:
            _fill(stream, text.encode("utf-8", "surrogateescape"))
            file_attributes.give(stream.fileno(), attributes)
            os.fchmod(stream.fileno(), mode)
            if owner is not None:
                _give(stream.fileno(), owner)
            os.fsync(stream.fileno())
            yield name
        except BaseException:
            try:
                os.unlink(name, dir_fd=folder)
            except FileNotFoundError:  # it is renamed
                pass
            except OSError:  # a folder from which nothing can be removed, such as one that is append-only
                stream.truncate(0)
            raise


def _fill(stream, data):
    while data:
        data = data[stream.write(data) :]


def _give(descriptor, owner):
    """Another user than root can give a file to a group of theirs only; else it stays their own."""
    if os.geteuid() == 0:
        os.fchown(descriptor, owner[0], owner[1])
    else:
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, -1, owner[1])


def _replace(place, temporary):
    os.rename(temporary, place.name, src_dir_fd=place.folder, dst_dir_fd=place.folder)


def _sync(folder):
    """Make a rename or removal survive a power cut."""
    descriptor = os.open(".", os.O_RDONLY | os.O_DIRECTORY, dir_fd=folder)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(path, mode=0o755):
    """A folder and what is missing above it, with this mode whatever the umask.

    What it holds has a mode of its own. ``Untrusted`` where another user leads it elsewhere.
    """
    try:
        with safe_path.found(os.path.join(path, "."), make=mode) as place:
            place.refuse(writing=True)
    except OSError as error:
        error.filename = path
        raise from_os_error(error, "make") from error


def missing_folders(path):
    """The folders of a path that are not there, the deepest first."""
    found = []
    while path and not os.path.isdir(path):
        found.append(path)
        path = os.path.dirname(path)
    return found


def status(path, follow=True):
    """The ``os.stat_result`` of what a path leads to, or ``None`` when there is nothing; raises ``HostError``."""
    try:
        with safe_path.found(path, follow=follow) as place:
            return None if place is None else place.status
    except OSError as error:
        raise from_os_error(error, "read") from error


def mode_of(path):
    """The permission bits of a file, or ``None`` when there is none; raises ``HostError``."""
    known = status(path)
    return None if known is None else known.st_mode & 0o7777


def copy(path, target):
    """Copy a file to a new one that only this user can read, synced. ``OSError`` with the path.

    It has the attributes of the file, for ``move``.
    """
    text = content(path)
    try:
        with safe_path.found(path) as place:
            attributes = file_attributes.of(place)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            with contextlib.suppress(OSError):  # another file system, from which it is written back in its place
                file_attributes.give(stream.fileno(), attributes)
            os.fchmod(stream.fileno(), 0o600)
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        error.filename = path
        raise


def move(source, path, mode, owner):
    """Restore a kept file in place of ``path``, by a rename within one file system, which works on a full disk too.

    On another file system it is written; where that has no room left, what is in its place is removed first.
    """
    try:
        with safe_path.found(path, make=0o755) as place:
            place.refuse(writing=True)
            os.chmod(source, mode)
            if os.geteuid() == 0:
                os.chown(source, owner[0], owner[1])
            os.rename(source, place.name, dst_dir_fd=place.folder)
            _sync(place.folder)
            return
    except OSError as error:
        if error.errno != errno.EXDEV:
            error.filename = path
            raise from_os_error(error, "restore") from error
    text = read(source)
    try:
        write(path, text, mode, owner)
    except HostError as error:
        if not isinstance(error.__cause__, OSError) or error.__cause__.errno not in NO_ROOM:
            raise
        remove(path, follow=True)
        write(path, text, mode, owner)
    remove(source)


def sweep(folder):
    """Remove the incomplete files that a killed run left in a folder; they may hold secrets.

    Only files with exactly such a name that belong to the user of this run are its own; the rest of a folder, and what
    cannot be removed, stays.
    """
    try:
        with safe_path.found(os.path.join(folder, ".")) as place:
            if place is not None:
                _sweep(place.folder)
    except OSError:  # nothing depends on it
        pass


def _sweep(folder):
    listing = os.open(".", os.O_RDONLY | os.O_DIRECTORY, dir_fd=folder)
    try:
        for name in filter(_TEMPORARY_NAME.fullmatch, os.listdir(listing)):
            found = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid():
                os.unlink(name, dir_fd=folder)
    finally:
        os.close(listing)


def remove(path, follow=False):
    """Delete a file; not an error when it is gone already. A link itself is deleted, with ``follow`` its target."""
    try:
        with safe_path.found(path, follow=follow) as place:
            if place is None or place.status is None:
                return
            place.refuse(writing=True)
            os.unlink(place.name, dir_fd=place.folder)
            _sync(place.folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        error.filename = path
        raise from_os_error(error, "remove") from error


def remove_empty_folder(path):
    """Delete a folder if it is empty; one that others use stays."""
    try:
        with safe_path.found(path, follow=False) as place:
            if place is not None and place.status is not None:
                place.refuse(writing=True)
                os.rmdir(place.name, dir_fd=place.folder)
    except OSError:  # not empty, or not there
        pass


def beside(path, word="changed"):
    """A path beside a file that is free, named after it and the time."""
    first = path + time.strftime(f".{word}-%Y%m%d-%H%M%S")
    names = itertools.chain([first], (f"{first}-{number}" for number in itertools.count(2)))
    return next(name for name in names if not os.path.lexists(name))


def set_aside(path):
    """Rename what is in the place of a file and cannot be used; returns the new path. Nothing is lost."""
    target = beside(path, "set-aside")
    try:
        with safe_path.found(path, follow=False) as place:
            place.refuse(writing=True)
            os.rename(place.name, os.path.basename(target), src_dir_fd=place.folder, dst_dir_fd=place.folder)
    except OSError as error:
        error.filename = path
        raise from_os_error(error, "set aside") from error
    return target


#: Names of the files that are the collection's as a whole. What merely begins like them belongs to somebody else.
OURS = (
    "openmetadata-sso.env",
    "openmetadata-sso.sh",
    "openmetadata-sso.override.yml",
    "50-openmetadata-sso.conf",
)


def is_ours(path):
    """Whether the path is that of a file of the collection, by its name."""
    return os.path.basename(path) in OURS
