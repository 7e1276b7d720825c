# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of Docker and Compose, against a `docker` program that records its calls.

Real ones: molecule/compose.
"""

import json
import os
import sys
import time
import types
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import compose_containers, compose_files
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.docker_compose import (
    COMPOSE_VARIABLES,
    DockerCompose,
)

FAKE = Path(__file__).resolve().parents[4] / "support" / "fakes" / "docker.py"
TEMPLATES = {"compose.env.j2": "A='b'\n", "compose.override.yml.j2": "services: {}\n"}
SERVER, MIGRATION = "openmetadata-server", "execute-migrate-all"


class World:
    """A project's folder and what Docker says."""

    def __init__(self, folder):
        self.folder = folder / "project"
        self.docker = folder / "docker"
        self.folder.mkdir()
        self.docker.mkdir()
        (self.folder / "docker-compose.yml").write_text("services: {}\n")
        self.config = {"name": "project", "services": {SERVER: {}, MIGRATION: {}, "elasticsearch": {}}}
        self.containers = []

    def container(self, service, running=True, **more):
        """One more container of the project, as `docker inspect` shows it."""
        labels = {
            "com.docker.compose.project": "project",
            "com.docker.compose.project.working_dir": str(self.folder),
            "com.docker.compose.service": service,
            "com.docker.compose.oneoff": "False",
            "com.docker.compose.config-hash": f"hash-{service}",
        }
        state = {"Running": running, "Status": "running" if running else "exited", "ExitCode": 0 if running else 1}
        made = {
            "Id": f"id-of-{service}",
            "RestartCount": 0,
            "State": state,
            "Config": {"Labels": labels, "Env": ["A=1", "B=x=y", "NOTHING"]},
            "NetworkSettings": {"Ports": {}, "Networks": {"n": {"IPAddress": "172.18.0.5"}}},
            **more,
        }
        self.containers.append(made)
        return made

    def deployment(self, **options):
        """The class under test, in this world."""
        (self.docker / "containers.json").write_text(json.dumps(self.containers))
        (self.docker / "config.json").write_text(json.dumps(self.config))
        if not (self.docker / "hashes").exists():
            (self.docker / "hashes").write_text("".join(f"{name} hash-{name}\n" for name in self.config["services"]))
        known = {
            "compose_directory": str(self.folder),
            "compose_files": None,
            "compose_project": None,
            "compose_services": [SERVER, MIGRATION],
            **options,
        }
        return DockerCompose(known, TEMPLATES, [], ["OIDC_CLIENT_SECRET"])

    def fails(self, word, message):
        (self.docker / "failing").write_text(f"{word} {message}")

    @property
    def calls(self):
        """Every call so far."""
        path = self.docker / "calls"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    @property
    def compose(self):
        """The arguments of the calls of Compose."""
        return [call["arguments"][1:] for call in self.calls if call["arguments"][0] == "compose"]


@pytest.fixture
def world(tmp_path, monkeypatch):
    program = tmp_path / "bin" / "docker"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {FAKE} "$@"\n')
    program.chmod(0o755)
    made = World(tmp_path)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setenv("OM_TEST_DOCKER", str(made.docker))
    return made


def refused(call, *arguments):
    with pytest.raises(HostError) as error:
        call(*arguments)
    return error.value


def test_a_project_that_is_there_passes(world):
    deployment = world.deployment()
    deployment.check()
    assert deployment.exists() and [call["arguments"][0] for call in world.calls] == ["ps"]


def test_a_missing_folder_is_named(world):
    error = refused(world.deployment(compose_directory="/nowhere").check)
    assert (error.message, error.option) == ("/nowhere does not exist.", "om_sso_compose_directory")
    assert world.calls == [], "Docker is not asked for what is not there"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (None, "{folder} holds no Compose file."),
        (["other.yml"], "The Compose file {folder}/other.yml does not exist."),
        (["."], "The Compose file {folder}/. is a directory."),
    ],
)
def test_a_missing_compose_file_is_named(world, files, message):
    (world.folder / "docker-compose.yml").unlink()
    error = refused(world.deployment(compose_files=files).check)
    assert (error.message, error.option) == (message.format(folder=world.folder), "om_sso_compose_files")


