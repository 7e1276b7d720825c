# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kustomizations of the documentation, as they stand there, built by the real Kustomize over what is rendered."""

import json
import shutil
import subprocess

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import documents
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import objects
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import planning
from examples import EXAMPLES, example, manifests
from lab import cache

pytestmark = pytest.mark.optional
STORE = {
    "kubernetes_secret_style": "external_secret",
    "kubernetes_secret_store": "vault",
    "kubernetes_secret_path": "openmetadata/sso",
}


@pytest.fixture(autouse=True, scope="module")
def kustomize():
    """The one in kubectl; versions before 5 know fewer fields."""
    if not shutil.which("kubectl"):
        pytest.skip("kubectl, which has Kustomize, is not installed")
    command = ["kubectl", "version", "--client", "--output", "json"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    version = json.loads(said).get("kustomizeVersion", "none")
    if not version.startswith("v5."):
        pytest.skip(f"Kustomize 5 is needed, and kubectl has {version}")


def shown(page):
    """The kustomization of a page."""
    blocks = (cache.CHECKOUT / "docs" / page).read_text(encoding="utf-8").split("```yaml\n")[1:]
    (found,) = [block.split("```")[0] for block in blocks if "kustomize.config.k8s.io" in block]
    return found


def rendered(name, folder, **more):
    """The plan of an example, and its files in a folder."""
    plan = planner.make(example(name, deployment="kubernetes", kubernetes_namespace="data", **more))
    assert not plan.errors, plan.errors
    folder.mkdir(parents=True)
    for file, text in documents.files(plan, {}, [planning.ROLE_TEMPLATES]).items():
        (folder / file).write_text(text, encoding="utf-8")
    return plan


def built(folder):
    """{(kind, namespace): objects} of a kustomization."""
    done = subprocess.run(["kubectl", "kustomize", str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = {}
    for document in yaml.safe_load_all(done.stdout):
        found.setdefault((document["kind"], document["metadata"]["namespace"]), []).append(document)
    return found


def test_a_patched_deployment_has_every_variable_of_each_plan_and_keeps_the_rest(tmp_path):
    plans = {}
    for name in EXAMPLES:
        plans[name] = rendered(name, tmp_path / name / "om-prod", kubernetes_render="patch", **STORE)
        text = shown("install/kubernetes.md").replace("namespace: data", f"namespace: {name}")
        if not (tmp_path / name / "om-prod" / documents.EXTERNAL).exists():  # a public client has no secret
            text = text.replace(f"  - om-prod/{documents.EXTERNAL}\n", "")
        (tmp_path / name / "kustomization.yaml").write_text(text, encoding="utf-8")
        (tmp_path / name / "server.yaml").write_text(json.dumps(manifests.DEPLOYMENT), encoding="utf-8")
    whole = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization", "resources": list(plans)}
    (tmp_path / "kustomization.yaml").write_text(json.dumps(whole), encoding="utf-8")
    found = built(tmp_path)
    for name, plan in plans.items():
        ((deployment,), secrets) = found["Deployment", name], found.get(("ExternalSecret", name), [])
        server, proxy = deployment["spec"]["template"]["spec"]["containers"]
        stored = {key: key for secret in secrets for key in secret["spec"]["target"]["template"]["data"]}
        seen = objects.environment(server, {"openmetadata-sso": stored})
        assert seen.pop("DB_HOST") == "mysql" and proxy == {"name": "proxy", "image": "envoy"}
        expected = {entry.name: stored.get(entry.name, entry.text) for entry in plan.environment}
        assert {key: seen[key] for key in expected} == expected, name


def test_the_config_maps_for_flux_hold_both_files_of_values(tmp_path):
    folder = tmp_path / "om-prod"
    rendered("auth0", folder)
    (folder / "values.yaml").write_text("replicaCount: 1\n", encoding="utf-8")
    release = {"apiVersion": "helm.toolkit.fluxcd.io/v2", "kind": "HelmRelease", "metadata": {"name": "om-prod"}}
    (folder / "release.yaml").write_text(json.dumps(release), encoding="utf-8")
    (folder / "kustomization.yaml").write_text(shown("operate/pipelines.md"), encoding="utf-8")
    found = built(folder)
    texts = {each["metadata"]["name"]: each["data"]["values.yaml"] for each in found["ConfigMap", "data"]}
    assert texts == {
        "om-prod-values": (folder / "values.yaml").read_text(encoding="utf-8"),
        "om-prod-sso": (folder / documents.VALUES).read_text(encoding="utf-8"),
    }
    assert [each["metadata"]["name"] for each in found["Secret", "data"]] == ["openmetadata-sso-public"]
    assert len(found["HelmRelease", "data"]) == 1
