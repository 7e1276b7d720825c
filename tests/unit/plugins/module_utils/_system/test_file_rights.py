# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may replace, change and read a file, as the kernel decides it."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_rights
from lab import users

THEIRS = 65534

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has users with fewer rights")


@as_root
def test_a_group_counts_when_somebody_else_is_in_it(tmp_path):
    def who(mode, group):
        tmp_path.chmod(mode)
        os.chown(tmp_path, 0, group)
        return file_rights.replaceable_by(tmp_path.stat(), None)

    assert who(0o775, 0) is None and who(0o755, THEIRS) is None
    assert who(0o775, THEIRS) == file_rights.ANYBODY, "the group of nobody"
    assert who(0o775, 54321) is None, "a group without anybody"


@as_root
@pytest.mark.parametrize(
    ("mode", "owner", "group", "expected"),
    [
        (0o600, 0, 0, None),
        (0o644, THEIRS, 0, THEIRS),
        (0o666, 0, 0, file_rights.ANYBODY),
        (0o664, 0, THEIRS, file_rights.ANYBODY),
        (0o664, 0, 0, None),
    ],
)
def test_who_can_write_to_a_file(tmp_path, mode, owner, group, expected):
    path = tmp_path / "file"
    path.touch()
    path.chmod(mode)
    os.chown(path, owner, group)
    assert file_rights.changeable_by(path.stat()) == expected


@as_root
@pytest.mark.parametrize("owner", [0, THEIRS])
@pytest.mark.parametrize("group", [0, THEIRS])
@pytest.mark.parametrize("mode", [0o400, 0o040, 0o004, 0o404, 0o640, 0o000])
@pytest.mark.parametrize("above", [0o755, 0o750, 0o700])
def test_who_may_read_is_as_the_kernel_says(owner, group, mode, above):
    with users.open_folder() as folder:
        path = folder / "a" / "file"
        path.parent.mkdir()
        path.touch()
        path.chmod(mode)
        os.chown(path, owner, group)
        path.parent.chmod(above)
        os.chown(path.parent, 0, group)
        said = file_rights.is_readable_by(THEIRS, [folder.stat(), path.parent.stat()], path.stat())
        assert said == users.run_as(THEIRS, lambda: os.access(path, os.R_OK))


def test_users_without_a_name_have_no_group(tmp_path):
    assert not file_rights.is_readable_by(file_rights.ANYBODY, [], os.stat_result((0o640,) + (0,) * 9))
    assert file_rights.is_readable_by(54321, [], os.stat_result((0o604,) + (0,) * 9))


def test_users_in_words():
    assert file_rights.user_name(0) == "the user root"
    assert file_rights.user_name(54321) == "the user 54321"
    assert file_rights.user_name(file_rights.ANYBODY) == "other users"
