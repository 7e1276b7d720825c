# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Docker says about the containers of one Compose project, without Compose.

Compose tells projects apart by their name alone, which is that of the folder unless it is set: what is brought up in
``/srv/two/docker`` replaces the containers of ``/srv/one/docker`` (measured with 2.26). Its labels name the folder.
"""

import json
import os
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands

#: Seconds to wait for a container that a killed run started to write rows while the server was down.
PATIENCE = 300
#: Labels in which Compose notes what a container belongs to, and was made of.
PROJECT = "com.docker.compose.project"
WORKING_DIR = "com.docker.compose.project.working_dir"
CONFIG_FILES = "com.docker.compose.project.config_files"
#: Those of ``--env-file``; without that option Compose notes none.
ENVIRONMENT_FILES = "com.docker.compose.project.environment_file"
#: Containers that an error names.
MOST = 4


class Containers:
    """The containers of one project, asked once until something may have changed them."""

    def __init__(self, folder, project):
        self.folder = folder
        self.project = project
        self._found = None

    def by_service(self):
        """{service: what ``docker inspect`` says}, as ``of_one_project``."""
        if self._found is None:
            self._found = by_service(of_one_project(self.folder, self.project))
        return self._found

    def forget(self):
        """Ask again when they are needed the next time."""
        self._found = None

    def wait_for_writers(self):
        """Wait as ``wait_for_writers`` does, and know the containers from then on."""
        self._found = by_service(wait_for_writers(self.folder, self.project))


def of_one_project(folder, project):
    """[what ``docker inspect`` says] of the project's containers; ``project`` is its name, or empty.

    ``HostError`` where containers of that name are of another folder, or the folder has those of several projects.
    """
    containers = of_every_project()
    if project:
        found = [container for container in containers if _label(container, PROJECT) == project]
        _refuse_other_folders(found, folder, project)
        return found
    found = [container for container in containers if _is_made_in(container, folder)]
    names = sorted({_label(container, PROJECT) for container in by_service(found).values()})
    if len(names) > 1:
        raise HostError(
            f"{folder} has containers of several Compose projects: {_named(found)}.",
            "om_sso_compose_project",
            "Set it to the one that runs OpenMetadata ({}), or remove the containers of the other one.".format(
                " or ".join(names)
            ),
        )
    return found


def refuse_another_project(found, folder, project):
    """``HostError`` where what Compose is about to bring up as ``project`` is not what runs in this folder.

    ``found`` are the containers of the services in this folder.
    """
    others = [container for container in found if _label(container, PROJECT) != project]
    if others:
        raise HostError(
            f"Compose takes {folder} for the project {project}, and its containers are of another one: "
            f"{_named(others)}.",
            "om_sso_compose_project",
            f"Set it to {_label(others[0], PROJECT)}.",
        )
    same = [container for container in of_every_project() if _label(container, PROJECT) == project]
    _refuse_other_folders(same, folder, project)


def _refuse_other_folders(containers, folder, project):
    others = [container for container in containers if not _is_of_folder(container, folder)]
    if others:
        raise HostError(
            f"Another folder has a Compose project {project} as well, whose containers would be replaced: "
            f"{_named(others)}.",
            "om_sso_compose_project",
            "Set om_sso_compose_directory to that folder if it is the one that is meant. Else give this project a name "
            "of its own (COMPOSE_PROJECT_NAME in .env). If the folder was moved, remove the containers there.",
        )


def _named(containers):
    """Containers by name, project and folder, as far as a line has room."""
    words = [
        "{} of {} in {}".format(
            (container.get("Name") or container["Id"][:12]).lstrip("/"),
            _label(container, PROJECT),
            _label(container, WORKING_DIR) or "an unknown folder",
        )
        for container in containers
    ]
    return some(words, MOST)


def of_every_project():
    """[what ``docker inspect`` says] of each container that Compose made, by two quick calls that need no Compose."""
    listed = commands.run(
        ["docker", "ps", "--all", "--no-trunc", "--filter", f"label={PROJECT}", "--format", "{{.ID}}"],
        timeout=60,
    )
    if listed.status != 0:
        message = "Docker does not answer on this host: {}.".format(listed.last_line.rstrip("."))
        raise HostError(message, fix="Start it, and connect as root or a user of Docker.")
    if not listed.out.split():
        return []
    inspected = commands.run(["docker", "inspect"] + listed.out.split(), timeout=60)
    # A container may have gone between the two calls; what is left is printed all the same.
    return json.loads(inspected.out or "[]")


def _label(container, name):
    return container["Config"]["Labels"].get(name) or ""


def _is_made_in(container, folder):
    made_in = _label(container, WORKING_DIR)
    return bool(made_in) and os.path.realpath(made_in) == os.path.realpath(folder)


def _is_of_folder(container, folder):
    """Whether a container was made in a folder, or of a Compose file below it."""
    below = os.path.realpath(folder).rstrip("/") + "/"
    paths = _label(container, CONFIG_FILES).split(",")
    return _is_made_in(container, folder) or any(path and os.path.realpath(path).startswith(below) for path in paths)


def runs(container):
    """Whether the program of a container runs; one that ended and waits for its next start is running for Docker."""
    return container["State"]["Running"] and not container["State"].get("Restarting")


def by_service(containers):
    """{service: container} without one-off ones, which ``docker compose run`` makes."""
    labelled = [(container["Config"]["Labels"], container) for container in containers]
    return {
        labels["com.docker.compose.service"]: container
        for labels, container in labelled
        if "com.docker.compose.service" in labels and labels.get("com.docker.compose.oneoff") != "True"
    }


def wait_for_writers(folder, project):
    """Wait until no container of a ``docker compose run`` writes; returns the containers of the project.

    Such a container goes on when its caller is killed, and its late write would overtake ours.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        containers = of_one_project(folder, project)
        writers = [container["Id"][:12] for container in containers if _writes(container)]
        if not writers:
            return containers
        if time.monotonic() > deadline:
            message = (
                f"Container {writers[0]} of a run that was killed still writes the stored rows after {PATIENCE} s."
            )
            raise HostError(message, folder, "Wait for it, or end it with docker rm --force.")
        time.sleep(1)


def _writes(container):
    words = container.get("Args") or []
    return container["State"]["Running"] and "openmetadata-sso" in words and bool({"update", "remove"} & set(words))
