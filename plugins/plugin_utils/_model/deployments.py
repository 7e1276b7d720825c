# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One row for each deployment, and the flows with their titles.

A deployment on hosts also has a class in ``module_utils/_deployment``, with the same name in its ``registry``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ...module_utils._keys import key_store
from .settings_class import Settings


def _no_templates(_settings: Settings) -> tuple[str, ...]:
    return ()


class Deployment(NamedTuple):
    """What the controller knows about a way to install the server. Functions take the settings of a plan."""

    title: str
    #: Whether the server is installed on a host that Ansible connects to.
    on_host: bool = True
    #: Whether the server runs in a container of the host, with an environment of its own.
    in_container: bool = False
    #: Names of the role options, without their prefix, that the host needs to find the server.
    options: tuple[str, ...] = ()
    #: The one of them that names the folder of the installation; it is required and absolute.
    folder: str | None = None
    #: Templates of the files on the host; one file comes from each.
    templates: Callable[[Settings], tuple[str, ...]] = _no_templates
    #: The folder of all own key pairs as the server sees it; ``None`` where a key pair cannot be installed.
    key_folder: Callable[[Settings], str] | None = None

    def key_mount(self, settings: Settings) -> dict[str, str] | None:
        """The folder of the own key pair on the ``host`` and in the ``container``.

        ``None`` where there is none to mount.
        """
        if not settings.jwt_key_id or not self.in_container or self.key_folder is None:
            return None
        folder = (getattr(settings, self.folder or "") or "").rstrip("/")
        places = {"host": f"{folder}/{key_store.FOLDER}", "container": self.key_folder(settings)}
        return {name: f"{place}/{settings.jwt_key_id}" for name, place in places.items()}

    def container(self, settings: Settings | None) -> dict[str, Any] | None:
        """How the host finds the server's container: ``folder``, ``files``, ``project`` and ``service``.

        ``None`` without a container.
        """
        if settings is None or not self.in_container or not settings.compose_services:
            return None
        return {
            "folder": settings.compose_directory,
            "files": settings.compose_files,
            "project": settings.compose_project,
            "service": settings.compose_services[0],
        }


def _systemd_or_script(settings: Settings) -> tuple[str, ...]:
    return ("systemd.env.j2", "systemd.conf.j2") if settings.service else ("shell.env.j2", "shell.hook.j2")


DEPLOYMENTS = {
    "docker_compose": Deployment(
        "Docker Compose",
        in_container=True,
        options=("compose_directory", "compose_files", "compose_project", "compose_services"),
        folder="compose_directory",
        templates=lambda _settings: ("compose.env.j2", "compose.override.yml.j2"),
        key_folder=lambda _settings: key_store.IN_CONTAINER,
    ),
    "bare_metal": Deployment(
        "bare metal",
        options=("home", "service", "user", "server_internal_url"),
        folder="home",
        templates=_systemd_or_script,
        key_folder=lambda settings: "{}/conf/{}".format((settings.home or "").rstrip("/"), key_store.FOLDER),
    ),
    "kubernetes": Deployment("Kubernetes", on_host=False, key_folder=lambda _settings: key_store.IN_POD),
}

#: Role options of a server of which nothing else is known: that of OpenMetadata's quickstart.
QUICKSTART = {"deployment": "docker_compose", "compose_directory": "/opt/openmetadata-docker"}
#: Deployments by what they can do, for rules and messages.
ON_HOST = tuple(name for name, row in DEPLOYMENTS.items() if row.on_host)
IN_CONTAINER = tuple(name for name, row in DEPLOYMENTS.items() if row.in_container)
IN_CLUSTER = tuple(name for name, row in DEPLOYMENTS.items() if not row.on_host)
#: Options of every target: those of the rows, and the folder of the collection's own state.
TARGET_OPTIONS = (*(option for row in DEPLOYMENTS.values() for option in row.options), "state_directory")

_UNKNOWN = Deployment("?", on_host=False)

FLOWS = {"authorization_code": "authorization code", "implicit": "implicit"}


def deployment_of(settings: Settings | None) -> Deployment:
    """The row of a plan's deployment; one without anything when none or an unknown one is given."""
    return DEPLOYMENTS.get(settings.deployment or "", _UNKNOWN) if settings else _UNKNOWN


def in_cluster(settings: Settings | None) -> bool:
    """Whether the server runs in a cluster, so that there is no host to connect to."""
    return settings is not None and settings.deployment in IN_CLUSTER


def title_of(name: str | None) -> str:
    """The title of a deployment by its name; a question mark for an unknown one."""
    return DEPLOYMENTS.get(name or "", _UNKNOWN).title
