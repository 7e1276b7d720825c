# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a real API server refuses: a change ends in the old state with one message, and the next one completes.

Webhooks on loopback, a policy, a quota and a PodDisruptionBudget; OM_SSO_CONTROL_PLANE names the programs.
"""

import urllib.error

import pytest
from cluster.clusters import NAMESPACE
from cluster.real import admission
from cluster.real.cluster import RealCluster
from faults.cluster import ADMISSION, ADMISSION_SENT_AGAIN
from functional.kubernetes.conftest import SECRET
from lab import kubernetes_tools
from lab.installation import free_ports
from lab.playbooks import Unsafe

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.optional,
    pytest.mark.skipif(
        not RealCluster.PROGRAMS, reason="OM_SSO_CONTROL_PLANE names no control plane: a simulated one asks no webhook"
    ),
]
NEW, REASON = "another #secret", "the label team is missing"
HELM_4 = kubernetes_tools.chosen().get("helm", "").startswith("v4.")
BELOW = f"/api/v1/namespaces/{NAMESPACE}"
BUDGETS = f"/apis/policy/v1/namespaces/{NAMESPACE}/poddisruptionbudgets"


@pytest.fixture(scope="module")
def operator(install):
    """OpenMetadata 1.9 with single sign-on."""
    made = install("1.9.7")
    made.run("sso").passed()
    return made


def of_the_deployer(request):
    """Controllers change objects, too."""
    return REASON if request["userInfo"]["username"] == "deployer" else None


def of_a_name(name):
    """Denies one object."""
    return lambda request: REASON if request.get("name") == name else None


def small_quota(cluster):
    """As many pods as there are."""
    body = {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "small"}, "spec": {"hard": {"pods": "1"}}}
    return admission.stored(cluster, f"{BELOW}/resourcequotas", body, lambda made: "used" in made.get("status", {}))


def webhook(denies, *resources):
    """What puts a webhook in force."""
    return lambda cluster: admission.webhook(cluster, denies, *resources)


REFUSING = {
    "a webhook denies a Secret": webhook(of_a_name("openmetadata-sso"), "secrets"),
    "a webhook denies every Secret, and with it the journal": webhook(of_the_deployer, "secrets"),
    "a webhook denies the Deployment": webhook(of_the_deployer, "deployments"),
    "a webhook denies new pods": webhook(lambda _request: REASON, "pods"),
    "a webhook denies the lock": webhook(of_the_deployer, "leases"),
    "a webhook does not answer": lambda cluster: admission.silent_webhook(cluster, free_ports(1)[0], "secrets"),
    "a policy denies a Secret": lambda cluster: admission.policy(
        cluster, "object.metadata.name != 'openmetadata-sso'", REASON, "secrets"
    ),
    "a quota refuses new pods": small_quota,
}


def state(cluster):
    """What a change would touch, and what the server runs with."""
    secrets = [cluster.secret(name) for name in ("openmetadata-sso", "openmetadata-sso-public")]
    (pod,) = cluster.pods()
    return secrets, cluster.run_helm("get", "values", "om-prod"), pod, cluster.environment(pod)


def sends_again(cluster):
    """Whether a rollback by Helm sends the objects that it does not change."""
    return HELM_4 or int(cluster.ask("/version")["minor"].rstrip("+")) > 30


@pytest.mark.parametrize("fault", ADMISSION)
def test_what_is_refused_ends_in_the_old_state_with_one_message(operator, fault):
    words, result = ADMISSION[fault]
    if sends_again(operator.cluster):
        result = ADMISSION_SENT_AGAIN.get(fault, result)
    cluster, before = operator.cluster, state(operator.cluster)
    changes = {"om_sso_self_signup": False, "om_sso_client_secret": Unsafe(NEW), "om_sso_health_timeout": 12}
    with REFUSING[fault](cluster):
        run = operator.run("sso", **changes).failed()
    assert (run.of("om-prod")["result"], run.output.count(words)) == (result, 1), run.output
    assert NEW not in run.output and SECRET not in run.output
    assert state(cluster) == before
    assert not cluster.objects("leases", "/apis/coordination.k8s.io/v1"), "the lock is given back"


def test_a_change_completes_when_nothing_refuses_it_any_more(operator):
    assert operator.run("sso").passed().of("om-prod")["changed"] is False
    assert operator.run("sso", om_sso_client_secret=Unsafe(NEW)).passed().of("om-prod")["result"] == "changed"
    assert operator.run("sso", om_sso_client_secret=Unsafe(NEW)).passed().of("om-prod")["changed"] is False


def test_a_budget_that_allows_no_eviction_does_not_hold_up_a_change(operator):
    cluster = operator.cluster
    (pod,) = cluster.pods()
    (deployment,) = cluster.objects("deployments", "/apis/apps/v1")
    spec = {"minAvailable": 1, "selector": deployment["spec"]["selector"]}
    budget = {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "all"}, "spec": spec}

    def counted(made):
        status = made.get("status", {})
        return status.get("expectedPods") == 1 and status.get("disruptionsAllowed") == 0

    with admission.stored(cluster, BUDGETS, budget, counted):
        eviction = {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": pod, "namespace": NAMESPACE}}
        with pytest.raises(urllib.error.HTTPError, match="429"):
            cluster.ask(f"{BELOW}/pods/{pod}/eviction", "POST", eviction)
        assert operator.run("sso").passed().of("om-prod")["restarted"] is True
    assert cluster.pods() != [pod] and len(cluster.pods()) == 1
