# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal: what must be restored is on disk before anything is touched, and can be restored more than once."""

import json
import os
import stat

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import managed_block
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files, keyed_record
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_change import FileChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.journal import Journal
from lab.odd_files import ODD_FILES


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


def changes(*paths):
    """What a run is about to write."""
    return [FileChange(str(path), "changed\n", 0o644) for path in paths]


def test_without_a_run_there_is_no_entry(journal):
    assert journal.interrupted() is None


def test_an_entry_says_what_was_there(journal, state, there):
    journal.begin(changes(*there), True, {"A": "b"})
    entry = Journal(str(state)).interrupted()
    assert (entry["running"], entry["restarted"], entry["rows"]) == (True, False, None)
    assert {kept["path"] for kept in entry["files"]} == {str(path) for path in there}
    assert journal.environment() == {"A": "b"}
    for path in state.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_everything_comes_back(journal, there):
    before = there[0].stat()
    entry = journal.begin(changes(*there), True, None)
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
    entry = journal.begin(changes(*there), True, None)
    files.write(str(there[1]), "changed\n", 0o644)
    (there[1].parent / "of-somebody-else").write_text("x")
    journal.restore(entry)
    assert [path.name for path in there[1].parent.iterdir()] == ["of-somebody-else"]


def test_a_link_comes_back_as_a_link(journal, there):
    link = there[0].with_name("link")
    link.symlink_to("there")
    entry = journal.begin(changes(link), True, None)
    files.write(str(link), "changed\n", 0o644)
    journal.restore(entry)
    assert link.is_symlink() and there[0].read_text() == "old\n"


def test_a_way_back_that_was_killed_can_be_gone_again(journal, there, monkeypatch):
    second = there[0].with_name("second")
    second.write_text("second\n")
    entry = journal.begin(changes(second, there[0]), True, None)
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
    entry = journal.begin(changes(there[0]), True, None)
    left = there[0].with_name(files.TEMPORARY + "0123456789abcdef.tmp")
    left.write_text("a secret")
    journal.restore(entry)
    assert not left.exists()


def test_a_closed_journal_leaves_nothing(journal, state, there):
    entry = journal.begin(changes(*there), True, None)
    journal.restarting(entry)
    journal.keep_rows(entry, "rows: {}")
    assert journal.interrupted()["restarted"] is True and journal.rows() == "rows: {}"
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
        journal.begin(changes(there[0]), True, {"SECRET": "x"})
    assert list(state.iterdir()) == []


def test_originals_of_an_earlier_run_are_not_mixed_up(journal, state, there):
    (state / "originals").mkdir()
    (state / "originals" / "0").write_text("of an earlier run")
    entry = journal.begin(changes(there[0]), True, None)
    assert [(state / "originals" / kept["original"]).read_text() for kept in entry["files"]] == ["old\n"]
    assert json.loads((state / "journal.json").read_text()) == entry
    assert os.listdir(state / "originals").count("0") == 1


def entry_of(there, **changes):
    """A valid entry about one file."""
    kept = {"path": str(there[0]), "original": "0", "mode": 0o600, "uid": 0, "gid": 0, "planned": None, "block": False}
    entry = {"started": "2026-11-28 11:20:00", "running": True, "restarted": False, "rows": None, "files": [kept]}
    return {**entry, **changes}


BROKEN = {
    "no-files": {"files": None},
    "a-file-without-form": {"files": ["x"]},
    "a-file-without-path": {"files": [{"original": None, "folders": []}]},
    "a-mode-in-words": {"files": [{"path": "/x", "original": "0", "mode": "0600", "uid": 0, "gid": 0}]},
    "running-in-words": {"running": "yes"},
    "started-as-number": {"started": 1},
}


@pytest.mark.parametrize("changes", BROKEN.values(), ids=BROKEN)
def test_a_journal_of_another_form_is_set_aside_with_its_originals(journal, state, there, changes):
    (state / "originals").mkdir()
    (state / "originals" / "0").write_text("of an earlier run")
    journal.record.write(entry_of(there, **changes))
    assert journal.interrupted() is None
    said = journal.repair()
    assert "journal.json does not count: " in said and "was not restored" in said
    names = sorted(path.name.split(".set-aside")[0] for path in state.iterdir())
    assert names == ["journal.json", "originals"] and all(".set-aside-" in path.name for path in state.iterdir())
    assert journal.repair() == "" and journal.interrupted() is None