def test_a_docker_that_does_not_answer_is_said(world):
    world.fails(
        "ps", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
    )
    error = refused(world.deployment().check)
    assert error.message.startswith("Docker does not answer on this host: Cannot connect to the Docker daemon")
    assert "connect as root" in error.fix


def test_a_host_without_docker_is_said(world, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert refused(world.deployment().check).message == "The host has no program docker."


def test_a_service_that_the_project_lacks_is_named_with_those_it_has(world):
    error = refused(world.deployment(compose_services=["openmetadata_server"]).prepare)
    assert (
        error.message
        == f"The Compose project has no service openmetadata_server; it has elasticsearch, {MIGRATION}, {SERVER}."
    )
    assert error.option == "om_sso_compose_services"


def test_what_compose_refuses_comes_in_its_own_words(world):
    world.fails("config", "services.openmetadata-server.ports must be a list")
    error = refused(world.deployment().prepare)
    assert error.message.endswith("failed: services.openmetadata-server.ports must be a list")


def test_the_operators_own_files_are_asked_for_before_ours_is_there(world):
    world.deployment().prepare()
    assert ["--file", "docker-compose.yml", "config", "--format", "json"] in world.compose


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


def test_a_compose_that_is_too_old_is_said_before_a_change(world):
    (world.docker / "version").write_text("2.17.3\n")
    assert "Docker Compose 2.17.3 is too old" in refused(world.deployment().prepare).message


def test_calls_are_as_the_operators_own(world, monkeypatch):
    for name in (*COMPOSE_VARIABLES, "OIDC_CLIENT_SECRET"):
        monkeypatch.setenv(name, "of the caller")
    world.deployment().restart()
    calls = [call for call in world.calls if call["arguments"][0] == "compose"]
    assert [call["arguments"] for call in calls] == [["compose", "up", "--detach", "--pull=missing", SERVER, MIGRATION]]
    assert [(call["folder"], call["variables"]) for call in calls] == [(str(world.folder), [])]


def test_a_change_brings_no_other_image(world):
    world.deployment().restart(force=True)
    assert "--pull=missing" in world.compose[0], "pull_policy: always asks the registry, and takes what it has"


def test_a_project_of_another_name_is_named(world):
    world.deployment(compose_project="production").restart()
    assert world.compose == [["--project-name", "production", "up", "--detach", "--pull=missing", SERVER, MIGRATION]]


def test_no_change_asks_docker_and_never_compose(world):
    world.container(SERVER)
    world.container(MIGRATION, running=False)
    deployment = world.deployment()
    deployment.check()
    deployment.files()
    assert deployment.environments() == {SERVER: {"A": "1", "B": "x=y"}, MIGRATION: {"A": "1", "B": "x=y"}}
    assert deployment.running() is True
    deployment.address("http://localhost:8585")
    assert world.compose == [], "starting Compose takes longer than all the rest"
    assert [call["arguments"][0] for call in world.calls] == ["ps", "inspect"], (
        "and each call of docker longer than the work itself"
    )


def test_after_a_change_docker_is_asked_anew(world):
    container = world.container(SERVER)
    deployment = world.deployment()
    assert deployment.running() is True
    container["State"] = {"Running": False, "Status": "exited", "ExitCode": 1}
    world.deployment()
    assert deployment.running() is True and deployment.alive() is not None, "waiting looks each time"
    assert deployment.running() is False
    container["State"]["Running"] = True
    world.deployment()
    deployment.restart()
    assert deployment.running() is True


def test_what_does_not_run_has_no_environment(world):
    deployment = world.deployment()
    assert deployment.environments() == {SERVER: None, MIGRATION: None} and deployment.running() is False


def test_containers_of_other_projects_and_one_off_ones_do_not_count(world):
    world.container(SERVER)["Config"]["Labels"]["com.docker.compose.project.working_dir"] = "/another"
    world.container(MIGRATION)["Config"]["Labels"]["com.docker.compose.oneoff"] = "True"
    assert world.deployment().environments() == {SERVER: None, MIGRATION: None}


def test_files_are_for_root_alone_and_the_operators_file_is_not_among_them(world):
    files = world.deployment().files()
    assert [(Path(change.path).name, change.mode, change.text) for change in files] == [
        ("openmetadata-sso.env", 0o600, "A='b'\n"),
        ("docker-compose.override.yml", 0o600, "services: {}\n"),
    ]


def test_where_the_override_is_named_in_dotenv_the_file_for_interpolation_names_it_too(world):
    (world.folder / "docker-compose.override.yml").write_text("services: {}\n")
    (world.folder / ".env").write_text("TAG=1.9.7\n")
    (world.folder / ".env").chmod(0o640)
    changes = {Path(change.path).name: change for change in world.deployment().files()}
    line = "COMPOSE_FILE=docker-compose.yml:docker-compose.override.yml:openmetadata-sso.override.yml\n"
    assert changes["openmetadata-sso.env"].text == "A='b'\n" + line
    assert changes[".env"].text.startswith("TAG=1.9.7\n") and line in changes[".env"].text
    assert changes[".env"].mode == 0o640


def test_a_container_that_compose_left_as_it_was_is_restarted_when_it_must_be(world):
    world.container(SERVER)
    world.deployment().restart(force=True)
    assert world.compose == [["up", "--detach", "--pull=missing", SERVER, MIGRATION], ["restart", SERVER]]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, None),
        ({"State": {"Status": "exited", "Running": False, "ExitCode": 3}}, "its container ended with exit status 3"),
        ({"State": {"Status": "paused", "Running": True, "Paused": True}}, "its container is paused"),
        ({"RestartCount": 3}, "its container was restarted 3 times"),
        ({"RestartCount": 2}, None),
    ],
)
def test_why_a_server_will_not_come_up(world, changes, words):
    world.container(SERVER, **changes)
    assert world.deployment().alive() == words


