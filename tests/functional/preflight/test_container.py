# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host with Docker Compose asks from inside the network of the server's container, without a program of its image."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils import _preflight
from identity_providers import cases
from lab import docker, images, required
from lab.venvs import Missing

SERVICE = "openmetadata-server"


@pytest.fixture(scope="module")
def container(tmp_path_factory):
    """A container as Compose labels it, on a network that alone knows the name idp.acme.io, which is its own."""
    if os.geteuid() != 0:
        required.require("only root may enter the network of a container")
    try:
        docker.available()
        image = images.target()
    except (docker.Failed, Missing) as absent:
        required.require(f"no container can be started: {absent}")
    folder = tmp_path_factory.mktemp("project")
    labels = [
        f"com.docker.compose.service={SERVICE}",
        f"com.docker.compose.project.working_dir={folder}",
        "com.docker.compose.project=preflight-test",
    ]
    options = [item for label in labels for item in ("--label", label)]
    server = "HandlerClass=http.server.SimpleHTTPRequestHandler, port=18080, bind='127.0.0.1'"
    script = f"import http.server; http.server.test({server})"
    name = docker.docker(
        "run",
        "--detach",
        *options,
        "--add-host",
        "idp.acme.io:127.0.0.1",
        "--entrypoint",
        "python3",
        image,
        "-c",
        script,
    ).strip()
    yield {"folder": str(folder), "files": None, "project": None, "service": SERVICE}
    docker.docker("rm", "--force", name)


def case():
    return cases.confidential("http://idp.acme.io:18080", timeout=5)


def said(answers):
    return answers["discovery"].get("status") or answers["discovery"]["error"]["kind"]


def test_names_and_ports_are_those_of_the_container(container):
    answers, origin = _preflight.ask_from(case().wanted, container)
    for _try in range(50):
        if said(answers) != "refused":  # its server is still starting
            break
        answers, origin = _preflight.ask_from(case().wanted, container)
    assert origin == f"the network of the container of {SERVICE}"
    assert said(answers) == 404, "our name server and our loopback do not have it, the container's do"


def test_this_process_stays_where_it_was(container):
    _preflight.ask_from(case().wanted, container)
    assert said(_preflight.ask(case().wanted)) in ("dns", "refused")


@pytest.mark.parametrize("change", [{"service": "another"}, {"folder": "/nowhere"}, {"project": "another"}])
def test_without_its_container_the_host_asks_and_says_so(container, change):
    answers, origin = _preflight.ask_from(case().wanted, {**container, **change})
    assert origin.startswith("the host, not the container: no container of")
    assert said(answers) in ("dns", "refused")


def test_a_host_without_containers_asks_itself():
    assert _preflight.ask_from(case().wanted, None)[1] == "the host"
