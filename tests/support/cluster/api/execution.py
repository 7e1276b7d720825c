# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A command in a pod, over a WebSocket or what has its channels."""

import json
from typing import Any, Protocol

from . import websocket


class Socket(Protocol):
    """A connection with channels."""

    def send(self, channel: int, content: bytes) -> None:
        """One message to the client."""

    def receive(self) -> tuple[int, bytes] | None:
        """(channel, content) of the next message; none at the end."""

    def close(self) -> None:
        """Normal end."""


def run(socket: Socket, pod: Any, command: list[str], with_stdin: bool) -> None:
    """Run it in a pod, and send what it says and how it ended."""
    stdin = _archive(socket) if with_stdin else None
    done = pod.run(command, stdin)
    for channel, content in ((websocket.STDOUT, done.stdout), (websocket.STDERR, done.stderr)):
        if content:
            socket.send(channel, content)
    status: dict[str, Any] = {"metadata": {}, "status": "Success"}
    if done.returncode:
        causes = [{"reason": "ExitCode", "message": str(done.returncode)}]
        words = f"command terminated with non-zero exit code: exit status {done.returncode}"
        status = {
            "metadata": {},
            "status": "Failure",
            "message": words,
            "reason": "NonZeroExitCode",
            "details": {"causes": causes},
        }
    try:
        socket.send(websocket.ERROR, json.dumps(status).encode())
        socket.close()
    except OSError:
        pass  # a client that copies a file does not wait for the end


def _archive(socket: Socket) -> bytes:
    """Standard input up to its end, or to the end of the archive.

    v4.channel.k8s.io has no sign for the end of the input.
    """
    content = b""
    while not (len(content) >= 10240 and len(content) % 10240 == 0 and content.endswith(bytes(1024))):
        message = socket.receive()
        if message is None:
            break
        content += message[1]
    return content
