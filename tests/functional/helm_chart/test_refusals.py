# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real helm and the collection refuse the same values, by the schemas of the chart."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import chart_schema, schema_check, values_yaml
from functional.helm_chart.conftest import real_charts
from helm_chart import schema_facts, verdicts

NO_CHART = pytest.param(
    None, None, marks=[pytest.mark.optional, pytest.mark.skip(reason="OM_SSO_CHART_DIR names no chart of OpenMetadata")]
)
CHARTS = [pytest.param(*each, id=each[0]) for each in real_charts()] or [NO_CHART]
COUNT = 20


def differing(helm, chart, version, seed):
    """The values on which helm and the collection differ, with both answers."""
    root = chart_schema.of((version,))
    found = []
    for values in verdicts.variations(root, seed, COUNT):
        given = values_yaml.marked(values, "values.yaml")
        ours = sorted(f"{'.'.join(one.path)}: {one.why}" for one in schema_check.refusals(given, root))
        theirs = verdicts.refused(helm, chart, values)
        if ours != theirs:
            found.append((values, ours, theirs))
    return found


@pytest.mark.parametrize("version", ["1.8.0", "1.9.14", "1.11.7", "1.12.2", "1.13.1"])
def test_helm_refuses_the_same_with_the_known_schema(version, helm, tmp_path):
    chart = verdicts.stand_in(tmp_path / "openmetadata", chart_schema.of((version,)), version)
    assert differing(helm, chart, version, 7) == []


@pytest.mark.parametrize(("version", "chart"), CHARTS)
def test_helm_refuses_the_same_with_openmetadata_s_own_chart(version, chart, helm):
    assert differing(helm, chart, version, 11) == []


@pytest.mark.parametrize(("version", "chart"), CHARTS)
def test_the_known_keys_are_those_of_openmetadata_s_own_chart(version, chart):
    facts = schema_facts.facts_of(chart)
    assert flattened(chart_schema.of((version,)), ()) == {path: sorted(words(text)) for path, text in facts.items()}


def flattened(node, path):
    """{path: sorted words of its line} of a tree."""
    found = {}
    for name, below in node.keys.items():
        kinds = below.types - {"object"} | (
            {"closed" if below.closed else "open"} if "object" in below.types else set()
        )
        said = [*kinds, *below.choices, *below.required, *[str(below.least)] * bool(below.least)]
        found[(*path, name)] = sorted([*said, *["unset"] * below.unset])
        found.update(flattened(below, (*path, name)))
    return found


def words(text):
    """The types, choices and other words of a line of facts."""
    for word in text.split():
        yield from word.lstrip("=!>").replace("|", ",").split(",")
