# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which findings count, and in what order."""

import pathlib

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import findings

ERROR = findings.Finding("ENV-25", "error", "/x:3", "/x:3 sets A.", "Remove the line.")
WARNING = findings.Finding("OPT-04", "warning", "om_sso_x", "om_sso_x has no effect.", "Remove it.")
INFO = findings.Finding("ADO-03", "info", "rows", "They differ.", "")


@pytest.mark.parametrize(
    ("rule", "ignore_rules", "expected"),
    [
        ("URL-12", {"URL-12": "policy"}, True),
        ("URL-12", ["URL-12"], True),
        ("URL-12", {"URL-1": "policy"}, False),
        ("URL-12", {}, False),
        ("URL-12", None, False),
        ("OPT-02", {"OPT-02": "policy"}, False),
    ],
)
def test_a_rule_is_ignored_unless_it_is_about_the_variables_themselves(rule, ignore_rules, expected):
    assert findings.is_ignored(rule, ignore_rules) is expected


def test_findings_that_are_not_ignored_count():
    ignored = {"ENV-25": "policy", "OPT-04": "policy"}
    assert findings.without_ignored([ERROR, WARNING, INFO], ignored) == [WARNING, INFO]
    assert findings.without_ignored([ERROR], None) == [ERROR]


def test_errors_come_first_and_each_finding_once():
    assert findings.in_order([INFO, WARNING, ERROR, WARNING]) == [ERROR, WARNING, INFO]


def test_errors_and_warnings_are_counted():
    assert findings.count([ERROR, ERROR, WARNING, INFO]) == "2 errors, 1 warning"
    assert findings.count([INFO]) == ""


def test_one_function_decides_what_is_ignored():
    """Nobody else tests a rule against ``om_sso_ignore_rules``."""
    folder = pathlib.Path(findings.__file__).parents[2]
    others = [
        path.name
        for path in folder.rglob("*.py")
        if path.name != "findings.py" and "in (settings.ignore_rules" in path.read_text(encoding="utf-8")
    ]
    assert others == []


def test_a_warning_on_what_has_an_error_is_left_out():
    on_the_line = WARNING._replace(option=ERROR.option)
    assert findings.without_consequences([WARNING, ERROR, on_the_line, INFO]) == [WARNING, ERROR, INFO]
