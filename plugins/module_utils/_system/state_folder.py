# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the collection keeps its own state on a host, and who can write there.

What is in it decides what a run writes, so for root it is a folder that only root can write to, below ``ROOT``. Another
user has it in the folder of the installation, where an earlier release had it for root as well: a folder of root's
there is moved, in one step.
"""

import contextlib
import errno
import hashlib
import os
import shutil
import stat
from urllib.parse import quote

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_rights, files, lock, safe_path

OPTION = "om_sso_state_directory"
#: The folders of all installations on a host, for runs as root.
ROOT = "/var/lib/openmetadata-sso"
#: The name of the folder in that of the installation.
BESIDE = ".openmetadata-sso"
LONGEST_NAME = 200
#: Files of which each state folder has one from its first run on.
OWN = frozenset(("key", "lock"))
#: What ends the name of a copy that is not complete yet.
PART = ".part"


def path_of(given, installation):
    """The state folder of an installation for the user of this run.

    ``given`` is ``om_sso_state_directory`` or empty.
    """
    if given:
        return given
    if os.geteuid() != 0:
        return os.path.join(installation, BESIDE)
    return os.path.join(ROOT, _name_of(os.path.realpath(installation)))


def _name_of(path):
    """A file name that no other path has: ``opt-openmetadata`` for ``/opt/openmetadata``."""
    name = quote(path.strip("/").encode("utf-8", "surrogateescape")).replace("-", "%2d").replace("/", "-") or "-"
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME // 2] + "-" + hashlib.sha256(name.encode("ascii")).hexdigest()[:32]
    return name


def current(given, installation):
    """The folder to read from: that of ``path_of``, or the one that a run which changes something would move there."""
    path = path_of(given, installation)
    earlier = _earlier(given, installation)
    return earlier if earlier and not os.path.lexists(path) and not _fault(earlier) else path


def _earlier(given, installation):
    """Where an earlier release kept the state of a run as root; ``None`` where that is the same or not there."""
    earlier = os.path.join(installation, BESIDE)
    return earlier if not given and os.geteuid() == 0 and os.path.lexists(earlier) else None


def _fault(earlier):
    return _unfit(os.lstat(earlier))


def _unfit(found):
    """Why a folder of an earlier release is not taken over; empty when it is. Only root makes a folder of root's."""
    if not stat.S_ISDIR(found.st_mode):
        return "it is not a folder"
    if found.st_uid != 0:
        return f"it belongs to {file_rights.user_name(found.st_uid)}"
    return "others can write to it" if found.st_mode & 0o022 else ""


def planned(given, installation):
    """Sentences about what ``prepare`` would do with the folder of an earlier release, for a run that only reads."""
    path, earlier = path_of(given, installation), _earlier(given, installation)
    if earlier is None:
        return []
    fault = _fault(earlier) or (f"{path} is there already" if os.path.lexists(path) else "")
    return [f"the state in {earlier} does not count: {fault}" if fault else f"the state in {earlier} moves to {path}"]


def prepare(given, installation):
    """Make the state folder, or move it from where an earlier release kept it. Returns (its path, sentences).

    ``HostError`` where a user with fewer rights than this run can replace it.
    """
    path, earlier = path_of(given, installation), _earlier(given, installation)
    said = planned(given, installation)
    if earlier and not os.path.lexists(path) and not _fault(earlier):
        check(os.path.dirname(path), make=True)
        _move(earlier, path)
    check(path, make=True)
    return path, said


def inspected(given, installation):
    """(The folder to read from, sentences) for a run that only reads; ``HostError`` as ``prepare``."""
    path = current(given, installation)
    if path == path_of(given, installation):
        check(path)
    return path, planned(given, installation)


def check(path, make=False):
    """Refuse a state folder that somebody else can write to or, for root, that can be replaced.

    A run that changes something (``make``) also closes it to others.
    """
    try:
        with safe_path.found(os.path.join(path, "."), make=0o700 if make else None) as place:
            if place is None:
                return
            _refuse(place, path)
            if place.status.st_mode & 0o077:
                descriptor = os.open(".", os.O_RDONLY | os.O_DIRECTORY, dir_fd=place.folder)
                try:
                    _refuse_another(os.listdir(descriptor), path)
                    if make:
                        os.fchmod(descriptor, 0o700)
                finally:
                    os.close(descriptor)
    except NotADirectoryError:
        raise HostError(f"{path} is not a folder.", OPTION, "Move it away, or name another folder.") from None
    except OSError as error:
        error.filename = path
        raise from_os_error(error, "open" if os.path.lexists(path) else "make") from None


