# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A chart that cannot be used is named with the next one that can."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import chart_faults, chart_schema, plan_findings
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from examples import example


def planned(version):
    """(id, severity) of the findings about the chart in a plan for Kubernetes."""
    made = planner.make(example("okta", deployment="kubernetes", openmetadata_version=version))
    findings = plan_findings.judged(made).findings
    return [(finding.rule, finding.severity) for finding in findings if finding.rule == "HELM-08"]


def test_every_fault_is_of_a_known_chart_and_the_next_chart_has_none():
    for version, fault in chart_faults.FAULTS.items():
        after = chart_schema.VERSIONS[chart_schema.VERSIONS.index(version) + 1]
        assert fault.fixed == after and after not in chart_faults.FAULTS


@pytest.mark.parametrize(("version", "found"), [("1.11.0", [("HELM-08", "warning")]), ("1.11.1", []), (None, [])])
def test_a_plan_for_the_release_of_such_a_chart_says_so(version, found):
    assert planned(version) == found


def test_a_change_with_such_a_chart_is_an_error_that_names_the_fixed_one():
    (finding,) = chart_faults.of_chart("1.11.0")
    assert finding.severity == "error"
    assert finding.message.startswith("The chart 1.11.0 cannot be installed: AI_PLATFORM_ENABLED of its Secret ")
    assert finding.fix.startswith("Upgrade the release to the chart 1.11.1 first")
    assert chart_faults.of_chart("1.13.1") == chart_faults.of_chart(None) == []
