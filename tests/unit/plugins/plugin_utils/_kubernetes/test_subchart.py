# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenMetadata's chart within a parent chart: found by what it runs, and its values go below its name."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import subchart
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.recovery import Recovery

PLATFORM = {"metadata": {"name": "platform"}}
THEIRS = {"catalog": {"replicaCount": 2}, "database": {"size": 5}}


@pytest.fixture
def platform(make_world, tmp_path):
    """A release of a parent chart, which has OpenMetadata's as ``catalog``, and the folder of that chart."""
    world = make_world(subchart="catalog")
    world.core.upgrade(THEIRS)
    folder = tmp_path / "platform"
    folder.mkdir()
    (folder / "Chart.yaml").write_text("name: platform\nversion: 0.1.0\n", encoding="utf-8")
    world.chart = str(folder)
    return world


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("openmetadata/templates/deployment.yaml", ()),
        ("platform/templates/deployment.yaml", ()),
        ("platform/charts/catalog/templates/deployment.yaml", ("catalog",)),
        ("all/charts/platform/charts/catalog/templates/deployment.yaml", ("platform", "catalog")),
        ("platform/charts/charts/templates/deployment.yaml", ("charts",)),
        ("platform/templates/charts/x.yaml", ()),
    ],
)
def test_the_template_of_an_object_says_below_which_keys_the_values_are(source, path):
    assert subchart.path_of(source, PLATFORM) == path


@pytest.mark.parametrize(
    ("dependencies", "path"),
    [
        ([], ()),
        ([{"name": "openmetadata"}, {"name": "mysql"}], ("openmetadata",)),
        ([{"name": "openmetadata", "alias": "catalog"}], ("catalog",)),
        ([{"name": "openmetadata", "alias": "a"}, {"name": "openmetadata", "alias": "b"}], ()),
    ],
)
def test_without_the_notes_of_helm_the_dependencies_say_it(dependencies, path):
    assert subchart.path_of("", {"metadata": {"name": "platform", "dependencies": dependencies}}) == path


def test_values_are_read_and_replaced_below_the_path():
    values = {"a": {"b": {"x": 1}, "other": 2}, "c": 3}
    assert subchart.within(values, ("a", "b")) == {"x": 1}
    assert subchart.within(values, ("c", "b")) == subchart.within(values, ("nothing",)) == {}
    assert subchart.replaced(values, ("a", "b"), {"y": 2}) == {"a": {"b": {"y": 2}, "other": 2}, "c": 3}
    assert subchart.replaced(values, (), {"y": 2}) == {"y": 2}
    assert values == {"a": {"b": {"x": 1}, "other": 2}, "c": 3}


def test_each_object_of_a_manifest_has_its_template():
    manifest = (
        "---\n# Source: p/templates/a.yaml\nkind: A\n---\n# Source: p/templates/b.yaml\n---\nkind: B\ntext: a---b\n"
    )
    assert list(subchart.documents(manifest)) == [
        ("p/templates/a.yaml", {"kind": "A"}),
        ("", {"kind": "B", "text": "a---b"}),
    ]


def test_the_values_of_the_plan_go_below_the_name_of_the_subchart(platform):
    result = platform.transaction(kubernetes_chart=platform.chart).apply()
    assert result.changed and result.version == "1.9.7"
    values = platform.core.revision()[1]
    assert set(values) == {"catalog", "database"} and values["database"] == {"size": 5}
    assert values["catalog"]["replicaCount"] == 2
    assert values["catalog"]["openmetadata"]["config"]["authentication"]["provider"] == "auth0"
    assert platform.core.called("helm")[0]["chart_ref"] == platform.chart


def test_a_second_run_of_a_parent_chart_changes_nothing_and_needs_no_chart(platform):
    platform.transaction(kubernetes_chart=platform.chart).apply()
    platform.core.calls.clear()
    result = platform.transaction().apply()
    assert (result.changed, platform.core.changes) == (False, [])


def test_a_parent_chart_has_to_be_named_before_anything_is_touched(platform):
    with pytest.raises(HostError, match="has subcharts") as error:
        platform.transaction().apply()
    assert error.value.option == "om_sso_kubernetes_chart" and platform.core.changes == []


def test_a_recovery_of_a_parent_chart_restores_the_values_below_its_name(platform):
    platform.transaction(kubernetes_chart=platform.chart).apply()
    verified = platform.core.revision()[1]
    platform.core.upgrade(THEIRS)
    with pytest.raises(HostError, match="has subcharts"):
        platform.transaction(Recovery).apply()
    assert platform.transaction(Recovery, kubernetes_chart=platform.chart).apply().changed
    assert platform.core.revision()[1] == verified
