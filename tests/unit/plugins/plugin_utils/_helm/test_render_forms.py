# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Without the chart: a patch for Kustomize, a ConfigMap for envFrom, an ExternalSecret in place of a clear Secret.

Whatever the form, the server's process gets the same variables with the same texts.
"""

import base64
import json

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import documents, plan_findings
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import objects
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import planning
from cluster.api import patches
from examples import EXAMPLES, example, manifests

CANARY = "canary #1: '${HOME}$(HOME)' \"x\" é"
STORE = {
    "kubernetes_secret_style": "external_secret",
    "kubernetes_secret_store": "vault",
    "kubernetes_secret_path": "openmetadata/sso",
}


def plan_of(name, **more):
    """A plan of a documented example."""
    made = planner.make(example(name, deployment="kubernetes", **more))
    assert not made.errors, made.errors
    return made


def files(plan):
    """The documents of a plan by the names of their files."""
    made = documents.files(plan, {}, [planning.ROLE_TEMPLATES])
    return {name: yaml.safe_load(text) for name, text in made.items()}


def secret_of(made):
    """The texts of the Secret that was written."""
    return {
        key: base64.b64decode(text).decode() for key, text in made.get(documents.SECRET, {}).get("data", {}).items()
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_patched_deployment_has_every_variable_of_the_plan_and_keeps_the_rest(name):
    plan = plan_of(name, kubernetes_render="patch")
    made = files(plan)
    patched = patches.strategic(manifests.DEPLOYMENT, made[documents.PATCH])["spec"]["template"]
    server, proxy = patched["spec"]["containers"]
    assert {frozenset(entry) - {"name"} for entry in server["env"]} <= {frozenset(["value"]), frozenset(["valueFrom"])}
    found = objects.environment(server, {"openmetadata-sso": secret_of(made)})
    expected = {entry.name: entry.text for entry in plan.environment}
    assert {key: found[key] for key in expected} == expected
    assert found["DB_HOST"] == "mysql" and proxy == {"name": "proxy", "image": "envoy"}
    assert patched["metadata"]["annotations"]["theirs"] == "1" and len(patched["metadata"]["annotations"]) > 1
    assert documents.VALUES not in made and documents.PUBLIC not in made


def test_a_patched_deployment_mounts_the_own_key_pair():
    made = files(plan_of("auth0", kubernetes_render="patch", jwt_key_id="2026-11"))
    spec = made[documents.PATCH]["spec"]["template"]["spec"]
    (volume,), (mount,) = spec["volumes"], spec["containers"][0]["volumeMounts"]
    assert volume == {"name": mount["name"], "secret": {"secretName": "openmetadata-sso-keys-2026-11"}}
    paths = [entry["value"] for entry in spec["containers"][0]["env"] if entry["name"].endswith("_KEY_FILE_PATH")]
    assert len(paths) == 2 and all(path.strip('"').startswith(f"{mount['mountPath']}/") for path in paths)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_config_map_and_the_secret_together_are_the_environment_of_the_plan(name):
    plan = plan_of(name, kubernetes_render="manifests", kubernetes_namespace="data")
    made = files(plan)
    config = made[documents.CONFIGMAP]
    assert (config["kind"], config["metadata"]["namespace"]) == ("ConfigMap", "data")
    assert {type(text) for text in config["data"].values()} == {str}
    secret = secret_of(made)
    assert not set(config["data"]) & set(secret)
    assert {**config["data"], **secret} == {entry.name: entry.text for entry in plan.environment}


@pytest.mark.parametrize("form", documents.FORMS)
def test_no_form_holds_a_secret_outside_of_the_secret(form):
    plan = plan_of("auth0", client_secret=CANARY, kubernetes_render=form)
    texts = documents.files(plan, {}, [planning.ROLE_TEMPLATES])
    encoded = json.dumps(CANARY)[1:-1]
    for name, text in texts.items():
        assert name == documents.SECRET or ("canary" not in text and encoded not in text)


@pytest.mark.parametrize("form", documents.FORMS)
def test_an_external_secret_takes_the_place_of_the_secret(form):
    made = files(plan_of("auth0", kubernetes_render=form, **STORE))
    assert documents.SECRET not in made
    spec = made[documents.EXTERNAL]["spec"]
    assert spec["secretStoreRef"] == {"kind": "ClusterSecretStore", "name": "vault"}
    (entry,) = spec["data"]
    assert entry["remoteRef"] == {"key": "openmetadata/sso", "property": "OIDC_CLIENT_SECRET"}
    assert set(spec["target"]["template"]["data"]) == {entry["secretKey"]} == {"OIDC_CLIENT_SECRET"}
    assert spec["target"]["name"] == "openmetadata-sso"


def test_a_store_of_the_namespace_is_named_by_its_kind():
    made = files(plan_of("auth0", **{**STORE, "kubernetes_secret_store": "SecretStore/aws"}))
    assert made[documents.EXTERNAL]["spec"]["secretStoreRef"] == {"kind": "SecretStore", "name": "aws"}


def test_without_a_secret_nothing_is_fetched_from_a_store():
    made = files(plan_of("auth0", flow="implicit", client_secret=None, kubernetes_render="patch", **STORE))
    assert list(made) == [documents.PATCH]


@pytest.mark.parametrize("missing", ["kubernetes_secret_store", "kubernetes_secret_path"])
def test_an_external_secret_without_its_store_is_an_error(missing):
    more = {name: value for name, value in STORE.items() if name != missing}
    found = plan_findings.judged(planner.make(example("auth0", deployment="kubernetes", **more))).errors
    assert [(finding.rule, finding.option) for finding in found] == [("OPT-03", f"om_sso_{missing}")]
