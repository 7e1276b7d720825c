# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that Docker Compose runs, against a `docker` program that records its calls.

Real ones: molecule/compose.
"""

import os
from pathlib import Path

import pytest
from fakes import compose_world
from fakes.compose_world import MIGRATION, SERVER, refused

world = compose_world.world


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


def test_a_compose_that_is_too_old_is_said_before_a_change(world):
    (world.docker / "version").write_text("2.17.3\n")
    assert "Docker Compose 2.17.3 is too old" in refused(world.deployment().prepare).message


def test_a_change_brings_no_other_image(world):
    world.deployment().restart(force=True)
    assert "--pull=missing" in world.compose[0], "pull_policy: always asks the registry, and takes what it has"


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


def test_a_container_without_an_environment_has_an_empty_one(world):
    """Docker answers null for an image that sets no variable, where the Compose file sets none either."""
    world.container(SERVER)["Config"]["Env"] = None
    assert world.deployment().environments()[SERVER] == {}


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
    call = deployment._compose.run

    def up(*arguments, **keywords):
        call(*arguments, **keywords)
        container["RestartCount"] = after
        world.deployment()

    deployment._compose.run = up
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
    assert world.compose[1][0] == "run", "docker exec would fail in it"


def test_a_paused_container_is_named_with_what_to_do(world):
    world.container(SERVER)["State"].update(Paused=True, Status="paused")
    error = refused(world.deployment().check)
    assert (error.message, error.option) == (f"The container of {SERVER} is paused.", str(world.folder))
    assert f"docker compose unpause {SERVER}" in error.fix


def test_the_docker_of_another_host_is_refused_before_it_is_asked(world, monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", "ssh://deploy@om-2")
    assert refused(world.deployment().check).option == "DOCKER_HOST"
    assert world.calls == []


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
    assert world.compose[1:] == [["run", "--rm", "--no-deps", "-T", "--entrypoint", "sh", SERVER, "-c", "x"]]


@pytest.mark.parametrize(
    ("version", "options"),
    [
        ("v2.20.0", []),
        ("2.32.1", []),
        ("2.32.2", ["--pull=missing"]),
        ("2.40.3+ds1", ["--pull=missing"]),
        ("5.5", ["--pull=missing"]),
        ("2.32", []),
    ],
)
def test_a_command_of_a_server_that_does_not_run_brings_no_other_image(world, version, options):
    """With ``pull_policy: always`` the next ``up`` would start that image; an older Compose has no such option."""
    (world.docker / "version").write_text(f"{version}\n")
    world.deployment().ops(["sh"], "")
    assert world.compose[-1] == ["run", "--rm", "--no-deps", "-T", *options, "--entrypoint", "sh", SERVER]


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
