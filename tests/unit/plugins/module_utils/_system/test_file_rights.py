# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may replace, change and read a file, as the kernel decides it."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_rights
from lab import access_lists, users

THEIRS = 65534

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has users with fewer rights")


def rights(path):
    descriptor = os.open(path, os.O_PATH)
    try:
        return file_rights.of(descriptor)
    finally:
        os.close(descriptor)


@as_root
def test_a_group_counts_when_somebody_else_is_in_it(tmp_path):
    def who(mode, group):
        tmp_path.chmod(mode)
        os.chown(tmp_path, 0, group)
        return file_rights.replaceable_by(rights(tmp_path), None)

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
    assert file_rights.changeable_by(rights(path)) == expected


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
        said = file_rights.is_readable_by(THEIRS, [rights(folder), rights(path.parent)], rights(path))
        assert said == users.run_as(THEIRS, lambda: os.access(path, os.R_OK))


LISTS = {
    "a user who may": "u::6 u:65534:6 g::0 m::6 o::0",
    "a user whom the mask stops": "u::6 u:65534:6 g::0 m::0 o::0",
    "a user who may not, where others may": "u::6 u:65534:0 g::0 m::6 o::6",
    "another user": "u::6 u:54321:6 g::0 m::6 o::0",
    "two users": "u::6 u:65534:6 u:54321:6 g::0 m::6 o::0",
    "a group of theirs": "u::6 g::0 g:65534:6 m::6 o::0",
    "a group of theirs that may not, where others may": "u::6 g::0 g:65534:0 m::6 o::6",
    "a group of nobody": "u::6 g::0 g:54321:6 m::6 o::0",
    "the mask alone": "u::6 g::0 m::6 o::0",
    "a user who may only write": "u::6 u:65534:2 g::0 m::6 o::0",
    "a user who may only read": "u::6 u:65534:4 g::0 m::6 o::0",
}


@as_root
@pytest.mark.parametrize("entries", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("group", [0, THEIRS])
def test_an_access_control_list_counts_as_the_kernel_says(entries, group):
    with users.open_folder() as folder:
        path = folder / "a" / "file"
        path.parent.mkdir(mode=0o755)
        path.touch()
        os.chown(path, 0, group)
        access_lists.give(path, entries)
        assert file_rights.is_readable_by(THEIRS, [rights(folder), rights(path.parent)], rights(path)) == users.run_as(
            THEIRS, lambda: os.access(path, os.R_OK)
        )
        by = file_rights.changeable_by(rights(path))
        if entries.endswith("o::6"):
            assert by == file_rights.ANYBODY
        elif "54321" not in entries:
            assert (by is not None) == users.run_as(THEIRS, lambda: os.access(path, os.W_OK))
        elif "u:54321" in entries:
            assert by == (file_rights.ANYBODY if "65534" in entries else 54321)
        else:
            assert by is None


@as_root
@pytest.mark.parametrize(("mode", "expected"), [(0o755, THEIRS), (0o1755, None)])
def test_who_may_write_to_a_folder_by_its_list_may_replace_what_is_in_it(tmp_path, mode, expected):
    access_lists.give(tmp_path, "u::7 u:65534:7 g::5 m::7 o::5")
    tmp_path.chmod(mode | 0o020)
    (tmp_path / "file").touch()
    assert file_rights.replaceable_by(rights(tmp_path), (tmp_path / "file").stat()) == expected


def test_users_without_a_name_have_no_group():
    assert not file_rights.is_readable_by(
        file_rights.ANYBODY, [], file_rights.Rights(os.stat_result((0o640,) + (0,) * 9))
    )
    assert file_rights.is_readable_by(54321, [], file_rights.Rights(os.stat_result((0o604,) + (0,) * 9)))


def test_users_in_words():
    assert file_rights.user_name(0) == "the user root"
    assert file_rights.user_name(54321) == "the user 54321"
    assert file_rights.user_name(file_rights.ANYBODY) == "other users"
