# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls of Docker Compose in the folder of a project, as the operator would make them there."""

import json

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands, waiting

#: Variables of the caller's shell that would make Compose read other files than a plain call does.
COMPOSE_VARIABLES = (
    "COMPOSE_FILE",
    "COMPOSE_PROJECT_NAME",
    "COMPOSE_ENV_FILES",
    "COMPOSE_PATH_SEPARATOR",
    "COMPOSE_DISABLE_ENV_FILE",
)


class ComposeCall:
    """Docker Compose for the project in ``folder``; ``project`` is its name where it is not to be that of the folder.

    ``names`` are variables that Compose must not see in the caller's shell, besides its own. Each call may change the
    ``containers``.
    """

    def __init__(self, folder, project, names, containers):
        self.folder = folder
        self.project = project
        self.dropped = names | set(COMPOSE_VARIABLES)
        self.containers = containers
        self._called_in = None

    def environment(self):
        """{name: value} of the environment of a call."""
        if self._called_in is None:
            self._called_in = self.containers.called_in()
        return dict(commands.own_environment(self.dropped), PWD=self._called_in)

    def command(self, arguments):
        """The words of a call."""
        project = ["--project-name", self.project] if self.project else []
        return ["docker", "compose"] + project + list(arguments)

    def run(self, *arguments, **keywords):
        """What Compose prints; ``HostError`` with its own words where it fails. ``timeout`` is in seconds."""
        timeout = keywords.get("timeout", 600)
        with waiting.waiting("docker compose {}".format(" ".join(arguments[:3])), timeout):
            environment = self.environment()
            result = commands.run(self.command(arguments), cwd=self.folder, environment=environment, timeout=timeout)
        self.containers.forget()
        if result.status != 0:
            raise HostError(
                "docker compose {} failed: {}".format(" ".join(arguments[-3:]), result.last_line), self.folder
            )
        return result.out

    def config(self, names, *options):
        """The project as Compose understands it; ``names`` empty means as a plain call does."""
        chosen = list(options) + [item for name in names for item in ("--file", name)]
        return json.loads(self.run(*(chosen + ["config", "--format", "json"])))

    def config_of(self, services, names, *options):
        """The project of the operator's files; with the services of all profiles where ``services`` are in one.

        ``up`` of a service that is named starts it in whatever profile it is.
        """
        composed = self.config(names, *options)
        if set(services) <= set(composed["services"]):
            return composed
        return self.config(names, *options, "--profile", "*")

    def hashes(self):
        """{service: hash of it as the Compose files want it}, by Compose itself."""
        lines = self.run("config", "--hash", "*").splitlines()
        return {service: wanted.strip() for service, _blank, wanted in (line.partition(" ") for line in lines)}