@pytest.mark.parametrize(
    ("before", "after", "later", "words"),
    [
        (40, 40, 42, None),
        (40, 40, 43, "its container was restarted 3 times"),
        (40, 0, 2, None),
        (40, 0, 3, "its container was restarted 3 times"),
    ],
)
def test_restarts_from_before_the_own_up_do_not_count(world, before, after, later, words):
    container = world.container(SERVER, RestartCount=before)
    deployment = world.deployment()
    call = deployment._compose

    def up(*arguments, **keywords):
        call(*arguments, **keywords)
        container["RestartCount"] = after
        world.deployment()

    deployment._compose = up
    deployment.restart()
    container["RestartCount"] = later
    world.deployment()
    assert deployment.alive() == words


def test_a_container_in_a_restart_loop_does_not_run(world):
    state = {"Running": True, "Restarting": True, "Status": "restarting", "ExitCode": 1, "StartedAt": "2026-11-28"}
    world.container(SERVER, State=state)
    deployment = world.deployment()
    assert deployment.running() is False and deployment.process() is None and deployment.kept_starting() is True
    deployment.ops(["sh"], "")
    assert world.compose[0][0] == "run", "docker exec would fail in it"


def test_a_paused_container_is_named_with_what_to_do(world):
    world.container(SERVER)["State"].update(Paused=True, Status="paused")
    error = refused(world.deployment().check)
    assert (error.message, error.option) == (f"The container of {SERVER} is paused.", str(world.folder))
    assert f"docker compose unpause {SERVER}" in error.fix


