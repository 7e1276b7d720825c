# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls of Compose: as the operator would make them in the project's folder, and in its own words where it refuses."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.compose_call import COMPOSE_VARIABLES
from fakes import compose_world
from fakes.compose_world import MIGRATION, SERVER, refused

world = compose_world.world


def test_what_compose_refuses_comes_in_its_own_words(world):
    world.fails("config", "services.openmetadata-server.ports must be a list")
    error = refused(world.deployment().prepare)
    assert error.message.endswith("failed: services.openmetadata-server.ports must be a list")


def test_the_operators_own_files_are_asked_for_before_ours_is_there(world):
    world.deployment().prepare()
    assert ["--file", "docker-compose.yml", "config", "--format", "json"] in world.compose


def test_calls_are_as_the_operators_own(world, monkeypatch):
    for name in (*COMPOSE_VARIABLES, "OIDC_CLIENT_SECRET"):
        monkeypatch.setenv(name, "of the caller")
    world.deployment().restart()
    calls = [call for call in world.calls if call["arguments"][0] == "compose"]
    assert [call["arguments"] for call in calls] == [["compose", "up", "--detach", "--pull=missing", SERVER, MIGRATION]]
    assert [(call["folder"], call["variables"]) for call in calls] == [(str(world.folder), [])]


@pytest.mark.parametrize("below", ["", "/docker"], ids=["one folder", "the Compose file below it"])
@pytest.mark.parametrize(
    ("written", "made", "expected"),
    [
        ("link", None, "link"),
        ("project", None, "project"),
        ("link", "link", "link"),
        ("link", "project", "project"),
        ("project", "link", "link"),
        ("project", "elsewhere", "project"),
        ("elsewhere/../project", None, "project"),
        ("link/../project", None, "project"),
    ],
)
def test_compose_is_called_in_the_folder_by_the_name_that_the_containers_have(world, below, written, made, expected):
    """Compose makes the project's name and paths of it: with another one it is another project (measured with 2.26)."""
    place = world.folder.parent
    for folder in (world.folder, place / "elsewhere"):
        (folder / "docker").mkdir(parents=True)
        (folder / "docker" / "docker-compose.yml").write_text("services: {}\n")
    (place / "link").symlink_to("project")
    if made:
        labels = world.container(SERVER)["Config"]["Labels"]
        labels["com.docker.compose.project.working_dir"] = f"{place}/{made}{below}"
    names = [f"{below.lstrip('/')}/docker-compose.yml"] if below else None
    deployment = world.deployment(compose_directory=f"{place}/{written}", compose_files=names)
    deployment.restart()
    deployment.ops(["./bootstrap/openmetadata-ops.sh", "get"], None)
    calls = [
        call for call in world.calls if call["arguments"][:1] == ["compose"] and "version" not in call["arguments"]
    ]
    assert {(call["folder"], call["pwd"]) for call in calls} == {(str(world.folder), f"{place}/{expected}")}


def test_a_project_of_another_name_is_named(world):
    world.deployment(compose_project="production").restart()
    assert world.compose == [["--project-name", "production", "up", "--detach", "--pull=missing", SERVER, MIGRATION]]


def test_a_server_in_a_profile_is_found(world):
    both = world.config
    (world.docker / "config--profile.json").write_text(json.dumps(both))
    world.config = {"name": "project", "services": {"elasticsearch": {}}}
    world.deployment().prepare()
    assert ["--profile", "*", "--file", "docker-compose.yml", "config", "--format", "json"] in world.compose
