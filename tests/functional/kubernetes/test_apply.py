# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release that runs gets single sign-on and is verified, and is restored when its new pods do not start.

Real helm, the real kubernetes.core and its client; the cluster is simulated, or its node alone (`cluster/real`). The
tests are steps of one story, in order.
"""

import pytest
from cluster.clusters import Operator, role_of, told
from functional.kubernetes.conftest import SECRET
from lab import cache, transcripts
from lab.playbooks import Unsafe

PAGE = cache.CHECKOUT / "docs" / "install" / "kubernetes.md"
NEW = "another #secret"


@pytest.fixture(scope="module")
def operator(install):
    """OpenMetadata 1.12, whose stored rows decide."""
    return install("1.12.14")


def written(run, *secrets):
    """No secret is in what was printed, in any form."""
    for secret in (SECRET, NEW, *secrets):
        assert secret not in run.output
    return run


def test_check_mode_says_what_would_change_and_touches_nothing(operator):
    before = operator.cluster.objects("secrets"), operator.cluster.pods()
    run = written(operator.run("sso", "--check", "--diff", "-vvv").passed())
    assert run.of("om-prod")["changed"] is True
    assert (
        "planned     write Secret openmetadata-sso-public, Secret openmetadata-sso, "
        "values of release om-prod, stored rows" in run.output
    )
    assert "OIDC_CLIENT_SECRET: <sha256:" in run.output
    assert (operator.cluster.objects("secrets"), operator.cluster.pods()) == before
    assert not operator.cluster.objects("leases", "/apis/coordination.k8s.io/v1")


def test_a_release_gets_single_sign_on_and_each_pod_is_verified(operator):
    cluster = operator.cluster
    old = cluster.pods()
    run = written(operator.run("sso").passed())
    assert transcripts.held(PAGE, "apply", told(run.output, "om-prod"))
    assert run.of("om-prod")["result"] == "changed" and run.of("om-prod")["restarted"] is True
    (pod,) = cluster.pods()
    assert pod not in old
    environment = cluster.environment(pod)
    assert environment["AUTHENTICATION_PROVIDER"] == '"auth0"'
    assert environment["OIDC_CLIENT_SECRET"] == cluster.secret("openmetadata-sso")["OIDC_CLIENT_SECRET"]
    assert [each["status"] for each in cluster.history("om-prod")] == ["superseded", "deployed"]
    assert "verified    served provider auth0" in run.output
    assert not cluster.objects("leases", "/apis/coordination.k8s.io/v1"), "the lock is given back"
    assert SECRET not in cluster.run_helm("get", "values", "om-prod") + cluster.run_helm("get", "manifest", "om-prod")


def test_a_second_run_changes_nothing(operator):
    cluster = operator.cluster
    before = cluster.objects("secrets"), cluster.pods(), cluster.objects("deployments", "/apis/apps/v1")
    asked = len(cluster.asked())
    run = operator.run("sso", "--diff").passed()
    assert run.of("om-prod")["changed"] is False
    assert (cluster.objects("secrets"), cluster.pods(), cluster.objects("deployments", "/apis/apps/v1")) == before
    verbs = {(each["verb"], each["resource"]) for each in cluster.asked()[asked:]} - {("create", "pods/exec")}
    assert verbs and {verb for verb, _resource in verbs} <= {"get", "list"}, "nothing is written, not even a lock"


def test_verify_finds_nothing_and_then_what_was_changed_by_hand(operator):
    assert "verified" in operator.run("verify").passed().output
    run = operator.run("verify", om_sso_principal_domain="acme.com").failed()
    assert "principalDomain" in run.output and "stored" in run.output


def test_what_is_adopted_from_its_pod_is_applied_and_changes_nothing(operator, tmp_path):
    """With the Role for verify, which reads no Secret; the second run has the written variables and no others."""
    cluster, before = operator.cluster, (operator.cluster.pods(), operator.cluster.objects("secrets"))
    where = ("deployment", "health_timeout", "kubernetes_kubeconfig", "kubernetes_namespace", "preflight")
    names = {f"om_sso_{name}" for name in where}
    target = {name: value for name, value in operator.variables.items() if name in names}
    newcomer = Operator(operator.controller, cluster, "om-prod", target)
    cluster.allow(role_of(PAGE, "openmetadata-sso-verify"))
    try:
        run = written(newcomer.run("adopt", "--diff", "-vvv", "-e", f"om_sso_adopt_directory={tmp_path}").passed())
    finally:
        cluster.allow(None)
    assert f"stored rows, which this release reads, and environment of pod {before[0][0]}" in run.output
    files = [f"@{tmp_path / 'om-prod' / name}" for name in ("om_sso.yml", "om_sso.vault.yml")]
    run = newcomer.run("sso", "--check", *(word for file in files for word in ("-e", file))).passed()
    assert run.of("om-prod")["changed"] is False
    assert (cluster.pods(), cluster.objects("secrets")) == before


def test_another_secret_alone_rolls_the_pods_once_it_was_reviewed(operator, tmp_path):
    cluster = operator.cluster
    before = cluster.pods()
    reviewed = {"om_sso_plan_file": str(tmp_path / "plan.json"), "om_sso_plan_file_key": "a-key-of-the-reviewers"}
    plan = written(operator.run("plan", om_sso_client_secret=Unsafe(NEW), **reviewed).passed())
    assert "plan.json  1 of 1 host changes, 1 restarts" in plan.output
    text = (tmp_path / "plan.json").read_text(encoding="utf-8")
    assert "content of Secret openmetadata-sso" in text and "another" not in text
    run = operator.run("sso", om_sso_client_secret=Unsafe(NEW + "x"), **reviewed).failed()
    assert "variables.OIDC_CLIENT_SECRET has changed" in run.output and cluster.pods() == before
    run = written(operator.run("sso", "--diff", "-vvv", om_sso_client_secret=Unsafe(NEW), **reviewed).passed())
    assert run.of("om-prod")["restarted"] is True
    (pod,) = cluster.pods()
    assert [pod] != before and "another" in cluster.environment(pod)["OIDC_CLIENT_SECRET"]
    assert len(cluster.history("om-prod")) == 3


@pytest.mark.parametrize(
    ("fault", "words"),
    [pytest.param("image_pull", "ImagePullBackOff", marks=pytest.mark.thorough), ("never_ready", "not complete after")],
)
def test_a_rollout_that_fails_is_restored(operator, fault, words):
    cluster = operator.cluster
    before, secret, values = (
        cluster.pods(),
        cluster.secret("openmetadata-sso"),
        cluster.run_helm("get", "values", "om-prod"),
    )
    cluster.fault(fault)
    try:
        run = written(
            operator.run(
                "sso", om_sso_self_signup=False, om_sso_client_secret=Unsafe("third secret"), om_sso_health_timeout=12
            ).failed()
        )
    finally:
        cluster.heal()
    assert words in run.output and run.of("om-prod")["result"] == "restored"
    assert (cluster.secret("openmetadata-sso"), cluster.run_helm("get", "values", "om-prod")) == (secret, values)
    assert cluster.pods() == before, "the old pod went on serving"
    assert cluster.history("om-prod")[-1]["description"].startswith("Rollback to")
    assert not cluster.objects("leases", "/apis/coordination.k8s.io/v1")


def test_after_a_failure_the_rows_are_as_before(operator):
    run = operator.run("sso", om_sso_client_secret=Unsafe(NEW)).passed()
    assert run.of("om-prod")["changed"] is False


def test_recover_restores_what_was_verified(operator):
    cluster = operator.cluster
    cluster.run_helm("rollback", "om-prod", "1")
    cluster.wait_for_pods(1)
    run = written(operator.run("recover", om_sso_recover_to="last_good").passed())
    assert "restored" in run.output
    (pod,) = cluster.pods()
    assert cluster.environment(pod)["AUTHENTICATION_PROVIDER"] == '"auth0"'
    assert operator.run("sso", om_sso_client_secret=Unsafe(NEW)).passed().of("om-prod")["changed"] is False
