# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and groups that an access control list lets read a file with a secret."""

import os
import stat

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._audit.listed_readers import listed
from lab import access_lists, users

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has users with fewer rights")
THEIRS = "the user nobody"


@pytest.fixture
def secret():
    """A file of root's in a folder that everybody may enter."""
    with users.open_folder() as folder:
        (folder / "conf").mkdir(mode=0o755)
        path = folder / "conf" / "x.env"
        path.write_text("A_SECRET=abc")
        path.chmod(0o600)
        yield path


@as_root
@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("u::6 u:65534:4 g::0 m::4 o::0", [(THEIRS, "read")]),
        ("u::6 u:65534:6 g::0 m::6 o::0", [(THEIRS, "write")]),
        ("u::6 u:65534:4 g::0 m::0 o::0", []),
        ("u::6 u:0:4 u:54321:4 g::0 m::4 o::0", [("the user 54321", "read")]),
        ("u::6 g::0 g:65534:4 m::4 o::0", [("the group nogroup", "read")]),
        ("u::6 g::4 g:0:4 m::4 o::0", []),
        ("u::6 g::4 m::4 o::0", []),
    ],
)
def test_who_reads_a_file_by_its_access_control_list_is_named(secret, entries, expected):
    access_lists.give(secret, entries)
    found = listed(str(secret), {0}, 0)
    assert [(one["who"], one["may"]) for one in found] == expected
    assert {one["on"] for one in found} <= {str(secret)}
    if "65534" in entries:
        reads = users.run_as(65534, lambda: os.access(secret, os.R_OK))
        assert reads == bool(expected), "as the kernel says"


@as_root
@pytest.mark.parametrize(("mode", "expected"), [(0o644, [THEIRS]), (0o600, [])])
def test_a_list_of_a_folder_opens_what_everybody_may_read_below(secret, mode, expected):
    access_lists.give(secret.parent, "u::7 u:65534:1 g::0 m::1 o::0")
    secret.chmod(mode)
    found = listed(str(secret), {0}, 0)
    assert [one["who"] for one in found] == expected and {one["on"] for one in found} <= {str(secret.parent)}
    assert stat.S_IMODE(secret.parent.stat().st_mode) == 0o710


@as_root
def test_the_servers_user_may_be_in_a_list(secret):
    access_lists.give(secret, "u::6 u:65534:4 g::0 m::4 o::0")
    assert listed(str(secret), {0, 65534}, 0) == []
