# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users with fewer rights than this run may do with a file, by its owner, group, mode and access control list."""

import grp
import os
import pwd
import stat

from ansible_collections.openmetadata.sso.plugins.module_utils._system import access_list

#: Any user of the host, or any member of a group.
ANYBODY = -1


class Rights:
    """Whom a file or folder belongs to, and what it allows.

    ``status`` is its ``os.stat_result`` and ``entries`` are those of its access control list, none where it has none.
    """

    def __init__(self, status, entries=()):
        self.owner = status.st_uid
        self.mode = status.st_mode
        self.entries = entries or access_list.of_mode(status.st_mode, status.st_gid)

    def writer(self):
        """The id of a user who may write beside the owner, root and the user of this run; ``None`` where nobody may."""
        users, groups, anybody = access_list.who(self.entries, stat.S_IWOTH)
        found = {user for user in users if user not in (0, os.geteuid())}
        if anybody or len(found) > 1 or any(_has_others(group) for group in groups):
            return ANYBODY
        return found.pop() if found else None

    def may(self, user, groups, right):
        """Whether a user of these groups has a right, named by its bit for others."""
        return access_list.allows(self.entries, user, user == self.owner, groups, right)


def of(descriptor):
    """The ``Rights`` of what a descriptor is open for, which may be one without access (``O_PATH``)."""
    return Rights(os.fstat(descriptor), access_list.of(descriptor))


def replaceable_by(folder, entry):
    """The id of a user, other than root and the user of this run, who can replace an entry of a folder, or ``None``.

    ``folder`` are the ``Rights`` of the folder, ``entry`` is an ``os.stat_result`` or ``None``. ``ANYBODY`` where many
    can write to the folder.
    """
    trusted = (0, os.geteuid())
    if folder.owner not in trusted:
        return folder.owner
    writer = folder.writer()
    if writer is not None and folder.mode & stat.S_ISVTX:
        return None if entry is None or entry.st_uid in trusted else entry.st_uid
    return writer


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


def changeable_by(rights):
    """The id of a user, other than root and the user of this run, who can write to a file, or ``None``."""
    return rights.owner if rights.owner not in (0, os.geteuid()) else rights.writer()


def is_readable_by(who, folders, file):
    """Whether a user may pass folders and read what is in the last one; all are ``Rights``."""
    return may_reach(who, groups_of(who), folders, file, stat.S_IROTH)


def may_reach(user, groups, folders, file, right):
    """Whether a user of these groups may pass folders and has a right to the file in the last one."""
    return all(folder.may(user, groups, stat.S_IXOTH) for folder in folders) and file.may(user, groups, right)


def groups_of(who):
    """The ids of the groups of a user; none for one without a name."""
    try:
        entry = pwd.getpwuid(who)
        return set(os.getgrouplist(entry.pw_name, entry.pw_gid))
    except (KeyError, OverflowError):
        return set()
