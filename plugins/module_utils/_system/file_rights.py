# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users with fewer rights than this run may do with a file, by its owner, group and mode."""

import grp
import os
import pwd
import stat

#: Any user of the host, or any member of a group.
ANYBODY = -1


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


def changeable_by(status):
    """The id of a user, other than root and the user of this run, who can write to a file, or ``None``."""
    if status.st_uid not in (0, os.geteuid()):
        return status.st_uid
    shared = status.st_mode & stat.S_IWOTH or (status.st_mode & stat.S_IWGRP and _has_others(status.st_gid))
    return ANYBODY if shared else None


def is_readable_by(who, folders, status):
    """Whether a user may pass folders and read what is in the last one; all are ``os.stat_result``."""
    groups = _groups(who)
    return all(_may(who, groups, folder, stat.S_IXOTH) for folder in folders) and _may(
        who, groups, status, stat.S_IROTH
    )


def _groups(who):
    try:
        entry = pwd.getpwuid(who)
        return set(os.getgrouplist(entry.pw_name, entry.pw_gid))
    except (KeyError, OverflowError):
        return set()


def _may(who, groups, status, bit):
    """As the kernel decides: the class of a user counts alone, even where the next one has more rights."""
    shift = 6 if status.st_uid == who else 3 if status.st_gid in groups else 0
    return bool(status.st_mode & bit << shift)
