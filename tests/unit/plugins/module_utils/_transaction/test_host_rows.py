# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stored rows of a release that reads them: changed, restored, left alone."""

import pytest


def test_rows_are_changed_and_the_file_is_written_as_well(newer):
    newer.rows["authenticationConfiguration"]["theirs"] = 1
    result = newer.transaction().apply()
    assert (result.rows, result.rows_decide, result.restarted) == (["provider"], True, True)
    assert newer.rows["authenticationConfiguration"] == {"provider": "auth0", "theirs": 1}
    assert newer.file.read_text() == newer.planned_text


@pytest.mark.parametrize("step", ["restart", "wait"])
def test_rows_are_restored_with_the_file(newer, step):
    newer.failing_once = step
    error = newer.failure()
    assert newer.rows["authenticationConfiguration"]["provider"] == "basic" and newer.provider == "basic"
    assert "The old files and stored rows are back" in error.more["outcome"]


def test_rows_that_are_ignored_are_neither_read_nor_written(newer):
    result = newer.transaction(stored_configuration="ignore").apply()
    assert not [step for step in newer.steps if step.startswith("rows")]
    assert any("left alone as asked" in note for note in result.notes)
    assert newer.rows["authenticationConfiguration"]["provider"] == "basic"


def test_a_server_that_did_not_run_is_started_and_its_rows_are_changed_then(newer):
    newer.is_running = False
    newer.file.write_text("AUTHENTICATION_PROVIDER='basic'\n")
    result = newer.transaction().apply()
    assert newer.is_running and newer.rows["authenticationConfiguration"]["provider"] == "auth0"
    assert result.rows_decide and newer.steps.count("restart") == 2


def test_a_replica_with_older_rows_is_restarted(newer):
    """Another replica has written the rows, and this one was not restarted since."""
    newer.transaction().apply()
    newer.served_rows = {"authenticationConfiguration": {"provider": "basic"}}
    newer.steps.clear()
    result = newer.transaction().apply()
    assert (result.stale, result.restarted, newer.provider) == (True, True, "auth0")


def test_the_export_of_the_rows_is_kept_where_that_is_asked_for(newer):
    newer.transaction(keep_export=True).apply()
    (export,) = (newer.state / "exports").iterdir()
    assert "provider: basic" in export.read_text().replace('"', "") and export.stat().st_mode & 0o777 == 0o600
