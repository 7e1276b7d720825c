# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of a parent chart are recognised, and those of the chart itself are not taken for one."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import parent_chart, values_yaml

CONFIG = "{config: {authentication: {provider: okta}}}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"openmetadata: {CONFIG}", None),
        (f"openmetadata: {{openmetadata: {CONFIG}}}", "openmetadata"),
        (f"catalog: {{openmetadata: {CONFIG}, replicaCount: 2}}", "catalog"),
        (f"mysql: {{enabled: true}}\nmetadata: {{openmetadata: {CONFIG}}}", "metadata"),
        ("openmetadata: {extraEnvs: []}", None),
        ("openmetadata: {enabled: true, replicaCount: 2}", "openmetadata"),
        ("openmetadata: {image: {tag: 2.0.3}}\nopenmetadata-dependencies: {enabled: true}", "openmetadata"),
        ("openmetadata: {persistence: {}}\nmysql: {}", None),
        ("openmetadata: {config: {openmetadata: {port: 8585}}}", None),
        ("", None),
        ("openmetadata: null", None),
    ],
)
def test_the_name_below_which_a_parent_has_the_values(text, name):
    assert parent_chart.name_in(values_yaml.read(text, "values.yaml")) == name


def test_the_values_below_the_name():
    values = values_yaml.read(f"catalog: {{openmetadata: {CONFIG}, replicaCount: 2}}\nother: 1", "values.yaml")
    assert set(parent_chart.below(values, "catalog").value) == {"openmetadata", "replicaCount"}
    assert parent_chart.below(values, "nothing").value == {}
    assert parent_chart.below(values, None) is values
