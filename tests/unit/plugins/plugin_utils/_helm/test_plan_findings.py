# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings of a plan for Kubernetes: names, and values files on the controller."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import plan_findings
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from examples import example


def found(**changes):
    """(id, option) of the findings of a plan for Kubernetes that the chart adds."""
    made = planner.make(example("okta", **{"deployment": "kubernetes", **changes}))
    return {(finding.rule, finding.option) for finding in plan_findings.judged(made).findings}


@pytest.mark.parametrize("option", ["kubernetes_secret", "kubernetes_namespace"])
def test_a_name_that_kubernetes_refuses_is_a_finding(option):
    assert ("HELM-03", f"om_sso_{option}") in found(**{option: "Open_Metadata"})
    assert "HELM-03" not in {rule for rule, _option in found(**{option: "open-metadata"})}


@pytest.mark.parametrize(("content", "rule"), [(b"a: [", "HELM-02"), (b"\xff", "HELM-02"), (b"a: b", None)])
def test_a_values_file_that_is_not_yaml_is_a_finding(tmp_path, content, rule):
    path = tmp_path / "values.yml"
    path.write_bytes(content)
    rules = {rule_id for rule_id, _option in found(helm_values_files=[str(path)])}
    assert ("HELM-02" in rules) == (rule == "HELM-02")


def test_a_values_file_that_is_missing_is_a_finding(tmp_path):
    path = str(tmp_path / "missing.yml")
    assert ("HELM-02", "om_sso_helm_values_files") in found(helm_values_files=[path])
