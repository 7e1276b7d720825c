# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan file from one task to the next: planned, read, written, compared, applied."""

import json
import os
import stat

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import clock
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import (
    collection_release,
    open_folders,
    reviewed_plan,
)
from fakes.host_answers import answered

STATE = {"release": "1.9.7", "restart": True}
KEY = "a-key-of-the-reviewers"


@pytest.fixture
def made(acts, tmp_path):
    """`made(...)` runs the tasks of the playbook `plan`; the file is plan.json."""

    def make(predict=True, check_mode=False, **changes):
        variables = {"om_sso_plan_file": str(tmp_path / "plan.json"), "om_sso_plan_file_key": KEY, **changes}
        ids = acts("plan", **variables).result["ids"]
        read = None
        if predict:
            arguments = {"plan": ids["om-1"], "predict": True}
            read = acts("host_access_info", answered(state=STATE), arguments=arguments, **variables)
        return read, acts("plan_file", arguments={"plans": ids}, check_mode=check_mode, **variables)

    return make


@pytest.fixture
def path(tmp_path):
    """The plan file."""
    return tmp_path / "plan.json"


def reviewed(acts, path, **changes):
    """The plan of an apply with the plan file."""
    arguments = {"reviewed": True}
    return acts("plan", arguments=arguments, om_sso_plan_file=str(path), **{"om_sso_plan_file_key": KEY, **changes})


def test_the_host_is_read_and_not_changed(made):
    read, _written = made()
    assert read.sent[0]["verb"] == "predict" and read.sent[0]["review"]["state"] is None
    assert len(read.sent[0]["review"]["key"]) == 64 and KEY not in json.dumps(read.sent)
    assert (read.result["msg"], read.result["changed"]) == ([], False)


def test_the_plan_file_is_private_and_says_what_changes(made, acts, path):
    _read, done = made()
    assert done.result["changes"] is True and "1 of 1 host changes, 1 restarts" in done.said
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    part = json.loads(path.read_text(encoding="utf-8"))["hosts"]["om-1"]
    assert (part["current"], part["changes"], part["restart"], part["files"]) == (STATE, True, True, ["/x"])
    assert (acts.reported()["changes"], acts.reported()["would_restart"]) == (True, True)


def test_without_reading_hosts_it_is_not_known_what_changes(made, path):
    _read, done = made(predict=False, om_sso_plan_read_hosts=False)
    assert done.result["changes"] is None and "1 host, whose current state was not read" in done.said
    assert json.loads(path.read_text(encoding="utf-8"))["hosts"]["om-1"]["current"] is None


def test_no_plan_file_is_written_where_a_host_was_not_read(made, path):
    _read, done = made(predict=False)
    assert done.failure and "No plan file was written, since om-1 could not be read." in done.said
    assert not path.exists()


def test_check_mode_writes_nothing(made, path, tmp_path):
    _read, done = made(check_mode=True, om_sso_plan_markdown=str(tmp_path / "plan.md"))
    assert "  planned     plan file, signed" in done.said and not path.exists() and not (tmp_path / "plan.md").exists()


def test_a_summary_needs_no_plan_file(made, tmp_path):
    _read, done = made(om_sso_plan_file="", om_sso_plan_markdown=str(tmp_path / "plan.md"))
    text = (tmp_path / "plan.md").read_text(encoding="utf-8")
    assert "| om-1 | OpenMetadata" in text and "| yes | yes |" in text and "om-1  1 of 1 host changes" in done.said


def test_a_file_that_cannot_be_written_is_an_error(made, tmp_path):
    (tmp_path / "file").touch()
    _read, done = made(om_sso_plan_file=str(tmp_path / "file" / "plan.json"))
    assert "om_sso_plan_file: could not write" in done.said


def test_what_was_reviewed_is_what_the_host_is_held_to(made, acts, path):
    made()
    planned = reviewed(acts, path)
    assert planned.result["reviewed"] == ["om-1"] and "plan.json  reviewed plan of om-1" in planned.said
    variables = {"om_sso_plan_file": str(path), "om_sso_plan_file_key": KEY}
    for arguments in ({"plan": planned.result["ids"]["om-1"]}, {}):
        done = acts("configuration", answered(), arguments=arguments, **variables)
        assert done.sent[0]["review"]["state"] == STATE and done.result["changed"]
    checked = acts("host_access_info", answered(), **variables)
    assert (checked.sent[0]["verb"], checked.sent[0]["review"]["state"]) == ("predict", STATE)


def test_another_plan_is_refused_on_the_controller(made, acts, path):
    made()
    done = reviewed(acts, path, om_sso_client_id="Another1")
    assert done.failure == "om-1: not the plan that was reviewed; nothing was changed."
    assert '  changes     variables.OIDC_CLIENT_ID is "Another1" instead of' in done.said and "ids" not in done.result
    variables = {"om_sso_plan_file": str(path), "om_sso_plan_file_key": KEY, "om_sso_client_id": "Another1"}
    done = acts("configuration", **variables)
    assert done.failure and "The plan is not the one that was reviewed in plan.json: variables." in done.said


