# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit sees of a release: its pod, its Secrets, who may read them, its Ingress."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils import _audit as on_host
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import cluster_audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.release import Release
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import server_audit
from fakes.chart_objects import NAMESPACE
from fakes.release_world import ROWS

EVERYBODY = {"kind": "Group", "name": "system:authenticated"}


def plan(**more):
    """What the audit knows: where the server is, and nothing else."""
    values = {"om_sso_deployment": "kubernetes", "om_sso_kubernetes_namespace": NAMESPACE, **more}
    return planner.located(values, server_audit.VARIABLES)


def results(world, **more):
    """The checks by their id."""
    located = plan(**more)
    wanted = _audit.wanted(located.settings)
    seen = cluster_audit.look(Release(located, world.cluster(), only_reads=True), wanted)
    answer, error = on_host.look(wanted, seen.place)
    assert error is None
    answer.update(cluster=seen.cluster, client_secret=server_audit.client_secret({}))
    return {result.id: result for result in _audit.judge(answer, {})}


def test_default_keys_are_found_in_the_environment_of_the_pod(world):
    found = results(world)
    assert found["BOT-06"].status == "finding" and found["JWK-13"].status == "finding"
    assert found["AUD-03"].status == "not_applicable" and found["AUD-05"].status == "ok"
    assert found["AUD-01"].status == "unknown" and "om_sso_api_url" in found["AUD-01"].fix
    assert world.core.changes == []


def test_keys_of_its_own_are_good(world):
    world.core.kids = ["own"]
    own = {"JWT_KEY_ID": "own", "FERNET_KEY": "jJ/9sz0g0OHxsfxOoSfdFdmk3ysNmPRnH3TUAbz3IHA="}
    world.core.upgrade({"extraEnvs": [{"name": name, "value": text} for name, text in own.items()]})
    found = results(world)
    assert found["JWK-13"].status == "ok"
    assert found["AUD-05"].status == "finding" and "FERNET_KEY" in found["AUD-05"].evidence
    assert own["FERNET_KEY"] not in str(found)


def test_what_the_collection_applied_is_good_but_for_the_keys(world):
    world.transaction().apply()
    found = results(world)
    assert found["AUD-05"].status == found["FLOW-16"].status == found["AUD-02"].status == "ok"
    assert [name for name, result in found.items() if result.status == "finding"] == ["JWK-13", "BOT-06", "CLM-15"]


def test_stored_rows_decide_and_are_read_in_the_pod(make_world):
    world = make_world(version="1.12.14", rows=ROWS)
    assert results(world)["AUD-01"].status == "unknown"
    unread = results(world, om_sso_stored_configuration="ignore")
    assert "om_sso_stored_configuration" in unread["JWK-01"].evidence


def test_who_may_read_secrets_and_what_is_served_over_http(world):
    core = world.core
    rule = {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}
    core.put({"kind": "ClusterRole", "metadata": {"name": "all"}, "rules": [rule]})
    reference = {"kind": "ClusterRole", "name": "all"}
    core.put({"kind": "RoleBinding", "metadata": {"name": "all"}, "roleRef": reference, "subjects": [EVERYBODY]})
    backend = {"service": {"name": "om-openmetadata"}}
    rules = [{"host": "om.acme.io", "http": {"paths": [{"backend": backend}]}}]
    core.put({"kind": "Ingress", "metadata": {"name": "web"}, "spec": {"rules": rules}})
    core.put({"kind": "Ingress", "metadata": {"name": "other"}, "spec": {"rules": []}})
    found = results(world)
    assert "system:authenticated (RoleBinding all)" in found["AUD-06"].evidence
    assert "The Ingress web serves om.acme.io" in found["AUD-07"].evidence and found["AUD-07"].status == "finding"


@pytest.mark.parametrize("kind", ["ClusterRole", "RoleBinding", "Ingress"])
def test_what_may_not_be_listed_is_unknown_and_said(world, kind):
    plural = kind.lower() + "s"
    text = f'x is forbidden: User "x" cannot list resource "{plural}" in API group "g" at the cluster scope'
    world.core.fault = lambda _module, arguments: (
        {"failed": True, "msg": text} if arguments.get("kind") == kind else None
    )
    found = results(world)["AUD-07" if kind == "Ingress" else "AUD-06"]
    assert found.status == "unknown" and f"may not list {plural}" in found.evidence and kind in found.fix


def test_a_cluster_that_fails_otherwise_ends_the_audit(world):
    world.core.fault = lambda _module, arguments: (
        {"failed": True, "msg": "?"} if arguments.get("kind") == "Role" else None
    )
    with pytest.raises(HostError, match="failed"):
        results(world)


def test_without_a_running_pod_there_is_no_server_to_see(world):
    for each in world.core.pods():
        each["status"]["containerStatuses"][0]["state"] = {"waiting": {}}
    located = plan()
    seen = cluster_audit.look(Release(located, world.cluster()), _audit.wanted(located.settings))
    assert seen.place is None and seen.cluster["clear"] == []
