# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands in many pods at once, in this process.

The module ``kubernetes.core.k8s_exec`` runs one command and needs a process of its own on the controller, which takes
longer than the command. Here ``kubernetes.core`` finds the cluster once, as for all of its modules, and each command
has a thread and a connection.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Sequence
from typing import Any

import yaml

from ...module_utils._core.errors import HostError
from .._kubernetes import api_errors
from .._kubernetes.cluster import CommandResult, PodCommand
from . import at_once, cluster_client

#: Seconds after which a command is given up. Those of this collection end by themselves much earlier.
LONGEST = 900
#: Seconds after which the time is compared, while a command writes nothing.
_PAUSE = 1
#: The channel on which the API server says how a command ended.
_ERROR = 3
_EXIT = "NonZeroExitCode"


def execute(access: dict[str, Any], namespace: str, commands: Sequence[PodCommand]) -> list[CommandResult]:
    """The results of the commands, in their order; ``HostError`` for one that could not be run."""
    connections = _Connections(cluster_client.of(access), namespace)
    return at_once.ask_all(connections.run, commands)


class _Connections:
    """The cluster; each command has a connection of its own, since the client replaces a method of it meanwhile."""

    def __init__(self, found: Any, namespace: str) -> None:
        self._namespace = namespace
        self._client = importlib.import_module("kubernetes.client")
        self._stream = importlib.import_module("kubernetes.stream").stream
        self._configuration, self._headers = found.configuration, dict(found.client.client.default_headers)

    def run(self, command: PodCommand) -> CommandResult:
        """Run one command; ``HostError`` when it did not end by itself."""
        doing = f"A command in pod {command.pod}"
        try:
            with self._client.ApiClient(self._configuration) as connection:
                connection.default_headers.update(self._headers)
                return self._run(connection, command, doing)
        except HostError:
            raise
        except Exception as error:  # of the client, the WebSocket, TLS or the network
            raise api_errors.host_error(doing, cluster_client.words(error)) from None

    def _run(self, connection: Any, command: PodCommand, doing: str) -> CommandResult:
        channels = self._stream(
            self._client.CoreV1Api(connection).connect_get_namespaced_pod_exec,
            command.pod,
            self._namespace,
            container=command.container,
            command=list(command.words),
            stdout=True,
            stderr=True,
            stdin=False,
            tty=False,
            _preload_content=False,
        )
        end = time.monotonic() + LONGEST
        while channels.is_open():
            if time.monotonic() > end:
                channels.close()
                raise HostError(f"{doing} did not end within {LONGEST} s.", "", "Check the node of the pod.")
            channels.update(timeout=_PAUSE)
        out, err = channels.read_stdout(), channels.read_stderr()
        return CommandResult(_status(channels.read_channel(_ERROR), doing), out, err)


def _status(said: str, doing: str) -> int:
    """The exit status that the API server reports; ``HostError`` when it reports that nothing was run, or nothing."""
    status = yaml.safe_load(said or "")
    if not isinstance(status, dict):
        raise HostError(f"{doing} was cut off: the connection ended before it did.", "", "Run it again.")
    if status.get("status") == "Success":
        return 0
    causes = (status.get("details") or {}).get("causes") or [{}]
    if status.get("reason") == _EXIT and str(causes[0].get("message", "")).isdigit():
        return int(causes[0]["message"])
    raise api_errors.host_error(doing, str(status.get("message") or status.get("reason") or "no reason given"))
