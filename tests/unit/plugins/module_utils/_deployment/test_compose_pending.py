# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plain call of Compose would change besides the plan, or not bring up again, is refused before a change."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import compose_containers, compose_files
from fakes import compose_world
from fakes.compose_world import SERVER, refused

world = compose_world.world


def test_a_change_of_the_operators_that_waits_is_not_brought_along(world):
    world.container("elasticsearch")
    (world.docker / "hashes").write_text("elasticsearch another\n")
    error = refused(world.deployment().prepare)
    assert error.message.startswith("elasticsearch is not as the Compose file wants it")
    assert "docker compose up -d elasticsearch" in error.fix and "2.17.3" not in error.fix


def test_a_compose_that_was_upgraded_since_is_named_as_a_cause(world):
    container = world.container("elasticsearch")
    container["Config"]["Labels"]["com.docker.compose.version"] = "2.17.3"
    (world.docker / "hashes").write_text("elasticsearch another\n")
    assert "It was made by Compose 2.17.3, and this is 2.26.1" in refused(world.deployment().prepare).fix


def labelled(world, label, *names):
    """The server's container with files in a label of Compose."""
    made = world.container(SERVER)
    made["Config"]["Labels"][label] = ",".join(str(world.folder / name) for name in names)
    return made


@pytest.mark.parametrize("files", [None, ["docker-compose.yml"]])
def test_compose_files_that_a_plain_call_does_not_read_are_named_before_a_change(world, files):
    (world.folder / "prod.yml").write_text("services: {}\n")
    labelled(world, compose_containers.CONFIG_FILES, "docker-compose.yml", "prod.yml", "gone.yml")
    deployment = world.deployment(compose_files=files)
    deployment.check()
    error = refused(deployment.prepare)
    assert f"would lose what they say: {world.folder}/prod.yml." in error.message and "gone.yml" not in error.message
    assert error.option == "om_sso_compose_files" and "(docker-compose.yml, prod.yml)" in error.fix
    world.deployment(compose_files=["docker-compose.yml", "prod.yml"]).prepare()


def test_the_own_override_is_read_by_a_plain_call(world):
    for name in ("docker-compose.override.yml", "openmetadata-sso.override.yml"):
        (world.folder / name).write_text(f"{compose_files.MARK}\n")
    names = ["docker-compose.yml", "docker-compose.override.yml", "openmetadata-sso.override.yml"]
    labelled(world, compose_containers.CONFIG_FILES, *names)
    world.deployment().prepare()


SERVICE = {"environment": {"A": "1", "B": None}, "image": "om:1.9", "ports": [{"target": 8585}]}


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({}, None),
        ({"environment": {"A": "1", "B": None, "OIDC_CLIENT_ID": "another"}}, None),
        ({"environment": {"A": "", "C": "x"}}, "A, C"),
        ({"image": "om:latest", "ports": None}, "image, ports"),
    ],
)
def test_what_a_file_of_env_file_said_is_not_lost(world, changes, lost):
    (world.folder / "prod.env").write_text("A=1\n")
    labelled(world, compose_containers.ENVIRONMENT_FILES, "prod.env")
    world.config["services"][SERVER] = SERVICE
    (world.docker / "config--env-file.json").write_text(json.dumps(world.config))
    world.config["services"][SERVER] = {**SERVICE, **changes}
    deployment = world.deployment()
    deployment.variables = [{"name": "OIDC_CLIENT_ID", "text": "Kx81"}]
    if lost is None:
        deployment.prepare()
        return
    error = refused(deployment.prepare)
    assert f"was brought up with --env-file {world.folder}/prod.env" in error.message
    assert error.message.endswith(f"without it these change: {lost}.") and f"{world.folder}/.env" in error.fix


@pytest.mark.parametrize("name", [".env", "openmetadata-sso.env", "gone.env"])
def test_env_files_that_count_anyhow_or_are_gone_hold_nobody_up(world, name):
    if name != "gone.env":
        (world.folder / name).write_text("A=1\n")
    labelled(world, compose_containers.ENVIRONMENT_FILES, name)
    world.deployment().prepare()
    assert not [call for call in world.compose if "--env-file" in call]


@pytest.mark.parametrize(
    ("condition", "status", "through"),
    [
        ("service_healthy", "unhealthy", False),
        ("service_healthy", "unhealthy", True),
        ("service_healthy", "starting", False),
        ("service_healthy", None, False),
        ("service_started", "unhealthy", False),
    ],
)
def test_a_service_that_compose_would_wait_for_in_vain_is_named_before_a_change(world, condition, status, through):
    state = {"Running": True, "Status": "running", "ExitCode": 0, "Health": status and {"Status": status}}
    world.container("elasticsearch", State=state)
    waits = {"depends_on": {"elasticsearch": {"condition": condition}}}
    services = world.config["services"]
    services[SERVER] = {"depends_on": {"search": {"condition": "service_started"}}} if through else waits
    services["search"] = waits if through else {}
    if (condition, status) != ("service_healthy", "unhealthy"):
        world.deployment().prepare()
        return
    error = refused(world.deployment().prepare)
    assert error.message.startswith("elasticsearch is unhealthy for Docker, and Compose starts")
    assert "would be stopped and not started again" in error.message and error.option.endswith(".depends_on")
