# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files: replaced whole or not at all, with the mode and owner that they should have."""

import errno
import os
import stat

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_content, files


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def test_a_file_that_is_not_there_is_none(tmp_path):
    assert files.read(str(tmp_path / "nothing")) is None


def test_a_process_that_ends_while_its_file_is_read_has_none(monkeypatch):
    def ended(*arguments):
        raise ProcessLookupError(3, "No such process")

    with monkeypatch.context() as context:
        context.setattr(file_content.os, "open", ended)
        assert files.read("/proc/1/stat") is None
    monkeypatch.setattr(file_content, "kind_of", ended)
    assert files.read("/proc/1/stat") is None


@pytest.mark.parametrize("content", [b"", b"text\n", b"\xff\xfe no UTF-8 \x80", "ü\u2028\r\n".encode()])
def test_every_content_survives_a_round_trip(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    files.write(str(tmp_path / "b"), files.read(str(tmp_path / "a")), 0o600)
    assert (tmp_path / "b").read_bytes() == content


@pytest.mark.parametrize("wanted", [0o600, 0o644, 0o640])
def test_a_new_file_has_the_wanted_mode_whatever_the_umask(tmp_path, wanted):
    old = os.umask(0o077)
    try:
        files.write(str(tmp_path / "new"), "x", wanted)
    finally:
        os.umask(old)
    assert mode(tmp_path / "new") == wanted


def test_a_folder_that_is_missing_is_made(tmp_path):
    files.write(str(tmp_path / "a" / "b" / "new"), "x", 0o600)
    assert (tmp_path / "a" / "b" / "new").read_text() == "x"


def test_no_reader_ever_sees_half_of_a_file(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_text("old")
    seen = []
    rename = os.rename

    def watched(source, target, **folders):
        seen.append((path.read_text(), mode(tmp_path / source)))
        rename(source, target, **folders)

    monkeypatch.setattr(os, "rename", watched)
    files.write(str(path), "new", 0o600)
    assert seen == [("old", 0o600)], "what is not complete is under another name, and never open to others"
    assert path.read_text() == "new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_text("old")
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: (nothing for nothing in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(HostError) as error:
        files.write(str(path), "new", 0o600)
    assert error.value.message == f"Could not write {path}: No space left on device."
    assert error.value.option == str(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"] and path.read_text() == "old"


def test_nothing_of_a_secret_stays_in_a_folder_from_which_nothing_can_be_removed(tmp_path, monkeypatch):
    """As one with the attribute append-only (chattr +a), which lets a file be made in it and no more."""

    def refused(*_names, **_folders):
        raise PermissionError(1, "Operation not permitted")

    (tmp_path / "file").write_text("old")
    monkeypatch.setattr(os, "rename", refused)
    monkeypatch.setattr(os, "unlink", refused)
    with pytest.raises(HostError, match="Operation not permitted"):
        files.write(str(tmp_path / "file"), "s3cret", 0o600)
    assert sorted(path.read_text() for path in tmp_path.iterdir()) == ["", "old"]


def test_a_link_stays_and_its_target_is_replaced(tmp_path):
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    files.write(str(tmp_path / "link"), "new", 0o644)
    assert (tmp_path / "link").is_symlink() and (tmp_path / "target").read_text() == "new"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_of_a_file_is_kept_or_given(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")
    os.chown(path, 65534, 65534)
    files.write(str(path), "new", 0o600)
    assert (path.stat().st_uid, path.stat().st_gid) == (65534, 65534)
    files.write(str(path), "new", 0o600, (0, 0))
    assert (path.stat().st_uid, path.stat().st_gid) == (0, 0)


def test_the_owner_is_a_user_of_the_host():
    assert files.owner_of("root") == (0, 0)
    with pytest.raises(HostError) as error:
        files.owner_of("nobody-of-that-name")
    assert error.value.option == "om_sso_user"


def test_removing_what_is_gone_is_not_an_error(tmp_path):
    (tmp_path / "file").write_text("x")
    files.remove(str(tmp_path / "file"))
    files.remove(str(tmp_path / "file"))
    assert list(tmp_path.iterdir()) == []


def test_a_kept_file_is_moved_back_with_mode_and_owner(tmp_path):
    (tmp_path / "kept").write_text("old")
    (tmp_path / "file").write_text("new")
    files.move(str(tmp_path / "kept"), str(tmp_path / "file"), 0o640, (os.getuid(), os.getgid()))
    assert (tmp_path / "file").read_text() == "old" and mode(tmp_path / "file") == 0o640
    assert not (tmp_path / "kept").exists()


def test_a_kept_file_of_another_file_system_is_copied_back(tmp_path, monkeypatch):
    (tmp_path / "kept").write_text("old")
    (tmp_path / "file").write_text("new")
    rename = os.rename

    def only_within_a_folder(source, target, **folders):
        if os.path.basename(source) == "kept":
            raise OSError(18, "Invalid cross-device link")
        rename(source, target, **folders)

    monkeypatch.setattr(os, "rename", only_within_a_folder)
    files.move(str(tmp_path / "kept"), str(tmp_path / "file"), 0o600, (os.getuid(), os.getgid()))
    assert (tmp_path / "file").read_text() == "old" and mode(tmp_path / "file") == 0o600


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EDQUOT])
def test_a_kept_file_of_another_file_system_takes_the_room_of_what_is_in_its_place(tmp_path, monkeypatch, reason):
    path = tmp_path / "file"
    (tmp_path / "kept").write_text("old")
    path.write_text("new")
    rename, sync, full = os.rename, os.fsync, [reason]

    def only_within_a_folder(source, target, **folders):
        if os.path.basename(source) == "kept":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        rename(source, target, **folders)

    def no_room_once(descriptor):
        if full:
            raise OSError(full[0], os.strerror(full.pop()))
        sync(descriptor)

    monkeypatch.setattr(os, "rename", only_within_a_folder)
    monkeypatch.setattr(os, "fsync", no_room_once)
    files.move(str(tmp_path / "kept"), str(path), 0o600, (os.getuid(), os.getgid()))
    assert path.read_text() == "old" and [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_what_a_killed_run_left_incomplete_is_swept_away_and_nothing_else(tmp_path):
    left = files.TEMPORARY + "0123456789abcdef.tmp"
    others = ["openmetadata-sso.sh", ".openmetadata-sso", ".openmetadata-sso-notes.txt", left + ".bak", "x" + left]
    for name in (left, *others):
        (tmp_path / name).write_text("secret")
    (tmp_path / ".openmetadata-sso-backup").mkdir()
    (tmp_path / (files.TEMPORARY + "f" * 16 + ".tmp")).mkdir()
    kept = {path.name for path in tmp_path.iterdir()} - {left}
    files.sweep(str(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == kept
    files.sweep(str(tmp_path / "nothing"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_an_incomplete_file_of_somebody_else_is_not_swept_away(tmp_path):
    path = tmp_path / (files.TEMPORARY + "0123456789abcdef.tmp")
    path.write_text("theirs")
    os.chown(path, 65534, 65534)
    files.sweep(str(tmp_path))
    assert path.read_text() == "theirs"


def test_whether_a_file_is_there_is_no_guess(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    assert files.is_file(str(tmp_path / "file"))
    assert (
        not files.is_file(str(tmp_path / "nothing"))
        and not files.is_file(str(tmp_path / "file" / "below"))
        and not files.is_file(str(tmp_path))
    )
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(
        os, "stat", lambda path: (nothing for nothing in ()).throw(PermissionError(13, "Permission denied", path))
    )
    with pytest.raises(HostError) as error:
        files.is_file("/closed/file")
    assert error.value.message == "Could not read /closed/file: Permission denied."
    assert error.value.fix.startswith("Set become: true")