def test_the_docker_of_another_host_is_refused_before_it_is_asked(world, monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", "ssh://deploy@om-2")
    assert refused(world.deployment().check).option == "DOCKER_HOST"
    assert world.calls == []


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


@pytest.mark.parametrize(
    ("user", "owner"), [(None, (1000, 1000)), ("2000:3000", (2000, 3000)), ("openmetadata", (1000, 1000))]
)
def test_a_key_pair_is_for_the_user_that_the_server_is_about_to_have(world, monkeypatch, user, owner):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    world.container(SERVER)["Config"]["User"] = "1000:1000"
    world.config["services"][SERVER] = {"user": user}
    deployment = world.deployment()
    deployment.prepare()
    assert deployment.key_owner() == owner


def test_a_server_in_a_profile_is_found(world):
    both = world.config
    (world.docker / "config--profile.json").write_text(json.dumps(both))
    world.config = {"name": "project", "services": {"elasticsearch": {}}}
    world.deployment().prepare()
    assert ["--profile", "*", "--file", "docker-compose.yml", "config", "--format", "json"] in world.compose


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


def test_a_container_that_is_gone_is_said(world):
    assert world.deployment().alive() == "its container is gone"


def test_the_address_is_that_of_the_container_as_it_is_now(world):
    ports = {"8585/tcp": [{"HostIp": "0.0.0.0", "HostPort": "18585"}]}
    world.container(SERVER)["NetworkSettings"]["Ports"] = ports
    assert world.deployment().address("http://localhost:8585/x") == "http://127.0.0.1:18585/x"


def test_without_a_container_an_address_stays(world):
    assert world.deployment().address("http://localhost:8585") == "http://localhost:8585"


def test_the_log_is_of_both_streams(world):
    world.container(SERVER)
    assert world.deployment().log_since(1) == "on stdout\non stderr\n"


@pytest.mark.parametrize(
    ("server", "migration", "whose"),
    [
        ((True, "2026-11-29T10:00:00Z"), (False, "2026-11-29T09:59:00Z"), SERVER),
        ((True, "2026-11-29T10:00:00Z"), (True, "2026-11-29T10:01:00Z"), SERVER),
        # Compose makes the server anew before it starts the migration, and starts it behind that.
        ((False, "0001-01-01T00:00:00Z"), (True, "2026-11-29T10:00:00Z"), MIGRATION),
        ((False, "0001-01-01T00:00:00Z"), (False, "2026-11-29T10:00:00Z"), MIGRATION),
        ((False, "2026-11-29T10:00:00Z"), (False, "2026-11-29T09:59:00Z"), SERVER),
    ],
)
def test_while_the_migration_runs_or_after_it_failed_the_log_is_that_of_the_migration(world, server, migration, whose):
    for service, (running, started) in ((SERVER, server), (MIGRATION, migration)):
        world.container(service, running)["State"]["StartedAt"] = started
    world.deployment().log_since(1)
    assert world.calls[-1]["arguments"][-1] == f"id-of-{whose}"


def test_a_container_that_is_replaced_meanwhile_has_no_log(world):
    world.container(SERVER)
    world.fails("logs", "Error response from daemon: No such container: id")
    assert world.deployment().log_since(1) == ""


def test_an_ops_command_runs_in_the_servers_container(world):
    world.container(SERVER)
    assert world.deployment().ops(["sh", "-c", "x"], "rows: {}").status == 0
    assert (world.calls[-1]["arguments"], world.calls[-1]["text"]) == (
        ["exec", "--interactive", f"id-of-{SERVER}", "sh", "-c", "x"],
        "rows: {}",
    )


@pytest.mark.parametrize("there", [True, False])
def test_or_in_one_of_its_own_when_the_server_does_not_run(world, there):
    if there:
        world.container(SERVER, running=False)
    world.deployment().ops(["sh", "-c", "x"], "rows: {}")
    assert world.compose == [["run", "--rm", "--no-deps", "-T", "--entrypoint", "sh", SERVER, "-c", "x"]]


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
    assert len(world.compose) == 1


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
    assert len(naps) == 3 and len(world.compose) == 1


def test_but_not_for_ever(world, monkeypatch):
    one_off(world, "remove", "300")
    monkeypatch.setattr(compose_containers, "PATIENCE", 0)
    with pytest.raises(HostError) as error:
        world.deployment().ops(["sh"], "")
    assert (
        error.value.message == "Container id-of-one-of of a run that was killed still writes the stored rows after 0 s."
    )
    assert world.compose == []


def test_a_server_that_did_not_run_before_is_stopped_again(world):
    world.deployment().stop()
    assert world.compose == [["stop", SERVER, MIGRATION]]


def test_a_file_that_is_mounted_into_the_container_is_one_of_the_host(world, tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "public.der").write_text("key")
    os.mkfifo(tmp_path / "keys" / "pipe")
    world.container(SERVER, Mounts=[{"Source": str(tmp_path / "keys"), "Destination": "/etc/keys"}])
    deployment = world.deployment()
    assert deployment.content_of("/etc/keys/public.der") == "key"
    for path in ("/etc/keys/missing.der", "/etc/keys", "/etc/keys/pipe", "./conf/public_key.der", "/etc/keysother"):
        assert deployment.content_of(path) is None


def test_each_start_of_the_container_is_another_process(world):
    made = world.container(SERVER)
    made["State"]["StartedAt"] = "2026-11-28T10:00:00Z"
    first = world.deployment().process()
    made["State"]["StartedAt"] = "2026-11-28T11:00:00Z"
    assert first != world.deployment().process() and first.startswith("id-of-")
    made["State"]["Running"] = False
    assert world.deployment().process() is None
