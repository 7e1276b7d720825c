# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom an access control list lets read a file may read the new one, and nobody else."""

import os
import struct

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import token_file
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_attributes import LIST
from lab import required

READER = 54321
#: (tag, permissions, id) as in linux/posix_acl_xattr.h: the owner, a reader, no group, the mask, nobody else.
ENTRIES = ((1, 6, -1), (2, 4, READER), (4, 0, -1), (16, 4, -1), (32, 0, -1))
ACL = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in ENTRIES)


def listed(path):
    return os.getxattr(path, LIST) if LIST in os.listxattr(path) else None


@pytest.fixture
def shared(tmp_path):
    """A file that one more user may read; for its group there is nothing."""
    path = tmp_path / ".env"
    path.write_text("OPENMETADATA_BOT_TOKEN=old\n", encoding="utf-8")
    try:
        os.setxattr(path, LIST, ACL)
    except OSError:
        required.require("this file system has no access control lists")
    assert path.stat().st_mode & 0o777 == 0o640
    return path


@pytest.mark.parametrize("mode", [0o640, 0o600])
def test_a_file_that_is_replaced_keeps_its_list(shared, mode):
    files.write(str(shared), "new", mode)
    assert shared.read_text(encoding="utf-8") == "new" and shared.stat().st_mode & 0o777 == mode
    # The mask is the group of the mode: with 0600 the reader has no right left, and the group has none either.
    assert listed(shared) == ACL.replace(struct.pack("<HHi", 16, 4, -1), struct.pack("<HHi", 16, mode >> 3 & 7, -1))


def test_a_renewed_token_is_for_the_same_reader(shared):
    assert token_file.deliver(str(shared), "OPENMETADATA_BOT_TOKEN", "a.b.c")
    assert listed(shared) == ACL


def test_a_file_that_is_restored_has_its_list_again(shared, tmp_path):
    kept = tmp_path / "kept"
    files.copy(str(shared), str(kept))
    assert kept.stat().st_mode & 0o777 == 0o600
    shared.unlink()
    files.move(str(kept), str(shared), 0o640, (os.getuid(), os.getgid()))
    assert listed(shared) == ACL and shared.stat().st_mode & 0o777 == 0o640


def test_the_list_of_a_folder_gives_nobody_a_right_that_they_did_not_have(shared, tmp_path):
    plain = tmp_path / "folder" / "plain"
    plain.parent.mkdir()
    plain.write_text("old", encoding="utf-8")
    plain.chmod(0o640)
    os.setxattr(plain.parent, "system.posix_acl_default", ACL)
    files.write(str(plain), "new", 0o640)
    assert listed(plain) is None and plain.stat().st_mode & 0o777 == 0o640
