# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every chart is rendered by the real helm for every provider: exactly the charts that are known as faulty are."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import chart_faults, documents
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import planning
from functional.helm_chart.conftest import real_charts
from helm_chart import cases, cluster

NO_CHART = pytest.param(
    None, None, marks=[pytest.mark.optional, pytest.mark.skip(reason="OM_SSO_CHART_DIR names no chart of OpenMetadata")]
)
CHARTS = [pytest.param(*each, id=each[0]) for each in real_charts()] or [NO_CHART]


def rendered(helm, chart, version, case, folder):
    """The objects of a chart with the values of a plan."""
    values = folder / documents.VALUES
    values.write_text(documents.files(case.plan(version), {}, [planning.ROLE_TEMPLATES])[documents.VALUES], "utf-8")
    return cluster.template(helm, chart, values)


@pytest.mark.parametrize(("version", "chart"), CHARTS)
def test_the_charts_that_kubernetes_refuses_are_known(version, chart, helm, tmp_path):
    for case in cases.PROVIDER_CASES:
        refused = cluster.invalid(rendered(helm, chart, version, case, tmp_path))
        known = chart_faults.FAULTS.get(version)
        assert (case.name, bool(refused)) == (case.name, known is not None), refused
        assert known is None or all(word in known.what for word in refused[0]), "the data names what is wrong"


def test_what_kubernetes_refuses_is_seen():
    secret = {"kind": "Secret", "metadata": {"name": "s"}, "data": {"a": "false", "b": "dHJ1ZQ==", "c": True}}
    assert cluster.invalid([secret, {"kind": "Service"}]) == [("s", "a"), ("s", "c")]
