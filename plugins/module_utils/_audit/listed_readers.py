# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who else may read or write a file because an access control list says so."""

import grp
import os
import pwd
import stat

from ansible_collections.openmetadata.sso.plugins.module_utils._system import access_list, file_rights


def listed(path, owners, group):
    """[{"who", "may", "on"}] of the users and groups who reach a file by an access control list alone.

    ``on`` is the file or the folder above it that has the list. The owners and their groups may, as may the group of
    the file, which its mode is for.
    """
    steps = _steps(os.path.realpath(path))
    (_path, file), folders = steps[0], [rights for _path, rights in steps[1:]]
    trusted = {group} | {gid for uid in owners for gid in _primary_group(uid)}
    found = {}
    for on, rights in steps:
        users, groups = access_list.named(rights.entries)
        for uid in users - owners:
            found.setdefault(file_rights.user_name(uid), (on, uid, file_rights.groups_of(uid)))
        for gid in groups - trusted:
            found.setdefault(f"the group {_group_name(gid)}", (on, file_rights.ANYBODY, {gid}))
    return [
        {"who": who, "may": may, "on": on}
        for who, (on, uid, gids) in sorted(found.items())
        for may in _most(uid, gids, folders, file)
    ]


def _steps(path):
    """[(path, its ``Rights``)] of a file and every folder above it."""
    found = []
    while True:
        descriptor = os.open(path, os.O_PATH)
        try:
            found.append((path, file_rights.of(descriptor)))
        finally:
            os.close(descriptor)
        if path == os.path.dirname(path):
            return found
        path = os.path.dirname(path)


def _most(uid, gids, folders, file):
    """The most that somebody may do: one of "write" and "read", or nothing."""
    rights = (("write", stat.S_IWOTH), ("read", stat.S_IROTH))
    return [may for may, right in rights if file_rights.may_reach(uid, gids, folders, file, right)][:1]


def _primary_group(uid):
    try:
        return [pwd.getpwuid(uid).pw_gid]
    except KeyError:
        return []


def _group_name(gid):
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)
