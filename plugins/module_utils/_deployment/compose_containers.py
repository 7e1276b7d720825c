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
SERVICE = "com.docker.compose.service"
WORKING_DIR = "com.docker.compose.project.working_dir"
CONFIG_FILES = "com.docker.compose.project.config_files"
#: Those of ``--env-file``; without that option Compose notes none.
ENVIRONMENT_FILES = "com.docker.compose.project.environment_file"
#: Containers that an error names.
MOST = 4
#: What to do where a service has several.
ONE = (
    "Run one: take scale and deploy.replicas out of the Compose files, and run docker compose up --detach --scale "
    "{0}=1 {0}. Replicas of a server are hosts of the inventory, each with a Compose project of its own, and "
    "om_sso_cluster."
)


class Containers:
    """The containers of one project, asked once until something may have changed them.

    ``directory()`` is the directory of the project, see ``of_one_project``.
    """

    def __init__(self, folder, project, directory):
        self.folder = folder
        self.project = project
        self._directory = directory
        self._found = None

    def every(self):
        """[what ``docker inspect`` says], as ``of_one_project``."""
        if self._found is None:
            self._found = of_one_project(self.folder, self.project, self._directory())
        return self._found

    def called_in(self):
        """The name of the folder, as the function ``called_in``."""
        return called_in(self.folder, self._directory() or self.folder, self.every())

    def by_service(self):
        """{service: what ``docker inspect`` says}, as the function ``by_service``."""
        return by_service(self.every())

    def forget(self):
        """Ask again when they are needed the next time."""
        self._found = None

    def wait_for_writers(self):
        """Wait as ``wait_for_writers`` does, and know the containers from then on."""
        self._found = wait_for_writers(self.folder, self.project, self._directory())

    def refuse_another_project(self, project):
        """``HostError`` where what Compose is about to bring up as ``project`` is not what runs in this folder."""
        refuse_another_project(self.by_service().values(), self.folder, project, self._directory())


def of_one_project(folder, project, directory=None):
    """[what ``docker inspect`` says] of the project's containers; ``project`` is its name, or empty.

    ``folder`` is where Compose is called, ``directory`` that of the first Compose file where this is another one:
    Compose takes it for the project's, and names it in its labels (measured with 2.26). ``HostError`` where containers
    of that name are of another folder, or the folder has those of several projects.
    """
    containers = of_every_project()
    if project:
        found = [container for container in containers if _label(container, PROJECT) == project]
        _refuse_other_folders(found, folder, project, directory)
        return found
    found = [container for container in containers if _is_made_in(container, folder, directory)]
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


def called_in(folder, directory, containers):
    """The name of the folder in which the containers were made, where links give it several; else that of ``folder``.

    The name of the project, paths of the Compose files and so the hash of a service depend on it: Compose takes it from
    PWD where that is the current folder (measured with 2.26). ``directory`` is that of the first Compose file.
    """
    below = os.path.relpath(directory, folder)
    ending = "" if below == "." else "/" + below
    names = [_label(container, WORKING_DIR) for container in containers]
    names = [name[: len(name) - len(ending)] for name in names if name.endswith(ending)] + [os.path.normpath(folder)]
    return next((name for name in names if _is_folder(name, folder)), None) or os.path.realpath(folder)


def _is_folder(name, folder):
    return os.path.isabs(name) and os.path.isdir(name) and os.path.samefile(name, folder)


def refuse_several(containers, service):
    """``HostError`` where several containers of a service run: one of them would be verified, and the others not."""
    found = [container for container in _of_services(containers) if container["State"]["Running"]]
    names = [_name(container) for container in found if _label(container, SERVICE) == service]
    if len(names) > 1:
        raise HostError(
            f"{len(names)} containers of {service} run ({some(names, MOST)}): one of them would be verified, and the "
            "others not.",
            f"services.{service}",
            ONE.format(service),
        )


def refuse_replicas(service, composed):
    """``HostError`` where the Compose files want several containers of a service; ``composed`` is it by Compose."""
    wanted = composed.get("scale") or (composed.get("deploy") or {}).get("replicas") or 1
    if wanted != 1:
        raise HostError(
            f"The Compose files want {wanted} containers of {service}: one of them would be verified, and the others "
            "not.",
            f"services.{service}",
            ONE.format(service),
        )


def refuse_another_project(found, folder, project, directory=None):
    """``HostError`` where what Compose is about to bring up as ``project`` is not what runs in this folder.

    ``found`` are the containers of the services in this folder; ``directory`` as for ``of_one_project``.
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
    _refuse_other_folders(same, folder, project, directory)


def _refuse_other_folders(containers, folder, project, directory):
    others = [container for container in containers if not _is_of_folder(container, folder, directory)]
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
            _name(container),
            _label(container, PROJECT),
            _label(container, WORKING_DIR) or "an unknown folder",
        )
        for container in containers
    ]
    return some(words, MOST)


def _name(container):
    return (container.get("Name") or container["Id"][:12]).lstrip("/")


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


def _is_made_in(container, *folders):
    made_in = _label(container, WORKING_DIR)
    return bool(made_in) and os.path.realpath(made_in) in [os.path.realpath(folder) for folder in folders if folder]


def _is_of_folder(container, folder, directory):
    """Whether a container was made in a folder, or of a Compose file below it."""
    below = os.path.realpath(folder).rstrip("/") + "/"
    paths = [path for path in _label(container, CONFIG_FILES).split(",") if path]
    return _is_made_in(container, folder, directory) or any(os.path.realpath(path).startswith(below) for path in paths)


def runs(container):
    """Whether the program of a container runs; one that ended and waits for its next start is running for Docker."""
    return container["State"]["Running"] and not container["State"].get("Restarting")


def by_service(containers):
    """{service: container}; of several the one that runs, and of those the newest.

    A ``docker compose up`` that was killed leaves the container that it was about to replace.
    """
    in_order = sorted(_of_services(containers), key=lambda one: (one["State"]["Running"], one.get("Created") or ""))
    return {_label(container, SERVICE): container for container in in_order}


def _of_services(containers):
    """Those of a service, without one-off ones, which ``docker compose run`` makes."""
    return [
        container
        for container in containers
        if _label(container, SERVICE) and _label(container, "com.docker.compose.oneoff") != "True"
    ]


def wait_for_writers(folder, project, directory=None):
    """Wait until no container of a ``docker compose run`` writes; returns the containers of the project.

    Such a container goes on when its caller is killed, and its late write would overtake ours.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        containers = of_one_project(folder, project, directory)
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
