# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token in somebody else's file: one line of it, and nothing else."""

import os
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import token_file
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from lab import users
from lab.odd_files import ODD_FILES
from lab.time_limits import at_once

THEIRS = 65534
TOKEN = "eyJh.eyJz.c2ln-_"

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has users with fewer rights")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "T={0}\n"),
        ("", "T={0}\n"),
        ("A=1", "A=1\nT={0}\n"),
        ("A=1\nT=old\nB=2", "A=1\nT={0}\nB=2"),
        ("T=old\r\nB=2\r\n", "T={0}\r\nB=2\r\n"),
        ("export T=old # mine\n", "export T={0}\n"),
        ("  T = 'old'\n", "  T={0}\n"),
        ("# T=old\nTT=x\nMY_T=y\n", "# T=old\nTT=x\nMY_T=y\nT={0}\n"),
        ("T=first\nT=last\n", "T=first\nT={0}\n"),
    ],
)
def test_one_line_is_set_and_no_other_is_touched(before, after):
    wanted = after.format(TOKEN)
    assert token_file.with_token(before, "T", TOKEN) == wanted
    assert token_file.with_token(wanted, "T", TOKEN) == wanted


def test_a_new_file_is_for_its_owner_alone_and_an_old_one_keeps_its_mode(tmp_path):
    new, old = tmp_path / "new", tmp_path / "old"
    old.write_text("T=x\n")
    old.chmod(0o640)
    assert token_file.deliver(str(new), None, TOKEN) and token_file.deliver(str(old), "T", TOKEN)
    assert (new.read_text(), new.stat().st_mode & 0o777) == (TOKEN + "\n", 0o600)
    assert (old.read_text(), old.stat().st_mode & 0o777) == (f"T={TOKEN}\n", 0o640)
    before = os.stat(new).st_mtime_ns
    assert not token_file.deliver(str(new), None, TOKEN) and os.stat(new).st_mtime_ns == before


def test_a_look_changes_nothing_also_without_the_token(tmp_path):
    path = tmp_path / "file"
    assert token_file.deliver(str(path), "T", TOKEN, really=False) and not path.exists()
    assert token_file.deliver(str(path), "T", None, really=False)


@pytest.mark.parametrize(
    ("path", "variable", "token", "words"),
    [
        ("file", "MY-T", TOKEN, "MY-T is not a valid variable name"),
        ("file", "T", "two words", "is not a valid token"),
        ("file", "T", "a\nB=c", "is not a valid token"),
        ("file", "T", None, "There is no token"),
        ("", "T", TOKEN, "is a folder"),
        ("nowhere/file", "T", TOKEN, "folder of .*nowhere/file does not exist"),
    ],
)
def test_what_cannot_be_is_said_and_the_token_is_not(tmp_path, path, variable, token, words):
    with pytest.raises(HostError, match=words) as caught:
        token_file.deliver(str(tmp_path / path), variable, token)
    assert not token or token not in str(caught.value)
    assert not list(tmp_path.iterdir())


def _rights(path):
    found = path.stat()
    return found.st_mode & 0o7777, found.st_uid, found.st_gid


@as_root
def test_owner_and_mode_come_with_the_content(tmp_path):
    path = tmp_path / "file"
    rights = token_file.Rights("nobody", 12345, lambda present: present | 0o040)
    assert token_file.deliver(str(path), "T", TOKEN, rights=rights)
    assert _rights(path) == (0o640, THEIRS, 12345)
    inode = path.stat().st_ino
    assert not token_file.deliver(str(path), "T", TOKEN, rights=rights) and path.stat().st_ino == inode
    more = token_file.Rights(mode=lambda _present: 0o600)
    assert token_file.deliver(str(path), "T", TOKEN, False, more) and _rights(path) == (0o640, THEIRS, 12345)
    assert token_file.deliver(str(path), "T", TOKEN, True, more) and _rights(path) == (0o600, THEIRS, 12345)


@as_root
@pytest.mark.parametrize("kind", ["symbolic", "hard"])
def test_no_file_of_roots_is_given_away_over_a_link_of_the_reader(tmp_path, kind):
    secret = tmp_path / "secret"
    secret.write_text("root's secret\n")
    secret.chmod(0o600)
    (tmp_path / "home").mkdir()
    os.chown(tmp_path / "home", THEIRS, THEIRS)
    link = tmp_path / "home" / "airflow.env"
    rights = token_file.Rights("nobody", None, lambda _present: 0o644)
    if kind == "symbolic":
        link.symlink_to(secret)
        os.chown(link, THEIRS, THEIRS, follow_symlinks=False)
        with pytest.raises(HostError, match="which is not theirs"):
            token_file.deliver(str(link), None, TOKEN, rights=rights)
    else:
        os.link(secret, link)
        token_file.deliver(str(link), None, TOKEN, rights=rights)
        assert _rights(link) == (0o644, THEIRS, 0) and link.read_text() == TOKEN + "\n"
    assert (secret.read_text(), _rights(secret)) == ("root's secret\n", (0o600, 0, 0))


@pytest.mark.parametrize(
    ("rights", "words"),
    [
        (token_file.Rights(owner="no-such-user"), "The host has no user no-such-user"),
        (token_file.Rights(group="no-such-group"), "The host has no group no-such-group"),
    ],
)
def test_a_user_or_group_that_the_host_does_not_have_is_said_before_anything_is_written(tmp_path, rights, words):
    with pytest.raises(HostError, match=words):
        token_file.deliver(str(tmp_path / "file"), None, TOKEN, rights=rights)
    assert not list(tmp_path.iterdir())


@as_root
def test_another_user_gives_a_file_to_a_group_of_theirs_and_to_nobody_else():
    def deliver(path, **given):
        try:
            return token_file.deliver(path, None, TOKEN, rights=token_file.Rights(**given)) and _rights(Path(path))
        except HostError as error:
            return error.option

    with users.open_folder() as folder:
        os.chown(folder, THEIRS, THEIRS)
        path = str(folder / "file")
        asked = ({"owner": 0}, {"group": 0}, {"owner": THEIRS, "group": THEIRS})
        done = users.run_as(THEIRS, lambda: [deliver(path, **given) for given in asked])
        assert done == ["owner", "group", [0o600, THEIRS, THEIRS]]


@as_root
@pytest.mark.parametrize("kind", ["directory", "fifo", "socket", "loop", "device", "huge"])
def test_what_is_in_the_place_of_the_file_is_an_error_at_once(tmp_path, kind):
    path = tmp_path / "file"
    ODD_FILES[kind][0](path)
    with at_once(), pytest.raises(HostError, match=str(path)):
        token_file.deliver(str(path), "T", TOKEN)
    assert len(list(tmp_path.iterdir())) == 1
