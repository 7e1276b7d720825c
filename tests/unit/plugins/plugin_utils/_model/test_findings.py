# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings: their order, their number, their line."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.findings import Finding, count, errors, in_order


def finding(severity, rule="A-1"):
    return Finding(rule, severity, "om_sso_x", "om_sso_x is wrong.", "Set it.")


def test_errors_come_first_and_each_finding_once():
    found = [finding("info"), finding("warning"), finding("error", "B-2"), finding("warning"), finding("error", "A-1")]
    assert [(one.severity, one.rule) for one in in_order(found)] == [
        ("error", "B-2"),
        ("error", "A-1"),
        ("warning", "A-1"),
        ("info", "A-1"),
    ]


def test_only_errors_are_errors():
    assert errors([finding("info"), finding("error"), finding("warning")]) == [finding("error")]


@pytest.mark.parametrize(
    ("severities", "words"),
    [
        ([], ""),
        (["info"], ""),
        (["error"], "1 error"),
        (["warning", "error", "error"], "2 errors, 1 warning"),
        (["warning"] * 2, "2 warnings"),
    ],
)
def test_a_count_in_words(severities, words):
    assert count([finding(severity) for severity in severities]) == words


def test_a_finding_is_one_line_with_columns():
    assert finding("warning", "FLOW-12").line() == "WARNING  FLOW-12  om_sso_x is wrong. Set it."
    assert finding("error")._replace(fix="").line() == "ERROR    A-1      om_sso_x is wrong."
