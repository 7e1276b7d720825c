# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to a file, folder by folder and by descriptor: nobody with fewer rights than this run decides where it leads.

Every folder is opened below the one before it, and no link is followed by the kernel. A link that only root or the user
of this run can replace is followed. One that another user can replace may lead only into a folder of that user's, or,
to read it, to what that user owns or may read: following it then gives them nothing. The same holds for a path that a
file of theirs names, and for another name (a hard link) of a file.
"""

import contextlib
import errno
import os
import stat

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_rights

#: As many as the kernel follows.
MOST_LINKS = 40


class Untrusted(HostError):
    """A path that a user with fewer rights than this run can lead elsewhere; ``reason`` as for ``NotRead``."""

    is_denied = False

    @property
    def reason(self):
        """Why the path is not used, in words."""
        return self.message.rstrip(".")


class Place:
    """Where a path leads.

    ``folder`` is a descriptor of its folder and ``name`` the name in it, which is not a link; ``entry`` is a descriptor
    without access (``O_PATH``) of what is there, and ``status`` its ``os.stat_result``, both ``None`` where nothing is.
    ``path`` is the path without links. ``steps`` are (path, user id) of each step that this user can replace, those
    that are links also in ``links``; ``folders`` are the ``file_rights.Rights`` of the folders of ``path``.
    """

    def __init__(self):
        self.folder = None
        self.entry = None
        self.name = ""
        self.path = "/"
        self.status = None
        self.steps = []
        self.links = []
        self.folders = []

    def close(self):
        """Close the descriptors."""
        for descriptor in (self.folder, self.entry):
            if descriptor is not None:
                os.close(descriptor)
        self.folder = self.entry = None

    def refuse(self, writing=False):
        """Raise ``Untrusted`` where a link leads to what the user who can replace it could not write, or read."""
        for link, who in self.links:
            if not (self._is_in_folder_of(who) or (not writing and self._is_readable_by(who))):
                message = f"The link {link} can be replaced by {file_rights.user_name(who)} and leads to {self.path}"
                fix = "Put the file or folder itself in place of the link, or let root own the folder of the link."
                raise Untrusted(f"{message}, which is not theirs.", link, fix)
        if not writing and self._has_other_names():
            path, who = self.steps[-1]
            message = f"{path} is another name (a hard link) of a file that {file_rights.user_name(who)} may not read"
            raise Untrusted(f"{message}, and could be of their making.", path, "Put a copy of the file in its place.")

    def refuse_named(self, named_by):
        """Raise ``Untrusted`` where a file that names this path can be changed by a user who may not read what is here.

        ``named_by`` are the paths of such files.
        """
        for name in named_by:
            for who in changers(name):
                theirs = self._is_in_folder_of(who) or who in [other for _path, other in self.steps]
                if not theirs and not self._is_readable_by(who):
                    message = f"{name} can be changed by {file_rights.user_name(who)} and names {self.path}"
                    fix = f"Let them read {self.path}, or let root own {name} and its folder."
                    raise Untrusted(f"{message}, which they may not read.", name, fix)

    def _is_in_folder_of(self, who):
        """In a folder of theirs they can replace any file themselves."""
        return who != file_rights.ANYBODY and os.fstat(self.folder).st_uid == who

    def _is_readable_by(self, who):
        if self.status is None or (who != file_rights.ANYBODY and self.status.st_uid == who):
            return True
        return file_rights.is_readable_by(who, self.folders, file_rights.of(self.entry))

    def _has_other_names(self):
        """Whether a file may have got this name from somebody who may not read it, where the kernel allows that."""
        if self.status is None or not stat.S_ISREG(self.status.st_mode) or self.status.st_nlink < 2 or not self.steps:
            return False
        path, who = self.steps[-1]
        return path == self.path and not self._is_readable_by(who) and not _links_are_protected()


def changers(path):
    """The ids of users with fewer rights than this run who can change a file, or put another one in its place."""
    try:
        with found(path) as place:
            if place is None or place.status is None:
                return []
            users = [who for _path, who in place.steps] + [file_rights.changeable_by(file_rights.of(place.entry))]
            return [who for who in dict.fromkeys(users) if who is not None]
    except OSError:  # what cannot be read names nothing
        return []


def _links_are_protected():
    """Whether the kernel lets users give other names only to files that they may write; nearly everywhere it does."""
    try:
        with open("/proc/sys/fs/protected_hardlinks", encoding="ascii") as stream:
            return stream.read().strip() != "0"
    except OSError:
        return True


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
        above = file_rights.of(place.folder)
        place.folders.append(above)
        place.entry = _entry(place.folder, name)
        if place.entry is None and left:
            if make is None:
                return False
            place.refuse(writing=True)
            _make(place.folder, name, make)
            place.entry = _entry(place.folder, name)
        status = None if place.entry is None else os.fstat(place.entry)
        here = os.path.normpath(os.path.join(place.path, name))
        who = file_rights.replaceable_by(above, status)
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
                place.folder, place.path, place.folders = _open("/"), "/", []
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