def test_a_host_that_is_not_in_the_file_is_not_touched(made, acts, path):
    made(om_sso_plan_file_key=None)
    text = path.read_text(encoding="utf-8").replace('"om-1"', '"om-9"')
    path.write_text(text, encoding="utf-8")
    assert "It was edited" in reviewed(acts, path, om_sso_plan_file_key=None).said
    made(om_sso_plan_file_key=None)
    hosts = {"om-9": json.loads(path.read_text(encoding="utf-8"))["hosts"]["om-1"]}
    release, now = collection_release.release_of_the_collection(), clock.now()
    text = reviewed_plan.plan_file.write(hosts, reviewed_plan.plan_file.Key(), release, now, 60, True)
    path.write_text(text, encoding="utf-8")
    done = acts("configuration", om_sso_plan_file=str(path))
    assert (done.sent, done.result["changed"], done.failure) == ([], False, "")
    assert "  current     not in plan.json, and not touched" in done.said
    assert acts("host_access_info", om_sso_plan_file=str(path)).sent == []
    assert "is for other hosts than this run: om-9." in reviewed(acts, path, om_sso_plan_file_key=None).said


@pytest.mark.parametrize("arguments", [{"state": "last_good"}, {"rotate_key_pair": True}])
def test_restoring_and_rotating_are_not_reviewed(acts, arguments, path):
    back = answered(when="2026-11-01 10:00:00", served={"provider": "basic", "clientId": ""}, pair=None)
    done = acts("configuration", back, arguments=arguments, om_sso_plan_file=str(path), om_sso_jwt_key_id="2026-11")
    assert done.sent[0]["review"] is None


def odd(kind, path):
    """Something in the place of a plan file."""
    if kind == "a FIFO":
        os.mkfifo(path)
    elif kind == "a directory":
        path.mkdir()
    elif kind == "a link to nothing":
        path.symlink_to(path.with_name("nothing"))
    elif kind == "writable by all":
        path.chmod(0o666)
    elif kind == "bytes":
        path.write_bytes(b"\xff\xfe{}")


ODD = {
    "nothing": "It does not exist.",
    "a FIFO": "it is a FIFO",
    "a directory": "it is a directory",
    "a link to nothing": "It does not exist.",
    "bytes": "It is not a complete JSON document.",
    "writable by all": "Every user may write to it, and it is not signed.",
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_file_is_refused_with_the_reason(made, acts, path, kind):
    if kind == "writable by all":
        made(om_sso_plan_file_key=None)
    odd(kind, path)
    done = reviewed(acts, path, om_sso_plan_file_key=None)
    assert done.failure and ODD[kind] in done.said


def opened(path, place, mode=0o777):
    """Move a plan file into a folder that all may write to, or below one; the path that is given to the run."""
    folder = path.parent / "shared"
    folder.mkdir()
    moved = folder / ("mine" if place == "a folder on the way" else ".") / path.name
    moved.parent.mkdir(exist_ok=True)
    path.rename(moved)
    folder.chmod(mode)
    if place != "the folder behind a link":
        return moved
    path.symlink_to(moved)
    return path


@pytest.mark.parametrize("place", ["the folder", "a folder on the way", "the folder behind a link"])
def test_a_file_in_a_folder_that_all_may_write_to_counts_only_with_a_key(made, acts, path, place):
    made(om_sso_plan_file_key=None)
    given = opened(path, place)
    done = reviewed(acts, given, om_sso_plan_file_key=None)
    assert done.failure and f"Every user may replace it, since all may write to {path.parent}/shared" in done.said
    path.parent.joinpath("shared").chmod(0o755)
    assert reviewed(acts, given, om_sso_plan_file_key=None).failure == ""


def test_a_signed_file_may_be_in_a_folder_that_all_may_write_to(made, acts, path):
    made()
    assert reviewed(acts, opened(path, "the folder")).failure == ""


def test_in_a_folder_with_the_sticky_bit_the_own_file_counts_and_that_of_another_user_does_not(
    made, acts, path, monkeypatch
):
    made(om_sso_plan_file_key=None)
    given = opened(path, "the folder", 0o1777)
    assert reviewed(acts, given, om_sso_plan_file_key=None).failure == ""
    monkeypatch.setattr(open_folders, "_owner", lambda _entry: os.geteuid() + 4711)
    assert "Every user may replace it" in reviewed(acts, given, om_sso_plan_file_key=None).said


def test_a_signed_file_may_be_writable_by_all_since_a_runner_makes_it_so(made, acts, path):
    made()
    path.chmod(0o666)
    assert reviewed(acts, path).failure == ""


def test_a_link_to_the_own_plan_file_is_followed(made, acts, path):
    made()
    link = path.with_name("link.json")
    link.symlink_to(path)
    assert reviewed(acts, link).failure == ""


def test_a_short_key_is_an_error(acts, path):
    done = reviewed(acts, path, om_sso_plan_file_key="short")
    assert done.failure and "om_sso_plan_file_key is shorter than 16 characters" in done.said


def test_predict_needs_a_plan(acts):
    done = acts("host_access_info", arguments={"predict": True})
    assert done.failure and "so it needs plan" in done.said
