# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The release that runs against the planned one, and the one that was verified last."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import release_checks as subject


@pytest.mark.parametrize(
    ("planned", "version", "cause"),
    [
        ("1.9", "1.9.7", ""),
        ("1.9.7", "1.9.7", ""),
        (None, "1.9.7", ""),
        ("1.9.6", None, ""),
        ("1.9.6", "1.9.7", "older_planned"),
        ("1.1", "1.12.6", "older_planned"),
        ("1.12", "1.13.0", "older_planned"),
        ("1.12.14", "2.0.1-SNAPSHOT", "older_planned"),
        ("1.9.10", "1.9.7", "newer_planned"),
        ("2.0", "1.12.14", "newer_planned"),
        ("1.13", "1.12.14", "newer_planned"),
        ("1.12", "of-today", "unknown_release"),
    ],
)
def test_the_planned_release_is_compared_with_the_one_that_runs(planned, version, cause):
    assert subject.planned_release(planned, version) == cause


def last_good(version, rows="---"):
    return {"version": version, "rows": rows, "when": "2026-11-28 11:20:00"}


def found(planned, version, record, running=True, replaced=False):
    made = subject.findings(planned, version, running, record, "/state/x", replaced)
    return [(finding.rule, finding.severity) for finding in made]


@pytest.mark.parametrize(
    ("before", "version", "replaced", "expected"),
    [
        ("1.12.6", "1.12.6", False, []),
        ("1.12.6", "1.11.4", False, [("UPG-04", "warning")]),
        ("1.12.6", "1.11.4", True, [("UPG-04", "warning")]),
        ("1.12.6", "2.0.7", False, []),
        ("1.12.6", "2.0.7", True, [("UPG-04", "info")]),
        (None, "1.11.4", False, []),
        ("of-today", "1.11.4", False, []),
        ("1.12.6", "of-today", False, []),
        ("1.12.6", None, False, []),
    ],
)
def test_rows_that_were_verified_with_another_release(before, version, replaced, expected):
    assert found(None, version, last_good(before), replaced=replaced) == expected


def test_rows_that_did_not_decide_are_not_missed():
    assert found(None, "1.8.2", last_good("1.9.7", rows=None)) == [] and found(None, "1.8.2", None) == []


def test_of_a_server_that_does_not_run_only_the_plan_tells_the_release():
    record = last_good("1.12.6")
    assert found("1.11.4", "1.12.6", record, running=False) == [("UPG-04", "warning")]
    assert found("2.0.7", "1.12.6", record, running=False) == [], "it was upgraded while it was stopped"
    assert found(None, "1.12.6", record, running=False) == []


def test_both_say_what_is_wrong():
    assert found("1.12.6", "1.11.4", last_good("1.12.6")) == [("MISC-01", "error"), ("UPG-04", "warning")]
