# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Compose project and what the stand-in for the program `docker` says of it; it records its calls."""

import json
import sys
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.docker_compose import DockerCompose

FAKE = Path(__file__).resolve().parent / "docker.py"
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
        """From now on a call of `docker` with this word fails with the message."""
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


def put_into_path(folder, answers, monkeypatch):
    """Make the stand-in the program `docker`, in a new folder of its own; `answers` holds what it says."""
    program = folder / "docker"
    folder.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {FAKE} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setenv("OM_TEST_DOCKER", str(answers))


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A project in a temporary folder; the program `docker` is the stand-in."""
    made = World(tmp_path)
    put_into_path(tmp_path / "bin", made.docker, monkeypatch)
    return made


def refused(call, *arguments):
    """The error of a call that must be refused."""
    with pytest.raises(HostError) as error:
        call(*arguments)
    return error.value
