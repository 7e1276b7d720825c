# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Docker says about the containers of one Compose project, without Compose."""

import json
import os
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands

#: Seconds to wait for a container that a killed run started to write rows while the server was down.
PATIENCE = 300


def of_project(folder, project):
    """[what ``docker inspect`` says] of the project's containers, by two quick calls that need no Compose."""
    listed = commands.run(
        ["docker", "ps", "--all", "--no-trunc", "--filter", "label=com.docker.compose.project", "--format", "{{.ID}}"],
        timeout=60,
    )
    if listed.status != 0:
        message = "Docker does not answer on this host: {}.".format(listed.last_line.rstrip("."))
        raise HostError(message, fix="Start it, and connect as root or a user of Docker.")
    if not listed.out.split():
        return []
    inspected = commands.run(["docker", "inspect"] + listed.out.split(), timeout=60)
    # A container may have gone between the two calls; what is left is printed all the same.
    return [
        container
        for container in json.loads(inspected.out or "[]")
        if _belongs(container["Config"]["Labels"], folder, project)
    ]


def _belongs(labels, folder, project):
    if project:
        return labels.get("com.docker.compose.project") == project
    return os.path.realpath(labels.get("com.docker.compose.project.working_dir", "")) == os.path.realpath(folder)


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
        containers = of_project(folder, project)
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
