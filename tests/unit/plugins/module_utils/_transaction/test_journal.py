# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal: what must be restored is on disk before anything is touched, and can be restored more than once."""

import json
import os
import pathlib
import stat

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.journal import Journal


@pytest.fixture
def state(tmp_path):
    folder = tmp_path / "state"
    folder.mkdir()
    return folder


@pytest.fixture
def journal(state):
    return Journal(str(state))


@pytest.fixture
def there(tmp_path):
    """A file that is there, with a mode of its own, and one that is not, in a folder that is not."""
    (tmp_path / "conf").mkdir()
    path = tmp_path / "conf" / "there"
    path.write_text("old\n")
    path.chmod(0o640)
    return path, tmp_path / "drop-in.d" / "new"


def test_without_a_run_there_is_no_entry(journal):
    assert journal.interrupted() is None


def test_an_entry_says_what_was_there(journal, state, there):
    journal.begin([str(path) for path in there], True, {"A": "b"})
    entry = Journal(str(state)).interrupted()
    assert (entry["running"], entry["restarted"], entry["rows"]) == (True, False, None)
    assert {kept["path"] for kept in entry["files"]} == {str(path) for path in there}
    assert journal.environment() == {"A": "b"}
    for path in state.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_everything_comes_back(journal, there):
    before = there[0].stat()
    entry = journal.begin([str(path) for path in there], True, None)
    for path in there:
        files.write(str(path), "changed\n", 0o644)
    journal.restore(entry)
    assert there[0].read_text() == "old\n"
    assert (there[0].stat().st_mode, there[0].stat().st_uid, there[0].stat().st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert not there[1].parent.exists(), "a folder that was made for the file goes with it"


def test_a_folder_that_others_use_meanwhile_stays(journal, there):
    entry = journal.begin([str(path) for path in there], True, None)
    files.write(str(there[1]), "changed\n", 0o644)
    (there[1].parent / "of-somebody-else").write_text("x")
    journal.restore(entry)
    assert [path.name for path in there[1].parent.iterdir()] == ["of-somebody-else"]


def test_a_link_comes_back_as_a_link(journal, there):
    link = there[0].with_name("link")
    link.symlink_to("there")
    entry = journal.begin([str(link)], True, None)
    files.write(str(link), "changed\n", 0o644)
    journal.restore(entry)
    assert link.is_symlink() and there[0].read_text() == "old\n"


def test_a_way_back_that_was_killed_can_be_gone_again(journal, there, monkeypatch):
    second = there[0].with_name("second")
    second.write_text("second\n")
    entry = journal.begin([str(second), str(there[0])], True, None)
    for path in (second, there[0]):
        files.write(str(path), "changed\n", 0o644)
    move, calls = files.move, []
    monkeypatch.setattr(
        files,
        "move",
        lambda *arguments: (
            calls.append(1)
            or (move(*arguments) if len(calls) == 1 else (nothing for nothing in ()).throw(KeyboardInterrupt()))
        ),
    )
    with pytest.raises(KeyboardInterrupt):
        journal.restore(entry)
    monkeypatch.setattr(files, "move", move)
    journal.restore(journal.interrupted())
    assert (second.read_text(), there[0].read_text()) == ("second\n", "old\n")


def test_what_was_not_complete_is_removed_on_the_way_back(journal, there):
    entry = journal.begin([str(there[0])], True, None)
    left = there[0].with_name(files.TEMPORARY + "x")
    left.write_text("a secret")
    journal.restore(entry)
    assert not left.exists()


def test_a_closed_journal_leaves_nothing(journal, state, there):
    entry = journal.begin([str(path) for path in there], True, None)
    journal.restarting(entry)
    journal.keep_rows(entry, "rows: {}")
    assert journal.interrupted()["restarted"] is True and journal.rows(journal.interrupted()) == "rows: {}"
    journal.close()
    assert list(state.iterdir()) == [] and journal.interrupted() is None


def test_a_journal_that_cannot_be_begun_leaves_no_copy_of_a_secret(journal, state, there, monkeypatch):
    write = files.write
    monkeypatch.setattr(
        files,
        "write",
        lambda path, *rest: (
            (nothing for nothing in ()).throw(HostError("Could not write: full"))
            if path == journal.path
            else write(path, *rest)
        ),
    )
    with pytest.raises(HostError):
        journal.begin([str(there[0])], True, {"SECRET": "x"})
    assert list(state.iterdir()) == []


def test_a_broken_journal_is_not_thrown_away(journal, state):
    (state / "journal.json").write_text("{")
    with pytest.raises(HostError) as error:
        journal.interrupted()
    assert error.value.option == str(state / "journal.json")
    assert (state / "journal.json").exists()


def test_originals_of_an_earlier_run_are_not_mixed_up(journal, state, there):
    (state / "originals").mkdir()
    (state / "originals" / "0").write_text("of an earlier run")
    entry = journal.begin([str(there[0])], True, None)
    assert [pathlib.Path(kept["original"]).read_text() for kept in entry["files"]] == ["old\n"]
    assert json.loads((state / "journal.json").read_text()) == entry
    assert os.listdir(state / "originals").count("0") == 1
