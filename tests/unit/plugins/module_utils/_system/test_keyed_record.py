# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records count only when a run of this host wrote them; what does not count is said and set aside, never lost."""

import json
import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import keyed_record
from lab.odd_files import ODD_FILES

FORM = {"a": (str,), "n": (int, type(None))}
DATA = {"a": "x", "n": 1}


@pytest.fixture
def record(tmp_path):
    keyed_record.key_of(str(tmp_path), True)
    return keyed_record.Record(str(tmp_path), "r.json", lambda data: keyed_record.wrong_form(data, FORM))


def test_the_key_of_a_host_is_made_once_and_kept_to_itself(tmp_path):
    first = keyed_record.key_of(str(tmp_path), True)
    assert keyed_record.key_of(str(tmp_path), True) == first == keyed_record.key_of(str(tmp_path), False)
    assert len(first) >= 32
    assert oct((tmp_path / "key").stat().st_mode)[-3:] == "600"


def test_reading_makes_no_key(tmp_path):
    assert keyed_record.key_of(str(tmp_path), False) != keyed_record.key_of(str(tmp_path), False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["empty", *(kind for kind in ODD_FILES if kind not in ("binary", "dangling"))])
def test_what_is_not_a_key_is_replaced_by_one(tmp_path, kind):
    put = ODD_FILES[kind][0] if kind in ODD_FILES else lambda path: path.write_bytes(b"")
    put(tmp_path / "key")
    key = keyed_record.key_of(str(tmp_path), True)
    assert len(key) >= 32 and keyed_record.key_of(str(tmp_path), False) == key
    assert kind == "empty" or any(path.name.startswith("key.set-aside-") for path in tmp_path.iterdir())


def test_the_key_of_an_earlier_release_stays(tmp_path):
    (tmp_path / "key").write_text("0123abcd" * 8)
    assert keyed_record.key_of(str(tmp_path), True) == b"0123abcd" * 8


def test_what_was_written_is_read(record):
    record.write(DATA)
    assert (record.read(), record.broken) == (DATA, "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ("", "empty"),
        ("[" * 100000, "not JSON"),
        ("[]", "not a JSON object"),
        ("\udcff\udcfe", "not JSON"),
        (json.dumps(DATA), "not written by the collection on this host"),
        (json.dumps(dict(DATA, keyed_hash="0" * 64)), "not written by the collection on this host"),
        (json.dumps(dict(DATA, keyed_hash=["x"])), "not written by the collection on this host"),
    ],
)
def test_what_another_hand_wrote_does_not_count_and_is_set_aside(record, tmp_path, text, reason):
    (tmp_path / "r.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert record.read() is None and reason in record.broken
    said = record.repair()
    (aside,) = [path for path in tmp_path.iterdir() if ".set-aside-" in path.name]
    assert str(aside) in said and reason in said
    assert aside.read_bytes() == text.encode("utf-8", "surrogateescape")
    assert (record.read(), record.broken, record.repair()) == (None, "", "")


@pytest.mark.parametrize("kind", [kind for kind in ODD_FILES if kind not in ("dangling",)])
def test_whatever_is_in_the_place_of_a_record_is_set_aside(record, tmp_path, kind):
    ODD_FILES[kind][0](tmp_path / "r.json")
    assert record.read() is None and record.broken
    assert record.repair() and not os.path.lexists(record.path)
    record.write(DATA)
    assert record.read() == DATA


def test_a_record_of_another_host_does_not_count(record, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    keyed_record.key_of(str(other), True)
    keyed_record.Record(str(other), "r.json", lambda _data: "").write(DATA)
    (tmp_path / "r.json").write_text((other / "r.json").read_text())
    assert record.read() is None and "not written by the collection on this host" in record.broken


@pytest.mark.parametrize("data", [{}, {"a": "x"}, {"a": 1, "n": 1}, {"a": "x", "n": True}, {"a": None, "n": None}])
def test_another_form_does_not_count(record, data):
    record.write(data)
    assert record.read() is None and record.broken


def test_a_record_of_an_earlier_release_counts_until_it_has_its_hash(tmp_path, record):
    (tmp_path / "key").write_text("0123abcd" * 8)
    (tmp_path / "r.json").write_text(json.dumps(DATA))
    assert record.read() == DATA
    keyed_record.upgrade(str(tmp_path), ("r.json", "nothing.json"))
    assert record.read() == DATA and "keyed_hash" in json.loads((tmp_path / "r.json").read_text())
    (tmp_path / "r.json").write_text(json.dumps(DATA))
    assert record.read() is None, "from then on only with it"
    assert not (tmp_path / "nothing.json").exists()


def test_missing_rights_are_said(record, monkeypatch):
    record.write(DATA)

    def refuse(*_arguments, **_keywords):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(HostError, match="Permission denied"):
        record.read()
