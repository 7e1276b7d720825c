# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator may and may not do, Secrets that others keep, two runs at once.

With OpenMetadata 1.9, which has no stored rows.
"""

import base64
import json
import re
import time
from pathlib import Path

import pytest
from cluster.clusters import NAMESPACE, role_of
from lab import cache
from lab.playbooks import Unsafe

LEASES = f"/apis/coordination.k8s.io/v1/namespaces/{NAMESPACE}/leases"
SECRETS = f"/api/v1/namespaces/{NAMESPACE}/secrets"


@pytest.fixture(scope="module")
def operator(install):
    """With the Role of the documentation and no more."""
    made = install("1.9.7")
    made.cluster.allow(role_of(cache.CHECKOUT / "docs" / "install" / "kubernetes.md"))
    return made


def without(rules, resource):
    """The same rules but for one resource."""
    return [rule for rule in rules if resource not in rule["resources"]]


TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+")
PLACES = [{"name": "ingestion"}, {"name": "ingestion", "key": "again"}]
BOTS_PAGE = cache.CHECKOUT / "docs" / "operate" / "bots.md"


def keep_bot(operator, rules, places, *arguments):
    """Renew and deliver the token of a bot, before single sign-on, with the administrator that OpenMetadata ships."""
    cluster = operator.cluster
    changes = {
        "om_sso_api_url": cluster.url(cluster.pods()[0]),
        "om_sso_admin_email": "admin@open-metadata.org",
        "om_sso_admin_password": "admin",
        "om_sso_bots": [{"name": "ingestion-bot", "expiry": "30", "deliver_secrets": places}],
    }
    cluster.allow(rules)
    try:
        return operator.run("bots", *arguments, **changes)
    finally:
        cluster.allow(role_of(cache.CHECKOUT / "docs" / "install" / "kubernetes.md"))


def test_a_token_of_a_bot_is_renewed_only_if_its_secret_can_be_written(operator):
    cluster, before = operator.cluster, operator.cluster.bot_token("ingestion-bot")
    role = role_of(BOTS_PAGE, "openmetadata-sso-bots")
    output = keep_bot(operator, [{**role[0], "verbs": ["get"]}], PLACES).failed().output
    assert "may not create secrets in the namespace data" in output
    assert cluster.bot_token("ingestion-bot") == before and cluster.secret("ingestion") is None
    run = keep_bot(operator, role, PLACES, "-vvv", "--diff").passed()
    token = cluster.bot_token("ingestion-bot")
    assert token != before and cluster.secret("ingestion") == {"token": token, "again": token}
    assert not TOKEN.search(run.output) and base64.b64encode(token.encode()).decode() not in run.output


@pytest.mark.thorough
def test_a_second_run_writes_no_secret_and_one_of_others_is_never_written(operator):
    cluster, role = operator.cluster, role_of(BOTS_PAGE, "openmetadata-sso-bots")
    token, made = cluster.bot_token("ingestion-bot"), cluster.objects("secrets")
    keep_bot(operator, role, PLACES).passed()
    assert cluster.objects("secrets") == made
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "of-airflow"}, "stringData": {"token": "kept"}}
    cluster.ask(SECRETS, "POST", secret)
    assert "is not one for tokens of bots" in keep_bot(operator, role, [{"name": "of-airflow"}]).failed().output
    assert cluster.bot_token("ingestion-bot") == token and cluster.secret("of-airflow") == {"token": "kept"}


def test_a_release_that_is_not_there_is_named(operator):
    output = operator.run("sso", om_sso_kubernetes_release="om-other").failed().output
    assert "There is no Helm release om-other in the namespace data." in output


def test_what_is_forbidden_is_named(operator):
    role = role_of(cache.CHECKOUT / "docs" / "install" / "kubernetes.md")
    operator.cluster.allow(without(role, "pods"))
    try:
        output = operator.run("verify").failed().output
    finally:
        operator.cluster.allow(role)
    assert "The service account may not list pods in the namespace data." in output and "Role" in output


def test_a_secret_of_others_without_its_keys_is_found_before_anything_is_touched(operator):
    operator.cluster.ask(
        SECRETS, "POST", {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "theirs"}, "data": {}}
    )
    before = operator.cluster.objects("secrets")
    output = (
        operator.run(
            "sso",
            om_sso_kubernetes_secret="theirs",
            om_sso_kubernetes_secret_style="reference",
            om_sso_client_secret="in-vault",
        )
        .failed()
        .output
    )
    assert "The Secret theirs has no OIDC_CLIENT_SECRET." in output
    assert operator.cluster.objects("secrets") == before


REFERENCE = {
    "om_sso_kubernetes_secret": "theirs",
    "om_sso_kubernetes_secret_style": "reference",
    "om_sso_client_secret": "in-vault",
}


def test_a_secret_of_others_is_used_and_its_change_rolls_the_pods_with_the_role_of_the_documentation(operator):
    cluster = operator.cluster
    for text in ('"of others"', '"changed by others"'):
        patch = {"data": {"OIDC_CLIENT_SECRET": base64.b64encode(text.encode()).decode()}}
        cluster.ask(f"{SECRETS}/theirs", "PATCH", patch)
        run = operator.run("sso", **REFERENCE).passed()
        assert run.of("om-prod")["changed"] is True
        (pod,) = cluster.pods()
        assert cluster.environment(pod)["OIDC_CLIENT_SECRET"] == text
        assert cluster.secret("theirs") == {"OIDC_CLIENT_SECRET": text}
        assert "of others" not in run.output
    assert operator.run("sso", **REFERENCE).passed().of("om-prod")["changed"] is False


def lease(seconds):
    """Of another run that may take so many seconds, on a controller whose clock is wrong by years."""
    moment = "2001-01-01T00:00:00.000000Z"
    spec = {
        "holderIdentity": "another run",
        "leaseDurationSeconds": seconds,
        "acquireTime": moment,
        "renewTime": moment,
    }
    return {
        "apiVersion": "coordination.k8s.io/v1",
        "kind": "Lease",
        "metadata": {"name": "theirs-lock", "namespace": NAMESPACE},
        "spec": spec,
    }


def claimed(cluster, seconds):
    """As another manager of fields holds it."""
    cluster.ask(f"{LEASES}/theirs-lock?fieldManager=another", "APPLY", lease(seconds))


def test_two_runs_at_once_do_not_meet_and_a_lease_that_ran_out_does_not_count(operator):
    cluster = operator.cluster
    claimed(cluster, seconds=600)
    before = cluster.pods()
    output = operator.run("sso", om_sso_self_signup=False, **REFERENCE).failed().output
    assert "Another run is changing this release" in output and "another run" in output
    assert cluster.pods() == before
    cluster.ask(f"{LEASES}/theirs-lock", "DELETE")
    claimed(cluster, seconds=1)
    time.sleep(2)
    assert operator.run("sso", om_sso_self_signup=False, **REFERENCE).passed().of("om-prod")["changed"] is True
    assert cluster.objects("leases", "/apis/coordination.k8s.io/v1") == []


def test_a_run_that_was_killed_is_undone_by_the_next_one(operator):
    cluster = operator.cluster
    state = json.loads(cluster.secret("theirs-state")["state"])
    revision = cluster.history("om-prod")[-1]["revision"]
    cluster.run_helm(
        "upgrade",
        "om-prod",
        str(Path(__file__).parents[2] / "support" / "helm_chart" / "minimal"),
        "--reuse-values",
        "--set",
        "podAnnotations.half=done",
    )
    state["journal"] = {
        "started": "2026-01-01 00:00:00",
        "revision": revision,
        "secrets": {},
        "rows": None,
        "restarted": False,
    }
    patch = {"data": {"state": base64.b64encode(json.dumps(state).encode()).decode()}}
    cluster.ask(f"{SECRETS}/theirs-state", "PATCH", patch)
    run = operator.run("sso", om_sso_self_signup=False, **REFERENCE).passed()
    assert "a run of 2026-01-01 00:00:00 was interrupted" in run.output
    assert f"Rollback to {revision}" == cluster.history("om-prod")[-1]["description"]
    assert json.loads(cluster.secret("theirs-state")["state"])["journal"] is None


def test_a_release_that_argo_cd_applies_is_not_changed_and_is_verified_by_a_role_that_only_reads(operator):
    """Argo CD applies what Helm renders, without a release of Helm, and notes its Application at each object."""
    cluster = operator.cluster
    mark = {"annotations": {"argocd.argoproj.io/tracking-id": "om-prod:apps/Deployment:data/om-prod"}}
    cluster.ask(f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments/om-prod", "PATCH", {"metadata": mark})
    for each in cluster.objects("secrets"):
        if each["metadata"]["name"].startswith("sh.helm.release"):
            cluster.ask(f"{SECRETS}/{each['metadata']['name']}", "DELETE")
    before = cluster.objects("secrets"), cluster.objects("deployments", "/apis/apps/v1")
    output = operator.run("sso", om_sso_self_signup=True, **REFERENCE).failed().output
    assert "K8S-04" in output and "Argo CD (Application om-prod) applies the Deployment om-prod" in output
    cluster.allow(role_of(cache.CHECKOUT / "docs" / "install" / "kubernetes.md", "openmetadata-sso-verify"))
    output = operator.run("verify", om_sso_self_signup=False, **REFERENCE).passed().output
    assert "verified" in output and "Argo CD (Application om-prod) applies this release" in output
    assert "may not read them: the Secrets theirs, theirs-public" in output
    assert (cluster.objects("secrets"), cluster.objects("deployments", "/apis/apps/v1")) == before


def test_an_audit_reads_the_release_and_says_what_it_may_not_list(operator):
    """With the Role for verify, after Argo CD has taken over."""
    before = operator.cluster.objects("secrets"), operator.cluster.pods()
    run = operator.run("audit").passed()
    checks = {each["id"]: each for each in run.of("om-prod")["checks"]}
    assert "FERNET_KEY" in checks["BOT-06"]["evidence"] and checks["BOT-06"]["status"] == "finding"
    assert checks["AUD-05"]["status"] == "ok"
    assert "may not list" in checks["AUD-06"]["evidence"] and "may not list" in checks["AUD-07"]["evidence"]
    assert (operator.cluster.objects("secrets"), operator.cluster.pods()) == before


def test_the_shipped_administrator_of_a_release_is_removed_by_somebody_who_may_only_read(operator):
    """With the Role for verify; the list that a pod was started with is read in that pod."""
    cluster = operator.cluster
    (pod,) = cluster.pods()
    access = {"om_sso_api_url": cluster.url(pod), "om_sso_admin_token": Unsafe(cluster.token(pod, "data.admin"))}
    before = cluster.objects("secrets"), cluster.objects("deployments", "/apis/apps/v1")
    run = operator.run("default_admin", "-vvv", **access).passed()
    assert "the user admin (admin@open-metadata.org) is removed" in run.output
    assert run.of("om-prod")["changed"] is True and not TOKEN.search(run.output)
    assert operator.run("default_admin", **access).passed().of("om-prod")["changed"] is False
    assert (cluster.objects("secrets"), cluster.objects("deployments", "/apis/apps/v1")) == before
