# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is in the place of a file, reading it ends at once, in one line."""

import errno
import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_content import NotRead, content, fault
from lab.odd_files import ODD_FILES
from lab.time_limits import at_once

NOT_READ = [name for name in ODD_FILES if name not in ("dangling", "binary")]


@pytest.mark.parametrize("kind", NOT_READ)
def test_what_is_not_a_file_is_said(tmp_path, kind):
    put, said = ODD_FILES[kind]
    put(tmp_path / "a")
    with at_once(), pytest.raises(NotRead) as error:
        content(str(tmp_path / "a"))
    assert said in error.value.message and str(tmp_path / "a") in error.value.message and error.value.fix
    assert error.value.message.count("\n") == 0


def test_a_file_is_read_and_none_is_none(tmp_path):
    (tmp_path / "a").write_bytes(b"A\xff")
    assert content(str(tmp_path / "a")) == b"A\xff"
    assert files.read(str(tmp_path / "a")) == "A\udcff"
    assert content(str(tmp_path / "b")) is None
    assert content("/proc/self/stat").endswith(b"\n")


def test_the_limit_counts(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    assert content(str(tmp_path / "a"), 5) == b"12345"
    with pytest.raises(NotRead, match="longer than 4 bytes"):
        content(str(tmp_path / "a"), 4)


@pytest.mark.parametrize("kind", [name for name in ODD_FILES if name not in ("binary", "huge")])
def test_a_fault_is_named_without_reading(tmp_path, kind):
    put, said = ODD_FILES[kind]
    put(tmp_path / "a")
    assert fault(str(tmp_path / "a")) == said
    (tmp_path / "b").write_text("")
    assert (fault(str(tmp_path / "b")), fault(str(tmp_path / "c"))) == ("", "does not exist")


def test_a_file_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    (tmp_path / "a").write_text("A")

    def refuse(path, *_more):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    monkeypatch.setattr(os, "open", refuse)  # root, as which CI runs, may read everything
    with pytest.raises(NotRead, match="Permission denied"):
        content(str(tmp_path / "a"))
