# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule fires where it must and stays silent near by; the cases are in tests/support/rule_cases."""

import datetime
import re

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.settings import parse
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules import RULES, case_of
from examples import EXAMPLES, SECRET, example
from rule_cases import PLAN_TABLE, TABLE


def name(row):
    return f"{row.rule}-{row.severity}-{row.base}-{row.option[7:]}"


def findings(row, changes):
    made = plan.make(example(row.base, **changes))
    return [
        finding
        for finding in made.findings
        if (finding.rule, finding.severity) == (row.rule, row.severity) and finding.option == row.option
    ]


@pytest.mark.parametrize("row", [*TABLE, *PLAN_TABLE], ids=name)
def test_a_rule_fires_and_names_the_option_and_what_to_do(row):
    found = findings(row, row.fires)
    assert found
    for finding in found:
        assert finding.fix.endswith((".", "!", "?"))
        assert finding.message.endswith(".")
        assert row.option in finding.message + finding.fix


@pytest.mark.parametrize("row", [*TABLE, *PLAN_TABLE], ids=name)
def test_a_rule_stays_silent_near_by(row):
    assert findings(row, row.quiet) == []


def said(base, changes):
    """{(rule, severity, option)} of what is said, infos left out."""
    found = plan.make(example(base, **changes)).findings
    return {(finding.rule, finding.severity, finding.option) for finding in found if finding.severity != "info"}


@pytest.mark.parametrize("row", [row for row in [*TABLE, *PLAN_TABLE] if row.severity == "error"], ids=name)
def test_nothing_is_said_that_follows_from_the_error(row):
    beside = said(row.base, row.quiet) | said(row.base, {})
    assert {found[0] for found in said(row.base, row.fires) - beside} == {row.rule, *row.more}


def fired(row):
    """The rules of the row's id that fire, as places in the register."""
    variables = example(row.base, **row.fires)
    settings = parse(variables).settings
    case = case_of(settings, PROVIDERS[settings.provider], plan.release_of(settings), datetime.date.today())
    return {place for place, rule in enumerate(RULES) if rule.id == row.rule and rule.findings(case)}


def test_every_rule_has_a_case():
    covered = set().union(*(fired(row) for row in TABLE))
    missing = [rule.check.__name__ for place, rule in enumerate(RULES) if place not in covered]
    assert missing == ["certificate_ends"], "the one that is left has a test of its own below"


@pytest.mark.parametrize(
    ("days", "severity", "text"),
    [
        (31, None, ""),
        (30, "warning", "ends in 30 days"),
        (0, "warning", "ends in 0 days"),
        (-1, "error", "expired on"),
    ],
)
def test_a_certificate_is_judged_by_the_day(days, severity, text):
    variables = EXAMPLES["saml"]
    ends = datetime.date(2126, 1, 1)
    found = re.search(r"expired on (\S+):", plan.make(variables, today=datetime.date(2999, 1, 1)).findings[0].message)
    ends = datetime.date.fromisoformat(found.group(1))
    made = plan.make(variables, today=ends - datetime.timedelta(days=days))
    found = [finding for finding in made.findings if finding.rule == "SAML-01"]
    assert [finding.severity for finding in found] == ([severity] if severity else [])
    assert all(text in finding.message for finding in found)


def test_a_certificate_of_the_future_does_not_count_yet():
    made = plan.make(EXAMPLES["saml"], today=datetime.date(2020, 1, 1))
    assert [finding.rule for finding in made.errors] == ["SAML-01"]


@pytest.mark.parametrize("row", [row for row in TABLE if row.severity != "info"], ids=name)
def test_no_finding_shows_a_secret(row):
    found = plan.make(example(row.base, **row.fires)).findings
    assert found
    for finding in found:
        assert SECRET not in finding.message + finding.fix


def test_a_rule_that_is_ignored_is_not_reported():
    variables = example("okta", max_age=0)
    assert "FLOW-12" in [finding.rule for finding in plan.make(variables).findings]
    assert "FLOW-12" not in [
        finding.rule for finding in plan.make({**variables, "om_sso_ignore_rules": {"FLOW-12": "policy"}}).findings
    ]
