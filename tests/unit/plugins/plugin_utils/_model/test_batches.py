# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches that Ansible would end at with a traceback are findings."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import batches
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.settings import parse


@pytest.mark.parametrize(
    "value", [1, 0, "1", "25%", "100%", [1], [1, "25%"], ["1", "5"], "[1, '25%']", '["10%", 3]', None]
)
def test_numbers_percentages_and_lists_of_them_are_batches(value):
    assert batches.findings({"serial": value}) == []


@pytest.mark.parametrize(
    "value", ["abc", "", -1, "-1", 0.5, "0.5", "25 %", "12.5%", True, [], [1, "x"], {"a": 1}, "[1"]
)
def test_anything_else_is_a_finding(value):
    (finding,) = batches.findings({"serial": value})
    assert (finding.rule, finding.option, finding.severity) == ("OPT-02", "om_sso_serial", "error")
    assert '"om_sso_serial": [1, "25%"]' in finding.fix


@pytest.mark.parametrize(("value", "valid"), [(0, True), (100, True), ("33.3", True), ("25%", False), (101, False)])
def test_a_percentage_of_failures_is_a_number(value, valid):
    assert [found.option for found in batches.findings({"max_fail_percentage": value})] == (
        [] if valid else ["om_sso_max_fail_percentage"]
    )


def test_settings_report_them_whatever_else_is_wrong():
    found = parse({"om_sso_serial": "abc"}).findings
    assert [(one.rule, one.option) for one in found] == [("OPT-02", "om_sso_serial"), ("OPT-03", "om_sso_provider")]
