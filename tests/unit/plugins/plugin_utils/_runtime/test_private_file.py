# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file is replaced in one step, and a private one is private from its first moment."""

import os
import stat

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import private_file


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_private_and_its_folder_is_made(tmp_path):
    path = tmp_path / "a" / "b" / "file"
    private_file.write(path, "text ä\n")
    assert (path.read_text(encoding="utf-8"), mode(path)) == ("text ä\n", 0o600)


def test_a_file_that_was_open_to_others_becomes_private(tmp_path):
    path = tmp_path / "file"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o644)
    private_file.write(path, "new")
    assert (path.read_text(encoding="utf-8"), mode(path)) == ("new", 0o600)


def test_the_umask_decides_where_it_is_asked(tmp_path):
    before = os.umask(0o027)
    try:
        private_file.write(tmp_path / "file", "text", private_file.BY_UMASK)
    finally:
        os.umask(before)
    assert mode(tmp_path / "file") == 0o640


def test_a_failure_keeps_the_old_file_and_leaves_nothing_behind(tmp_path):
    path = tmp_path / "file"
    private_file.write(path, "old")
    with pytest.raises(UnicodeEncodeError):
        private_file.write(path, "\ud800", errors="strict")
    assert (path.read_text(encoding="utf-8"), os.listdir(tmp_path)) == ("old", ["file"])
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        private_file.write(tmp_path / "folder", "text")
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]


def test_bytes_that_are_not_text_survive(tmp_path):
    (tmp_path / "file").write_bytes(b"\xff")
    text = (tmp_path / "file").read_text(encoding="utf-8", errors="surrogateescape")
    private_file.write(tmp_path / "copy", text)
    assert (tmp_path / "copy").read_bytes() == b"\xff"
