# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Secret of the own key pair reaches the server's container beside what the operator mounts, by the real helm."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import chart_schema
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import values as chart_values
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import objects
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from examples import example
from functional.helm_chart.conftest import MINIMAL, real_charts
from helm_chart import cluster

CHARTS = [pytest.param(chart_schema.NEWEST, MINIMAL, id="minimal"), *(pytest.param(*each) for each in real_charts())]
OWN = {
    "extraVolumes": [{"name": "theirs", "emptyDir": {}}],
    "extraVolumeMounts": [{"name": "theirs", "mountPath": "/theirs"}],
}


@pytest.mark.parametrize(("release", "chart"), CHARTS)
def test_the_container_has_the_files_that_its_variables_name(release, chart, helm, tmp_path):
    more = {"deployment": "kubernetes", "kubernetes_namespace": "data", "jwt_key_id": "2026-11"}
    plan = planner.make(example("auth0", openmetadata_version=release, **more))
    file = tmp_path / "values.yaml"
    file.write_text(json.dumps(chart_values.render(plan, OWN).values), encoding="utf-8")
    made = cluster.template(helm, chart, file)
    deployment, container = objects.server_of(made, "openmetadata")
    sources = {volume["name"]: volume for volume in deployment["spec"]["template"]["spec"]["volumes"]}
    (mount,) = [each for each in container["volumeMounts"] if each["name"] == chart_values.KEY_VOLUME]
    assert sources[mount["name"]]["secret"] == {"secretName": "openmetadata-sso-keys-2026-11"}
    assert OWN["extraVolumeMounts"][0] in container["volumeMounts"] and "theirs" in sources
    found = cluster.environment(made, {})
    assert found["JWT_KEY_ID"].strip('"') == "2026-11"
    paths = [found[f"RSA_{half}_KEY_FILE_PATH"].strip('"') for half in ("PRIVATE", "PUBLIC")]
    assert paths == [f"{mount['mountPath']}/{name}" for name in ("private_key.der", "public_key.der")]