def _refuse(place, path):
    fix = f"Leave {OPTION} out, or name a folder that only root can write to, and move the state there."
    if os.geteuid() == 0 and place.steps:
        step, who = place.steps[0]
        message = (
            f"{step} can be replaced by {file_rights.user_name(who)}, and the state in {path} decides what root writes."
        )
        raise HostError(message, OPTION, fix)
    if place.status.st_uid != os.geteuid():
        owner = file_rights.user_name(place.status.st_uid)
        raise HostError(f"The state folder {path} belongs to {owner}.", OPTION, "Connect as that user.")


def _refuse_another(names, path):
    """Who names ``/var/lib`` or ``/`` would lock all users out of it."""
    if names and not OWN.intersection(names):
        raise HostError(
            f"{path} holds other files and is open to other users, whom a state folder would lock out.",
            OPTION,
            "Name a folder of its own, which is made where it is missing, or leave the option out.",
        )


def _move(earlier, path):
    """Under the lock of the earlier release, whose run may still be at work there."""
    with lock.held(earlier):
        shutil.rmtree(path + PART, ignore_errors=True)
        try:
            with safe_path.found(earlier, follow=False) as place:
                place.refuse(writing=True)
                if _unfit(place.status):
                    raise HostError(f"{earlier} was replaced meanwhile.", earlier)
                try:
                    os.rename(place.name, path, src_dir_fd=place.folder)
                except OSError as error:
                    if error.errno not in (errno.EXDEV, errno.EBUSY):
                        raise
                    _copy(place, path)
                else:
                    _check_moved(place.status, path)
        except OSError as error:
            error.filename = earlier
            raise from_os_error(error, "move") from None


def _check_moved(before, path):
    """What was moved by its name is what was checked; anything else is set aside."""
    if not os.path.samestat(before, os.lstat(path)):
        raise HostError(f"The state folder was replaced meanwhile; what was moved is {files.set_aside(path)}.", path)


def _copy(place, path):
    """To another file system: complete beside its place, then renamed; what was there is removed last."""
    part = path + PART
    descriptor = os.open(place.name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=place.folder)
    try:
        if not os.path.samestat(place.status, os.fstat(descriptor)):
            raise OSError(errno.ESTALE, "it was replaced meanwhile")
        _copy_folder(descriptor, part)
        os.rename(part, path)
        _empty(descriptor)
    finally:
        os.close(descriptor)
    with contextlib.suppress(OSError):  # a mount point stays
        os.rmdir(place.name, dir_fd=place.folder)


def _empty(descriptor):
    for name in os.listdir(descriptor):
        if stat.S_ISDIR(os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode):
            below = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=descriptor)
            try:
                _empty(below)
            finally:
                os.close(below)
            os.rmdir(name, dir_fd=descriptor)
        else:
            os.unlink(name, dir_fd=descriptor)


def _copy_folder(descriptor, target):
    """Files and folders that belong to root; by descriptor, since the way to them may belong to somebody else."""
    if os.fstat(descriptor).st_uid != os.geteuid():
        return
    os.mkdir(target, 0o700)
    for name in os.listdir(descriptor):
        with contextlib.suppress(FileNotFoundError):
            entry = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=descriptor)
            try:
                if stat.S_ISDIR(os.fstat(entry).st_mode):
                    _copy_folder(entry, os.path.join(target, name))
                elif stat.S_ISREG(os.fstat(entry).st_mode) and os.fstat(entry).st_uid == os.geteuid():
                    _copy_file(entry, os.path.join(target, name))
            finally:
                os.close(entry)


def _copy_file(entry, target):
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, os.fstat(entry).st_mode & 0o700)
    with os.fdopen(os.dup(entry), "rb") as source, os.fdopen(descriptor, "wb") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())
