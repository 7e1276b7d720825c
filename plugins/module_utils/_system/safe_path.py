# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to a file, folder by folder and by descriptor: nobody with fewer rights than this run decides where it leads.

Every folder is opened below the one before it, and no link is followed by the kernel. A link that only root or the user
of this run can replace is followed. One that another user can replace may lead only into a folder of that user's, or,
to read it, to what they own or anyone may read: following it then gives them nothing.
"""

import contextlib
import errno
import grp
import os
import pwd
import stat

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError

#: Any user of the host, or any member of a group.
ANYBODY = -1
#: As many as the kernel follows.
MOST_LINKS = 40


class Untrusted(HostError):
    """A path that a user with fewer rights than this run can lead elsewhere."""


class Place:
    """Where a path leads.

    ``folder`` is a descriptor of its folder and ``name`` the name in it, which is not a link; ``entry`` is a descriptor
    without access (``O_PATH``) of what is there, and ``status`` its ``os.stat_result``, both ``None`` where nothing is.
    ``path`` is the path without links. ``steps`` are (path, user id) of each step that this user can replace, links
    first among them in ``links``; ``open_to_all`` tells whether anyone can pass all folders.
    """

    def __init__(self):
        self.folder = None
        self.entry = None
        self.name = ""
        self.path = "/"
        self.status = None
        self.steps = []
        self.links = []
        self.open_to_all = True

    def close(self):
        """Close the descriptors."""
        for descriptor in (self.folder, self.entry):
            if descriptor is not None:
                os.close(descriptor)
        self.folder = self.entry = None

    def refuse(self, writing=False):
        """Raise ``Untrusted`` where a link leads to what the user who can replace it could not write, or read."""
        for link, who in self.links:
            if not (self._is_theirs(who, writing) or (not writing and self._is_public())):
                user = user_name(who)
                message = f"The link {link} can be replaced by {user} and leads to {self.path}, which is not theirs."
                fix = "Put the file or folder itself in place of the link, or let root own the folder of the link."
                raise Untrusted(message, link, fix)

    def _is_theirs(self, who, writing):
        """In a folder of theirs they can replace any file themselves."""
        if who == ANYBODY:
            return False
        return os.fstat(self.folder).st_uid == who or (
            not writing and self.status is not None and self.status.st_uid == who
        )

    def _is_public(self):
        return self.status is None or bool(self.open_to_all and self.status.st_mode & stat.S_IROTH)


@contextlib.contextmanager
def found(path, make=None, follow=True):
    """The ``Place`` of a path; ``None`` where a folder on the way is missing.

    ``make`` is the mode of folders that are made instead, whatever the umask. Without ``follow`` a link at the end
    stays one. Raises ``OSError`` with the path.
    """
    place = Place()
    try:
        try:
            there = _walk(place, path, make, follow)
        except OSError as error:
            error.filename = path
            raise
        yield place if there else None
    finally:
        place.close()


def _walk(place, path, make, follow):
    left = _names(path if os.path.isabs(path) else os.path.join(os.getcwd(), path))
    place.folder, followed = _open("/"), 0
    while left:
        name = left.pop(0)
        above = os.fstat(place.folder)
        place.open_to_all = place.open_to_all and bool(above.st_mode & stat.S_IXOTH)
        place.entry = _entry(place.folder, name)
        if place.entry is None and left:
            if make is None:
                return False
            place.refuse(writing=True)
            _make(place.folder, name, make)
            place.entry = _entry(place.folder, name)
        status = None if place.entry is None else os.fstat(place.entry)
        here = os.path.normpath(os.path.join(place.path, name))
        who = replaceable_by(above, status)
        if who is not None:
            place.steps.append((here, who))
        if status is not None and stat.S_ISLNK(status.st_mode) and (left or follow):
            followed += 1
            if followed > MOST_LINKS:
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
            if who is not None:
                place.links.append((here, who))
            target = os.readlink("", dir_fd=place.entry)
            os.close(place.entry)
            place.entry = None
            left = _names(target) + left
            if os.path.isabs(target):
                os.close(place.folder)
                place.folder, place.path, place.open_to_all = _open("/"), "/", True
            continue
        place.path = here
        if not left:
            place.name, place.status = name, status
            return True
        if status is None:  # somebody removed the folder that was made
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        if not stat.S_ISDIR(status.st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        os.close(place.folder)
        place.folder, place.entry = place.entry, None
    place.name, place.entry = ".", _entry(place.folder, ".")
    place.status = os.fstat(place.entry)
    return True


def _names(path):
    return [name for name in path.split("/") if name and name != "."] + (["."] if path.endswith("/.") else [])


def _open(path):
    return os.open(path, os.O_PATH | os.O_DIRECTORY)


def _entry(folder, name):
    try:
        return os.open(name, os.O_PATH | os.O_NOFOLLOW, dir_fd=folder)
    except FileNotFoundError:
        return None


def _make(folder, name, mode):
    """Made with its final mode: to set it by name afterwards would follow what took its place."""
    umask = os.umask(0)
    try:
        os.mkdir(name, mode, dir_fd=folder)
    except FileExistsError:
        pass
    finally:
        os.umask(umask)


def replaceable_by(folder, entry):
    """The id of a user, other than root and the user of this run, who can replace an entry of a folder, or ``None``.

    Both are ``os.stat_result``; ``entry`` may be ``None``. ``ANYBODY`` for a folder that many can write to.
    """
    trusted = (0, os.geteuid())
    if folder.st_uid not in trusted:
        return folder.st_uid
    shared = folder.st_mode & stat.S_IWOTH or (folder.st_mode & stat.S_IWGRP and _has_others(folder.st_gid))
    if not shared:
        return None
    if folder.st_mode & stat.S_ISVTX:
        return None if entry is None or entry.st_uid in trusted else entry.st_uid
    return ANYBODY


def _has_others(group):
    """Whether another user than root and ours is in a group; many distributions have a private group a user."""
    if group in (0, os.getegid()):
        return False
    try:
        names = set(grp.getgrgid(group).gr_mem)
    except KeyError:
        names = set()
    mine = {0, os.geteuid()}
    return any(entry.pw_uid not in mine for entry in pwd.getpwall() if entry.pw_gid == group or entry.pw_name in names)


def user_name(uid):
    """A user in words."""
    if uid == ANYBODY:
        return "other users"
    try:
        return f"the user {pwd.getpwuid(uid).pw_name}"
    except KeyError:
        return f"the user {uid}"