def test_a_journal_that_names_another_file_does_not_count(state, there):
    journal = Journal(str(state), lambda path: path == str(there[0]))
    journal.record.write(entry_of(there))
    assert journal.interrupted() is not None
    journal.record.write(entry_of((there[0].with_name("shadow"),)))
    assert journal.interrupted() is None and "which is not a file of this deployment" in journal.record.broken


def test_a_forged_journal_does_not_count(state, there):
    keyed_record.key_of(str(state), True)
    journal = Journal(str(state))
    (state / "journal.json").write_text(json.dumps(entry_of(there)))
    assert journal.interrupted() is None


def test_a_file_that_is_as_before_is_not_touched(journal, there, monkeypatch):
    entry = journal.begin(changes(there[0]), True, None)
    monkeypatch.setattr(files, "move", lambda *_arguments: pytest.fail("it cannot be changed, and need not be"))
    assert journal.restore(entry) == []


def test_what_somebody_changed_since_is_kept_beside(journal, there):
    entry = journal.begin(changes(there[0]), True, None)
    there[0].write_text("of the operator\n")
    (note,) = journal.restore(entry)
    (beside,) = [path for path in there[0].parent.iterdir() if path != there[0]]
    assert there[0].read_text() == "old\n" and beside.read_text() == "of the operator\n"
    assert str(beside) in note and "was changed since" in note and stat.S_IMODE(beside.stat().st_mode) == 0o600


def with_block(own, block):
    return managed_block.replaced(own, block)


@pytest.mark.parametrize("before", ["A=1\n", with_block("A=1\n", "old\n")])
@pytest.mark.parametrize("written", [True, False], ids=["written", "not yet written"])
def test_lines_of_the_operators_are_merged(journal, there, before, written):
    there[0].write_text(before)
    planned = with_block("A=1\n", "new\n")
    entry = journal.begin([FileChange(str(there[0]), planned, 0o640)], True, None)
    there[0].write_text((planned if written else before).replace("A=1", "A=2\nB=1"))
    (note,) = journal.restore(entry)
    assert there[0].read_text() == before.replace("A=1", "A=2\nB=1")
    assert "its own lines stay as they are now" in note and len(list(there[0].parent.iterdir())) == 1
    assert journal.restore(entry) == [note], "it can be repeated"


def test_a_file_of_the_operators_that_was_made_since_stays_without_our_block(journal, there):
    planned = with_block("", "new\n")
    entry = journal.begin([FileChange(str(there[1]), planned, 0o640)], True, None)
    files.write(str(there[1]), "C=1\n" + planned, 0o600)
    journal.restore(entry)
    assert there[1].read_text() == "C=1\n"


@pytest.mark.parametrize("kind", ["fifo", "directory", "socket", "loop", "device"])
def test_what_took_the_place_of_a_file_is_set_aside(journal, there, kind):
    entry = journal.begin(changes(there[0]), True, None)
    there[0].unlink()
    ODD_FILES[kind][0](there[0])
    (note,) = journal.restore(entry)
    assert there[0].read_text() == "old\n" and "It is now " in note
    assert any(".set-aside-" in path.name for path in there[0].parent.iterdir())


def test_the_originals_of_an_earlier_release_count(journal, state, there):
    entry = journal.begin(changes(there[0]), True, None)
    there[0].write_text("changed\n")
    (kept,) = entry["files"]
    kept["original"] = str(state / "originals" / kept["original"])
    del kept["planned"], kept["block"]
    (state / "originals" / "rows").write_text("---\nauthenticationConfiguration: {}\n")
    journal.record.write(dict(entry, rows=str(state / "originals" / "rows")))
    entry = journal.interrupted()
    assert journal.restore(entry) == [] and there[0].read_text() == "old\n"
    assert (journal.rows(), journal.planned_rows()) == ("---\nauthenticationConfiguration: {}\n", None)
