# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""POSIX access control lists, as the kernel decides by them (acl(5), linux/posix_acl_xattr.h).

A list gives rights to users and groups beside those of the mode, whose group is then the mask: what of these rights
counts. An entry is (tag, rights, id of the user or group).
"""

import os
import struct

from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_attributes

OWNER, USER, GROUP_OF_FILE, GROUP, MASK, OTHERS = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
VERSION = struct.Struct("<I")
ENTRY = struct.Struct("<HHI")


def of(descriptor):
    """The entries of a file or folder, none where it has no list of its own."""
    try:
        value = os.getxattr(f"/proc/self/fd/{descriptor}", file_attributes.LIST)
    except OSError:  # a file system without lists says so in several ways
        return ()
    group = os.fstat(descriptor).st_gid
    entries = ENTRY.iter_unpack(value[VERSION.size :])
    return tuple((tag, rights, group if tag == GROUP_OF_FILE else number) for tag, rights, number in entries)


def of_mode(mode, group):
    """The entries that say the same as a mode without a list."""
    return (OWNER, mode >> 6 & 7, 0), (GROUP_OF_FILE, mode >> 3 & 7, group), (OTHERS, mode & 7, 0)


def who(entries, right):
    """(ids of users, ids of groups, whether it is everybody) who have a right, beside the owner."""
    found = [(tag, number) for tag, rights, number in _masked(entries) if rights & right]
    users = {number for tag, number in found if tag == USER}
    groups = {number for tag, number in found if tag in (GROUP_OF_FILE, GROUP)}
    return users, groups, any(tag == OTHERS for tag, _number in found)


def named(entries):
    """(ids of users, ids of groups) that a list names, whatever it gives them."""
    return tuple({number for tag, _rights, number in entries if tag == one} for one in (USER, GROUP))


def allows(entries, user, is_owner, groups, right):
    """Whether a user has a right: the first class of entries that speaks of them counts alone."""
    masked = _masked(entries)
    for decisive in (
        [rights for tag, rights, _number in masked if tag == OWNER and is_owner],
        [rights for tag, rights, number in masked if tag == USER and number == user],
        [rights for tag, rights, number in masked if tag in (GROUP_OF_FILE, GROUP) and number in groups],
    ):
        if decisive:
            return any(rights & right for rights in decisive)
    return any(rights & right for tag, rights, _number in masked if tag == OTHERS)


def _masked(entries):
    """The entries with what the mask leaves of them; it does not hold for the owner and for others."""
    mask = next((rights for tag, rights, _number in entries if tag == MASK), 7)
    return [(tag, rights if tag in (OWNER, OTHERS) else rights & mask, number) for tag, rights, number in entries]
