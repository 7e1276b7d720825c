# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Render as an operator does, start the simulator in the environment of the pod, and compare what it serves."""

import shutil
import tempfile
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import documents
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import encoding
from examples import example
from helm_chart import cluster
from lab import interpreters, venvs
from lab.installation import Installation
from lab.playbooks import Controller, Unsafe

#: What a pod gets from the chart beside these belongs to its ports and files, not to the sign-in.
OF_THE_SIGN_IN = ("AUTH", "OIDC_", "CUSTOM_OIDC_", "SAML_")


@pytest.fixture(scope="module")
def folder():
    path = Path(tempfile.mkdtemp(prefix="om-sso-test-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def controller(require, folder):
    """The newest ansible-core."""
    python = interpreters.find((3, 12))
    if not python:
        require("ansible-core 2.21 wants Python 3.12 or newer, and none is in PATH or kept by pyenv")
    try:
        venv = venvs.ensure("core-2.21", python)
    except venvs.Missing as missing:
        require(str(missing))
    (folder / "controller").mkdir()
    return Controller(venv, folder / "controller", "2.21")


@pytest.fixture(scope="module")
def pod(folder):
    """The stand-in server, not started."""
    server = Installation(folder / "pod", "1.9.7")
    yield server
    server.stop()


@pytest.mark.parametrize("name", ["auth0-authorization-code", "auth0-implicit", "azure-authorization-code", "ldap"])
def test_the_pod_serves_what_was_planned_and_drift_is_seen(name, controller, pod, helm, minimal):
    variables = example(
        name,
        deployment="kubernetes",
        compose_directory=None,
        openmetadata_version="1.9.7",
        render_directory="gitops",
        api_url=pod.url,
    )
    release = {"om-prod": {key: Unsafe(value) if isinstance(value, str) else value for key, value in variables.items()}}
    controller.inventory(release)
    controller.run("helm_values").passed()
    rendered = controller.folder / "gitops" / "om-prod"
    texts = {path.name: path.read_text(encoding="utf-8") for path in rendered.iterdir()}
    environment = cluster.environment(cluster.template(helm, minimal(), rendered / documents.VALUES), texts)
    lines = [
        f"export {key}={encoding.shell(text)}\n" for key, text in environment.items() if key.startswith(OF_THE_SIGN_IN)
    ]
    pod.stop()
    pod.hook.write_text("".join(lines), encoding="utf-8")
    pod.start()

    controller.run("verify", "-e", "om_sso_verify_from=http").passed()

    release["om-prod"]["om_sso_self_signup"] = False
    controller.inventory(release)
    assert "enableSelfSignup" in controller.run("verify", "-e", "om_sso_verify_from=http").failed().output
