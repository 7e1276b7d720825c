# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the chart gives the server by the real helm, and what the collection reads from the values alone."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import effective_config, shipped_yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import chart_process, chart_schema, values_yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import values as chart_values
from functional.helm_chart.conftest import real_charts
from helm_chart import cases, cluster, verdicts

NO_CHART = pytest.param(
    None, None, marks=[pytest.mark.optional, pytest.mark.skip(reason="OM_SSO_CHART_DIR names no chart of OpenMetadata")]
)
CHARTS = [pytest.param(*each, id=each[0]) for each in real_charts()] or [NO_CHART]


def differing(helm, chart, release, values, folder, names=None):
    """{variable: (as read from the values, as it arrives)} where they differ; what Secrets hold is not compared."""
    file = folder / "values.yaml"
    file.write_text(json.dumps(values), encoding="utf-8")
    environment = cluster.environment(cluster.template(helm, chart, file), {})
    given = chart_process.of(values_yaml.marked(values, "values.yaml"), release)
    texts = {name: value.text for name, value in given.process.environment.items()}
    ours, theirs = in_effect(texts, release), in_effect(environment, release)
    # sessionExpiry came with 1.8.2, went with 1.8.3 and came again: until 1.8.4 extraEnvs carries it.
    unsteady = {"OIDC_SESSION_EXPIRY"} if release == "1.8.2" else set()
    compared = set(ours if names is None else names) & set(ours) - set(given.kept) - {"OIDC_CLIENT_ID"} - unsteady
    assert compared
    return {
        name: (ours[name], theirs[name])
        for name in compared
        if not effective_config.equal(name, ours[name], theirs[name])
    }


def in_effect(texts, release):
    """What the server reads."""
    yaml = shipped_yaml.text(release, chart_process.SECTIONS)
    return effective_config.effective(effective_config.Server(yaml, texts, None, release)).values


@pytest.mark.parametrize("case", cases.PROVIDER_CASES, ids=lambda case: case.name)
def test_the_values_of_a_plan_arrive_as_they_are_read(case, helm, minimal, tmp_path):
    plan = case.plan(chart_schema.NEWEST)
    names = {entry.name for entry in plan.environment}
    values = chart_values.render(plan).values
    assert differing(helm, minimal(), chart_schema.NEWEST, values, tmp_path, names) == {}


@pytest.mark.parametrize(("release", "chart"), CHARTS)
def test_any_values_arrive_through_openmetadata_s_own_chart_as_they_are_read(release, chart, helm, tmp_path):
    for values in verdicts.right_values(chart_schema.of((release,)), 3, 10):
        assert (values, differing(helm, chart, release, values, tmp_path)) == (values, {})
