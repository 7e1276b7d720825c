# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings of a plan for Kubernetes: names, and values files on the controller."""

import os

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


OIDC = "openmetadata: {config: {authentication: {clientType: confidential, oidcConfiguration: "


def of_text(tmp_path, text, **changes):
    """(id, line) of the errors in a values file."""
    path = tmp_path / "values.yml"
    path.write_text(text, encoding="utf-8")
    options = {"helm_values_files": [str(path)], "openmetadata_version": "1.12.12", **changes}
    made = planner.make(example("okta", deployment="kubernetes", **options))
    return {
        (finding.rule, finding.option.rpartition(":")[2] if ":" in finding.option else finding.message.split(":")[0])
        for finding in plan_findings.judged(made).findings
        if str(path) in finding.option + finding.message
    }


def test_what_the_schema_of_the_chart_refuses_is_a_finding_with_its_line(tmp_path):
    assert of_text(tmp_path, "replicaCount: 1\nopenmetadata: {authentication: {}}") == {("HELM-04", "2")}


def test_a_value_that_ours_replaces_is_not_checked(tmp_path):
    """Helm merges before it checks."""
    assert of_text(tmp_path, "openmetadata: {config: {authorizer: {initialAdmins: jane}}}") == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("openmetadata: {config: {oidcConfiguration: {}}}", "FLOW-04"),
        (OIDC + "{clientSecret: canary}}}}", "ENV-19"),
        (OIDC + "{customParams: {a: b}}}}}", "ENV-10"),
        ("openmetadata: {config: {authentication: {provider: keycloak}}}", "URL-17"),
    ],
)
def test_of_two_rules_that_would_say_the_same_one_speaks(tmp_path, text, rule):
    assert {found_rule for found_rule, _line in of_text(tmp_path, text)} == {rule}


def test_the_values_of_a_parent_chart_are_checked_below_its_name(tmp_path):
    text = (
        "mysql: {}\ncatalog:\n  openmetadata:\n    config:\n      authorizer: {adminPrincipals: [a]}\n  replicaCount: 1"
    )
    assert of_text(tmp_path, text) == {("HELM-07", "2"), ("HELM-04", "5")}


@pytest.mark.parametrize("make", ["mkdir", "mkfifo", "large"])
def test_a_path_that_is_not_a_values_file_is_a_finding_at_once(tmp_path, make):
    path = tmp_path / "values.yml"
    if make == "large":
        with path.open("wb") as stream:
            stream.truncate(100_000_000)
    else:
        getattr(os, make)(path)
    assert "HELM-02" in {rule_id for rule_id, _option in found(helm_values_files=[str(path)])}
