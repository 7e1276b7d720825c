# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A parent chart by the real helm: the server is found in its manifest, and the plan's values reach it."""

import base64
import gzip
import json
import shutil

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import chart_schema
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import values as chart_values
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import helm_release
from functional.helm_chart.conftest import real_charts
from helm_chart import cases, cluster

CHARTS = [pytest.param(*each, id=each[0]) for each in real_charts()[::10]]
#: Another Deployment of the parent chart.
OTHER = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: platform}
spec: {template: {spec: {containers: [{name: platform, env: [{name: TZ, value: UTC}]}]}}}
"""


def parent(folder, chart, version, alias):
    """A parent chart with OpenMetadata's below an alias, and a Deployment of its own."""
    shutil.copytree(chart, folder / "charts" / "openmetadata")
    (folder / "templates").mkdir()
    (folder / "templates" / "other.yaml").write_text(OTHER, encoding="utf-8")
    dependency = {"name": "openmetadata", "version": version, "repository": "", **({"alias": alias} if alias else {})}
    metadata = {"apiVersion": "v2", "name": "platform", "version": "0.1.0", "dependencies": [dependency]}
    (folder / "Chart.yaml").write_text(yaml.safe_dump(metadata), encoding="utf-8")
    return metadata


def record(manifest, metadata, values):
    """What Helm keeps of a release."""
    chart = {"metadata": metadata, "values": {}, "templates": []}
    content = {"version": 1, "info": {"status": "deployed"}, "config": values, "manifest": manifest, "chart": chart}
    packed = base64.b64encode(base64.b64encode(gzip.compress(json.dumps(content).encode()))).decode()
    return helm_release.newest([{"metadata": {"labels": {"version": "1"}}, "data": {"release": packed}}])


def reaches(helm, chart, version, alias, folder):
    """The provider of the plan goes through the parent chart to the server, which is found in the manifest."""
    name = alias or "openmetadata"
    metadata = parent(folder / "platform", chart, version, alias)
    file = folder / "values.yaml"
    own = {"nameOverride": "other", "replicaCount": 2}
    file.write_text(yaml.safe_dump({name: own}), encoding="utf-8")
    found = record(cluster.manifest(helm, folder / "platform", file), metadata, {name: own})
    assert (found.path, found.values) == ((name,), own)
    case = next(case for case in cases.PROVIDER_CASES if case.name.startswith("auth0"))
    whole = found.with_values({**own, **chart_values.render(case.plan(chart_schema.NEWEST)).values})
    file.write_text(yaml.safe_dump(whole), encoding="utf-8")
    after = record(cluster.manifest(helm, folder / "platform", file), metadata, whole)
    _deployment, container = helm_release.server_of(after.objects, after.chart_name)
    assert (container["name"] != "platform", after.path) == (True, (name,))
    texts = [each.get("data", {}).get("AUTHENTICATION_PROVIDER") for each in after.objects if each["kind"] == "Secret"]
    (provider,) = filter(None, texts)
    assert base64.b64decode(provider) == b'"auth0"'
    return after


@pytest.mark.parametrize("alias", [None, "catalog"])
def test_the_values_of_a_plan_reach_a_subchart(alias, helm, minimal, tmp_path):
    version = yaml.safe_load((minimal() / "Chart.yaml").read_text(encoding="utf-8"))["version"]
    reaches(helm, minimal(), version, alias, tmp_path)


@pytest.mark.optional
@pytest.mark.parametrize(("version", "chart"), CHARTS)
def test_the_values_of_a_plan_reach_openmetadata_s_own_chart_as_a_subchart(version, chart, helm, tmp_path):
    assert reaches(helm, chart, version, "catalog", tmp_path).openmetadata_chart == version
