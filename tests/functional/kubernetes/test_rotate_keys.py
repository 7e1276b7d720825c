# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release gets a key pair of its own from a Secret, and its bots new tokens. The tests are steps of one story."""

import base64

import pytest
import yaml
from cluster.clusters import Operator
from cluster.service import Service
from lab.existing import Loader
from lab.own_keys import key_set, opens

OWN = {"om_sso_jwt_key_id": "2026-11"}
SECRET = "openmetadata-sso-keys-2026-11"
PLACE = "/etc/openmetadata-sso/key-pairs/2026-11"


@pytest.fixture(scope="module")
def operator(install):
    """Two pods of 1.12 with OpenMetadata's own users, whose administrator has a password."""
    operator = install("1.12.14", provider="basic", secret=False, pods=2)
    with Service(operator.cluster) as service:
        operator.variables.update(
            om_sso_api_url=service.url,
            om_sso_admin_email="admin@open-metadata.org",
            om_sso_admin_password="admin",
            om_sso_bots=[{"name": "ingestion-bot", "deliver_secrets": [{"name": "ingestion"}]}],
        )
        operator.run("sso").passed()
        operator.run("bots").passed()
        yield operator


def kids(operator):
    return [key["kid"] for pod in operator.cluster.pods() for key in key_set(operator.cluster.url(pod))["keys"]]


def key_secrets(operator):
    found = {each["metadata"]["name"]: each["data"] for each in operator.cluster.objects("secrets")}
    return {name: data for name, data in found.items() if name.startswith("openmetadata-sso-keys-")}


def test_another_key_pair_is_a_rotation_and_no_change_of_sso(operator):
    run = operator.run("sso", **OWN).failed()
    assert "JWK-11" in run.output and "the plan wants 2026-11" in run.output and not key_secrets(operator)


def test_check_mode_says_what_will_happen_and_touches_nothing(operator):
    cluster = operator.cluster
    before = cluster.pods(), cluster.objects("secrets")
    run = operator.run("rotate_keys", "--check", "--diff", **OWN).passed()
    assert "signs with Gb389… (a published private key: anyone can make a valid token)" in run.output
    assert "restart the server with the key pair 2026-11 (it will be generated)" in run.output
    assert (cluster.pods(), cluster.objects("secrets")) == before


def test_each_pod_gets_the_pair_and_the_bot_a_new_token(operator):
    cluster, old = operator.cluster, operator.cluster.secret("ingestion")["token"]
    run = operator.run("rotate_keys", "-vvv", "--diff", **OWN).passed()
    assert kids(operator) == ["2026-11"] * 2
    made = key_secrets(operator)[SECRET]
    assert set(made) == {"private_key.der", "public_key.der"}
    private = base64.b64decode(made["private_key.der"])
    assert made["private_key.der"] not in run.output and repr(private)[2:60] not in run.output
    assert f"key pair    2026-11 is in the Secret {SECRET}, public key SHA-256 " in run.output
    environment = cluster.environment(cluster.pods()[0])
    assert f"{PLACE}/private_key.der" in environment["RSA_PRIVATE_KEY_FILE_PATH"]
    new = cluster.secret("ingestion")["token"]
    for pod in cluster.pods():
        assert (opens(cluster.url(pod), old), opens(cluster.url(pod), new)) == (500, 200)
    assert "without a valid token (from the new key pair to the delivered token)" in run.output


def test_the_same_variables_change_nothing_any_more(operator):
    before = operator.cluster.pods(), operator.cluster.objects("secrets")
    assert "the key pair is in effect" in operator.run("rotate_keys", **OWN).passed().output
    assert operator.run("sso", **OWN).passed().of("om-prod")["changed"] is False
    assert operator.run("verify", **OWN).passed().of("om-prod")["changed"] is False
    assert (operator.cluster.pods(), operator.cluster.objects("secrets")) == before


def test_what_is_adopted_names_the_pair_and_changes_nothing(operator, tmp_path):
    where = ("deployment", "health_timeout", "kubernetes_kubeconfig", "kubernetes_namespace", "preflight")
    target = {name: operator.variables[name] for name in (f"om_sso_{name}" for name in where)}
    newcomer = Operator(operator.controller, operator.cluster, "om-prod", target)
    newcomer.run("adopt", "-e", f"om_sso_adopt_directory={tmp_path}").passed()
    file = tmp_path / "om-prod" / "om_sso.yml"
    assert yaml.load(file.read_text(encoding="utf-8"), Loader=Loader)["om_sso_jwt_key_id"] == "2026-11"
    assert newcomer.run("sso", "--check", "-e", f"@{file}").passed().of("om-prod")["changed"] is False


@pytest.mark.thorough  # test_apply.py has the same failure of a change without a key pair
def test_a_rotation_that_fails_leaves_the_pair_and_the_tokens(operator):
    cluster = operator.cluster
    before, token = key_secrets(operator), cluster.secret("ingestion")
    cluster.fault("never_ready")
    try:
        run = operator.run("rotate_keys", om_sso_jwt_key_id="2026-12", om_sso_health_timeout=12).failed()
    finally:
        cluster.heal()
    assert "not complete after" in run.output and run.of("om-prod")["result"] == "restored"
    assert key_secrets(operator) == before and cluster.secret("ingestion") == token
    assert kids(operator) == ["2026-11"] * 2 and opens(cluster.url(cluster.pods()[0]), token["token"]) == 200


def test_without_an_administrator_or_an_address_no_rotation_begins(operator):
    other = {"om_sso_jwt_key_id": "2026-12"}
    without = {**other, "om_sso_admin_email": None, "om_sso_admin_password": None, "om_sso_mint_admin_token": True}
    kept = dict(operator.variables)
    try:
        for name in ("om_sso_admin_email", "om_sso_admin_password"):
            del operator.variables[name]
        assert "om_sso_admin_token is missing" in operator.run("rotate_keys", **without).failed().output
        del operator.variables["om_sso_api_url"]
        assert "needs om_sso_api_url" in operator.run("rotate_keys", **other).failed().output
    finally:
        operator.variables = kept
    assert kids(operator) == ["2026-11"] * 2
