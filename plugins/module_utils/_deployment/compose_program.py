# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program ``docker compose`` of a host: whether it is there, and new enough."""

import re

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands

#: Before 2.20 Compose refuses an env file with a value that ends in a backslash (compose-go 1.15 and 1.16 were run).
MINIMUM = (2, 20)
INSTALL = (
    "Install the Compose plugin of Docker: docker-compose-plugin from Docker's own packages, docker-compose-v2 on "
    "Ubuntu, docker-compose on Debian 13 and newer. The program docker-compose 1 is not enough."
)
#: Since this one ``docker compose run`` has the option ``--pull`` (docker/compose, pull request 12397).
RUN_PULLS_AS_TOLD = (2, 32, 2)


class ComposeProgram:
    """The program of one host, whose version is asked once a run."""

    def __init__(self):
        self._said = None

    def one_off(self):
        """The words of ``docker compose run`` for one command, which brings no other image where that can be said."""
        return ["run", "--rm", "--no-deps", "-T"] + (["--pull=missing"] if self._numbers() >= RUN_PULLS_AS_TOLD else [])

    def require(self):
        """The version as Compose prints it; raises ``HostError`` where it is missing or too old."""
        result, numbers = self._answer(), self._numbers()
        if not numbers:
            said = (result.err.strip() or result.out.strip() or "nothing").splitlines()[0].rstrip(".")
            raise HostError(f"The host has no Docker Compose v2: docker compose version says: {said}.", fix=INSTALL)
        version = result.out.strip().lstrip("v")
        if numbers < MINIMUM:
            raise HostError(
                "Docker Compose {} is too old; {}.{} or newer is needed.".format(version, *MINIMUM), fix=INSTALL
            )
        return version

    def _numbers(self):
        """(2, 26, 1) of "v2.26.1-4"; () where it is not known."""
        result = self._answer()
        found = re.match(r"v?(\d+)\.(\d+)(?:\.(\d+))?", result.out.strip()) if result.status == 0 else None
        return tuple(int(number) for number in found.groups(default="0")) if found else ()

    def _answer(self):
        if self._said is None:
            self._said = commands.run(["docker", "compose", "version", "--short"], timeout=60)
        return self._said


def made_by_another(labels, version):
    """A cause of a service that seems to be changed: it was made by another Compose. Empty where it was not."""
    earlier = (labels.get("com.docker.compose.version") or "").lstrip("v")
    if not earlier or earlier == version:
        return ""
    return (
        f" It was made by Compose {earlier}, and this is {version}: another version may take a service for changed "
        "that nobody touched."
    )
