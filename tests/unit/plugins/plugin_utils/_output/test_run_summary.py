# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How each host was left, in the last lines of a run."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import run_summary


def entry(verb, check_mode=False, report=(), **hosts):
    return {"verb": verb, "check_mode": check_mode, "report": list(report), "hosts": hosts}


PLANNED = entry("plan", a="planned", b="planned", c="planned", d="planned", e="planned")


def test_each_host_is_told_by_its_last_result_and_the_report_is_named():
    run = [
        PLANNED,
        entry("preflight", a="planned", b="planned"),
        entry("sso", a="changed", report=["/r.json"]),
        entry("sso", b="unchanged", report=["/r.json"]),
        entry("sso", c="restored"),
        entry("sso", d="unreachable"),
    ]
    assert run_summary.lines(run) == [
        "SUMMARY",
        "  changed     1 of 5: a",
        "  unchanged   1 of 5: b",
        "  restored    1 of 5: c",
        "  unreachable 1 of 5: d",
        "  not touched 1 of 5: e",
        "  report      /r.json",
    ]


def test_a_plan_that_fails_names_the_hosts_that_it_is_about():
    run = [entry("plan", a="planned", b="failed")]
    assert run_summary.lines(run) == ["SUMMARY", "  failed      1 of 2: b", "  not touched 1 of 2: a"]


def test_a_host_without_an_error_counts_where_no_task_says_more_of_it():
    run = [entry("", a="passed"), entry("", b="failed"), entry("", c="passed"), entry("plan", c="planned")]
    expected = ["SUMMARY", "  no error    1 of 3: a", "  failed      1 of 3: b", "  not touched 1 of 3: c"]
    assert run_summary.lines(run) == run_summary.lines([*run, entry("", b="passed", c="passed")]) == expected


def test_what_failed_before_is_not_taken_back_by_a_plan():
    assert "  failed      1 of 2: a" in run_summary.lines(
        [entry("sso", a="failed", b="changed"), entry("plan", a="planned")]
    )


def test_check_mode_only_plans():
    assert "  planned     2 of 2: a, b" in run_summary.lines([entry("sso", True, a="changed", b="changed")])


@pytest.mark.parametrize(
    "run",
    [
        [],
        [entry("sso", a="changed")],
        [PLANNED],
        [entry("verify", a="unchanged", b="unchanged")],
        [entry("audit", a="audited", b="audited")],
        [entry("", a="passed", b="passed")],
    ],
    ids=["nothing", "one host", "a plan", "nothing differs", "all audited", "no error"],
)
def test_a_run_that_says_it_all_has_no_summary(run):
    assert run_summary.lines(run) == []


def test_all_that_failed_are_named_and_of_the_others_some():
    hosts = {f"om-{number}": "failed" if number < 50 else "changed" for number in range(100)}
    failed, changed = run_summary.lines([entry("sso", **hosts)])[2:0:-1]
    assert failed.endswith("om-49") and changed.endswith("om-59 and 40 more")
