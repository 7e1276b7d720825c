# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token in somebody else's file: one line of it, and nothing else."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import token_file
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError

TOKEN = "eyJh.eyJz.c2ln-_"


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
