# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which containers are those of the project, and that one of them which still writes rows is waited for."""

import os
import time
import types

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import compose_containers
from fakes import compose_world
from fakes.compose_world import MIGRATION, SERVER, refused

world = compose_world.world


def test_containers_of_other_projects_and_one_off_ones_do_not_count(world):
    world.container(SERVER)["Config"]["Labels"]["com.docker.compose.project.working_dir"] = "/another"
    world.container(MIGRATION)["Config"]["Labels"]["com.docker.compose.oneoff"] = "True"
    assert world.deployment().environments() == {SERVER: None, MIGRATION: None}


def elsewhere(world, service=SERVER, **labels):
    """A container of the same project name, made in another folder."""
    made = world.container(service, Id=f"id-of-{service}-there", Name=f"/project-{service}-1")
    made["Config"]["Labels"].update({"com.docker.compose.project.working_dir": "/srv/two/project"}, **labels)
    return made


def test_a_project_of_the_same_name_in_another_folder_is_refused_before_a_change(world):
    elsewhere(world)
    deployment = world.deployment()
    deployment.check()
    assert deployment.running() is False, "nothing of it is taken for ours"
    error = refused(deployment.prepare)
    assert error.message == (
        "Another folder has a Compose project project as well, whose containers would be replaced: "
        f"project-{SERVER}-1 of project in /srv/two/project."
    )
    assert error.option == "om_sso_compose_project" and "COMPOSE_PROJECT_NAME" in error.fix
    assert not [call for call in world.compose if "up" in call]


def test_a_named_project_of_another_folder_is_refused_at_once(world):
    elsewhere(world)
    error = refused(world.deployment(compose_project="project").check)
    assert "/srv/two/project" in error.message and error.option == "om_sso_compose_project"


def test_a_container_of_a_compose_file_of_this_folder_is_ours_wherever_compose_was_called(world):
    files = {"com.docker.compose.project.config_files": f"/etc/om.yml,{world.folder}/docker/docker-compose.yml"}
    elsewhere(world, **files)
    deployment = world.deployment(compose_project="project")
    deployment.check()
    deployment.prepare()
    assert deployment.running() is True


@pytest.mark.parametrize("called", ["docker/docker-compose.yml", "/etc/om/docker-compose.yml"])
def test_the_server_of_a_compose_file_elsewhere_is_found_by_the_directory_of_that_file(world, called):
    """Compose takes that for the directory of the project; a server that is not found would be left stopped."""
    made = world.container(SERVER)["Config"]["Labels"]
    place = os.path.dirname(os.path.join(world.folder, called))
    made["com.docker.compose.project.working_dir"] = place
    deployment = world.deployment(compose_files=[called])
    assert deployment.running() is True
    deployment.prepare()


def test_several_containers_of_the_server_are_refused_before_anything_else(world):
    for number in (1, 2):
        world.container(SERVER, Id=f"id-{number}", Name=f"/om-{number}")
    error = refused(world.deployment().check)
    assert f"2 containers of {SERVER} run (om-1, om-2)" in error.message
    assert error.option == f"services.{SERVER}" and f"--scale {SERVER}=1 {SERVER}" in error.fix


@pytest.mark.parametrize("service", [{"scale": 2}, {"deploy": {"replicas": 3}}])
def test_several_containers_in_the_compose_files_are_refused_before_a_change(world, service):
    world.container(SERVER)
    world.config["services"][SERVER] = service
    deployment = world.deployment()
    deployment.check()
    assert f"containers of {SERVER}: one of them would be verified" in refused(deployment.prepare).message


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_what_a_killed_up_left_the_container_that_runs_counts(world, order):
    made = [
        world.container(SERVER, running=False, Id="old", Created="2026-11-29T10:00:00Z"),
        world.container(SERVER, Id="new", Created="2026-11-29T11:00:00Z"),
    ]
    world.containers = [made[place] for place in order]
    deployment = world.deployment()
    deployment.check()
    assert deployment.container()["Id"] == "new"


def test_containers_of_two_projects_in_one_folder_are_named(world):
    world.container(SERVER)
    world.container(MIGRATION, Name="/trial-1")["Config"]["Labels"]["com.docker.compose.project"] = "trial"
    error = refused(world.deployment().check)
    assert error.message.startswith(f"{world.folder} has containers of several Compose projects: ")
    assert f"trial-1 of trial in {world.folder}" in error.message and "(project or trial)" in error.fix
    deployment = world.deployment(compose_project="project")
    deployment.check()
    assert deployment.environments()[MIGRATION] is None, "and of a named one only its own count"


def test_containers_of_another_name_than_compose_would_take_are_refused_before_a_change(world):
    world.container(SERVER, Name="/om-1")["Config"]["Labels"]["com.docker.compose.project"] = "production"
    deployment = world.deployment()
    deployment.check()
    error = refused(deployment.prepare)
    assert error.message == (
        f"Compose takes {world.folder} for the project project, and its containers are of another one: "
        f"om-1 of production in {world.folder}."
    )
    assert error.fix.startswith("Set it to production")


def test_a_container_without_a_folder_is_nobodys(world, monkeypatch):
    del world.container(SERVER)["Config"]["Labels"]["com.docker.compose.project.working_dir"]
    monkeypatch.chdir(world.folder)
    assert world.deployment().running() is False


def one_off(world, *words, running=True):
    made = world.container(
        SERVER, running=running, Id="id-of-one-off", Args=["-c", "script", "openmetadata-sso", *words]
    )
    made["Config"]["Labels"]["com.docker.compose.oneoff"] = "True"
    return made


@pytest.mark.parametrize(("words", "running"), [(("get", "300"), True), (("update", "300"), False)])
def test_a_one_off_container_that_does_not_write_holds_nobody_up(world, words, running):
    one_off(world, *words, running=running)
    world.deployment().ops(["sh"], "")
    assert len(world.compose) == 2


def test_a_container_of_a_killed_run_that_still_writes_rows_is_waited_for(world, monkeypatch):
    deployment = (one_off(world, "update", "300"), world.deployment())[1]
    naps = []

    def nap(seconds):
        naps.append(seconds)
        if len(naps) == 3:
            world.containers.clear()
            world.deployment()

    monkeypatch.setattr(compose_containers, "time", types.SimpleNamespace(monotonic=time.monotonic, sleep=nap))
    deployment.ops(["sh"], "")
    assert len(naps) == 3 and len(world.compose) == 2


def test_but_not_for_ever(world, monkeypatch):
    one_off(world, "remove", "300")
    monkeypatch.setattr(compose_containers, "PATIENCE", 0)
    with pytest.raises(HostError) as error:
        world.deployment().ops(["sh"], "")
    assert (
        error.value.message == "Container id-of-one-of of a run that was killed still writes the stored rows after 0 s."
    )
    assert world.compose == []
