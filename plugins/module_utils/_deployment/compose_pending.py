# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plain ``docker compose up -d`` would change besides what is planned, or could not bring up again.

All of this is refused before a change: to restore the old files would not restore it, since that is a plain call, too.
"""

import os

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import compose_program
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.compose_containers import (
    CONFIG_FILES,
    ENVIRONMENT_FILES,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.compose_files import (
    ENV_FILE,
    NAMED_OVERRIDE,
    OWN_OVERRIDE,
)

#: The label in which Compose notes what a service was when its container was made.
CONFIG_HASH = "com.docker.compose.config-hash"


def refuse_other_files(service, container, folder, bases):
    """``HostError`` where a container was made of Compose files that a plain call does not read.

    ``bases`` are the operator's files that it reads. A file that is gone could not be read by anybody.
    """
    read = {os.path.realpath(os.path.join(folder, name)) for name in list(bases) + [OWN_OVERRIDE, NAMED_OVERRIDE]}
    others = [path for path in _listed(container, CONFIG_FILES, folder) if os.path.realpath(path) not in read]
    if others:
        names = bases + [os.path.relpath(path, folder) for path in others]
        raise HostError(
            f"{service} was brought up with Compose files that a plain docker compose up -d does not read, and would "
            f"lose what they say: {some(others)}.",
            "om_sso_compose_files",
            "Set it to all files in their order ({}), or bring {} up without them first.".format(
                ", ".join(names), service
            ),
        )


def other_env_files(container, folder):
    """The files of ``--env-file`` that a container was made with and a plain call does not read."""
    own = {os.path.realpath(os.path.join(folder, name)) for name in (".env", ENV_FILE)}
    return [path for path in _listed(container, ENVIRONMENT_FILES, folder) if os.path.realpath(path) not in own]


def refuse_lost_values(service, files, folder, plain, given):
    """``HostError`` where a service would lose what the ``files`` of ``--env-file`` say.

    ``plain`` and ``given`` are the service as Compose reads it without and with them, both without what the collection
    sets.
    """
    before, after = (dict(each.get("environment") or {}) for each in (given, plain))
    lost = [name for name in sorted({**before, **after}) if before.get(name) != after.get(name)]
    lost += [
        name for name in sorted({**given, **plain}) if name != "environment" and given.get(name) != plain.get(name)
    ]
    if lost:
        raise HostError(
            f"{service} was brought up with --env-file {some(files)}, which a plain docker compose up -d does not "
            f"read; without it these change: {some(lost)}.",
            folder,
            f"Put their values into {os.path.join(folder, '.env')}, which each call reads.",
        )


def without(service, names):
    """A service as Compose reads it without some variables of its environment."""
    environment = {name: text for name, text in (service.get("environment") or {}).items() if name not in names}
    return dict(service, environment=environment)


def refuse_unapplied(hashes, services, containers, folder, version):
    """``HostError`` where a change of the operator's that Compose has not applied yet would come along with ours.

    ``hashes`` are those of all services as the Compose files want them; ``services`` are ours, which may differ.
    """
    for service, wanted in hashes.items():
        if service in services or service not in containers:
            continue
        labels = containers[service]["Config"]["Labels"]
        if labels.get(CONFIG_HASH) != wanted:
            raise HostError(
                f"{service} is not as the Compose file wants it, so bringing OpenMetadata up would make it anew as "
                "well.",
                folder,
                f"Run docker compose up -d {service} when that suits you, then this again."
                + compose_program.made_by_another(labels, version),
            )


def refuse_unhealthy(services, composed, containers):
    """``HostError`` where Compose would stop a service and not start it again, for it waits for an unhealthy one.

    Compose makes containers anew before it waits (measured with 2.26).
    """
    waiting, seen = list(services), set()
    while waiting:
        service = waiting.pop()
        seen.add(service)
        for name, how in sorted((composed.get(service, {}).get("depends_on") or {}).items()):
            health = (containers.get(name, {}).get("State", {}).get("Health") or {}).get("Status")
            if how.get("condition") == "service_healthy" and health == "unhealthy":
                raise HostError(
                    f"{name} is unhealthy for Docker, and Compose starts {service} only when it is healthy: {service} "
                    "would be stopped and not started again.",
                    f"services.{service}.depends_on",
                    f"Correct {name} or its healthcheck (docker inspect shows its last answers), then run this again.",
                )
            if name not in seen:
                waiting.append(name)


def _listed(container, label, folder):
    """The files in a label that are there."""
    names = (container["Config"]["Labels"].get(label) or "").split(",")
    paths = [os.path.join(folder, name) for name in names if name]
    return [path for path in paths if os.path.exists(path)]
