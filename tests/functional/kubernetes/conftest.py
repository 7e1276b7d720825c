# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One cluster a module, and the controller with the newest core and kubernetes.core."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from cluster.clusters import NAMESPACE, Cluster, Operator
from cluster.real.cluster import RealCluster
from examples import example
from lab import interpreters, kubernetes_tools, venvs
from lab.playbooks import Controller, Unsafe

MINIMAL = Path(__file__).resolve().parents[2] / "support" / "helm_chart" / "minimal"
SECRETS_OF_THE_CHART = {
    "mysql-secrets": "openmetadata-mysql-password",
    "airflow-secrets": "openmetadata-airflow-password",
}
SECRET = "s3cret #x: '\"${HOME:-q}$(HOME){{ 1 }}\\ é😀"


@pytest.fixture(scope="module")
def folder():
    """Everything of a module."""
    path = Path(tempfile.mkdtemp(prefix="om-sso-test-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def tools(require):
    """Of the controller."""
    try:
        return kubernetes_tools.made(kubernetes_tools.chosen())
    except venvs.Missing as missing:
        require(str(missing))


@pytest.fixture(scope="module")
def controller(tools, folder):
    """It has kubernetes.core beside the collection."""
    (folder / "controller").mkdir(mode=0o700)
    controller = Controller(tools.venv, folder / "controller", "2.21")
    for name in ("ANSIBLE_COLLECTIONS_PATH", "PYTHONPATH"):
        controller.environment[name] += f"{os.pathsep}{tools.core}"
    controller.environment["PATH"] = f"{tools.helm.parent}{os.pathsep}{controller.environment['PATH']}"
    controller.environment["ANSIBLE_DEPRECATION_WARNINGS"] = "False"
    for name in [name for name in controller.environment if name.startswith(("KUBE", "HELM_", "K8S_"))]:
        del controller.environment[name]
    return controller


@pytest.fixture(scope="module")
def make_cluster(tools, folder):
    """`make_cluster(release)` starts one; all of them end with the module."""
    # Of CI always: the simulated cluster reads its schemas from the client.
    python = venvs.ensure("kubernetes", interpreters.find((3, 12))) / "bin" / "python"
    kind, made = RealCluster if RealCluster.PROGRAMS else Cluster, []

    def make(release):
        made.append(kind(python, tools.helm, folder / f"cluster-{len(made)}", release))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture(scope="module")
def install(make_cluster, controller):
    """`install(release, ...)` is a fresh OpenMetadata in a cluster of its own, with its operator."""

    def make(release, chart=MINIMAL, *arguments, provider="auth0", pods=1, secret=True):
        cluster = make_cluster(release)
        for name, key in SECRETS_OF_THE_CHART.items():
            body = {
                "apiVersion": "v1",
                "kind": "Secret",
                "metadata": {"name": name},
                "stringData": {key: "of-the-operator"},
            }
            cluster.ask(f"/api/v1/namespaces/{NAMESPACE}/secrets", "POST", body)
        cluster.run_helm(
            "install",
            "om-prod",
            str(chart),
            "--set",
            f"image.tag={release}",
            "--set",
            f"replicaCount={pods}",
            *arguments,
        )
        cluster.wait_for_pods(pods)
        changes = {
            "deployment": "kubernetes",
            "compose_directory": None,
            "preflight": "off",
            "openmetadata_version": release,
        }
        if secret:
            changes["client_secret"] = Unsafe(SECRET)
        variables = example(provider, **changes)
        variables = {name: value for name, value in variables.items() if value is not None}
        more = {
            "om_sso_kubernetes_namespace": NAMESPACE,
            "om_sso_kubernetes_kubeconfig": str(cluster.kubeconfig),
            "om_sso_health_timeout": 60,
            "om_sso_settle_time": 1,
        }
        return Operator(controller, cluster, "om-prod", {**variables, **more})

    return make
