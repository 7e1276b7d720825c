# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each trap of the chart is found where it is, and only there."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import (
    chart_faults,
    schema_findings,
    values,
    values_files,
    values_findings,
)
from rule_cases.helm_values import GOOD, MUST_FIRE, MUST_NOT_FIRE, REFERENCE, TABLE, changed


def of(texts, version=None, **more):
    """The findings; those of the chart and its schema too where its version is given."""
    files = values_files.of_texts(texts)
    of_schema = [*chart_faults.findings(version), *schema_findings.of(files.merged, version)] if version else []
    return values_findings.of(files, **more) + of_schema


def found(text, **more):
    return {finding.rule for finding in of([("values.yaml", text)], **more)}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in MUST_FIRE.items() for text in texts])
def test_fires(rule, text):
    assert rule in found(text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in MUST_NOT_FIRE.items() for text in texts])
def test_does_not_fire(rule, text):
    assert rule not in found(text)


def test_our_part_on_top_heals_what_the_merge_decides():
    ours = values_findings.parsed(GOOD)
    assert (
        found("openmetadata: {config: {authentication: {clientType: confidential, provider: azure}}}", ours=ours)
        == set()
    )


def test_our_part_on_top_does_not_heal_a_secret_in_clear_text():
    assert found(changed((REFERENCE, "clientSecret: canary")), ours=values_findings.parsed(GOOD)) == {"ENV-19"}


def test_a_changed_secret_of_the_operators_own_does_not_restart_the_pods():
    assert "ENV-17" in found(GOOD, references=["openmetadata-sso"])


@pytest.mark.parametrize(
    "more",
    [
        f"podAnnotations: {{{values.CHECKSUM}: 01234567}}",
        "deploymentAnnotations: {reloader.stakater.com/auto: 'true'}",
        "podAnnotations: {secret.reloader.stakater.com/reload: openmetadata-sso}",
    ],
)
def test_something_restarts_the_pods(more):
    assert "ENV-17" not in found(GOOD + more, references=["openmetadata-sso"])


def test_there_is_no_secret_to_restart_for():
    assert "ENV-17" not in found(GOOD)


def test_a_variable_of_the_plan_is_in_the_operators_extra_envs_too():
    assert "HELM-01" in found(changed(("name: TZ", "name: OIDC_SCOPE")), planned=["OIDC_SCOPE"])
    assert "HELM-01" not in found(GOOD, planned=["OIDC_SCOPE"])


def test_a_later_values_file_wins_and_null_removes():
    texts = [("a", GOOD), ("b", "openmetadata: {config: {authentication: {oidcConfiguration: {enabled: false}}}}")]
    assert {finding.rule for finding in of(texts)} == {"FLOW-04"}
    assert {finding.rule for finding in of([*texts, ("c", "openmetadata: {config: {authentication: null}}")])} == set()


@pytest.mark.parametrize("text", [text for texts in MUST_FIRE.values() for text in texts])
def test_no_finding_holds_a_secret(text):
    assert "canary" not in str(of([("values.yaml", text)]))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.rule)
def test_the_example_of_a_page_fires_and_the_right_one_does_not(row):
    assert row.rule in found(row.fires, **row.context)
    assert row.rule not in found(row.quiet, **row.quiet_context)


def test_every_check_is_tested():
    assert {check.id for check in values_findings.CHECKS} <= {row.rule for row in TABLE}
