# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A command in a pod, over a WebSocket or what has its channels."""

import json
import threading
from typing import IO, Any, Protocol

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
    process = pod.begin(command)
    stdin, process.stdin = process.stdin, None
    if with_stdin:
        threading.Thread(target=_pass_on, args=(socket, stdin), daemon=True).start()
    else:
        stdin.close()
    out, words = process.communicate()
    try:
        for channel, content in ((websocket.STDOUT, out), (websocket.STDERR, pod.as_seen(words))):
            if content:
                socket.send(channel, content)
        socket.send(websocket.ERROR, json.dumps(_status(process.returncode)).encode())
        socket.close()
    except OSError:
        pass  # a client that copies a file does not wait for the end


def _status(code: int) -> dict[str, Any]:
    if not code:
        return {"metadata": {}, "status": "Success"}
    return {
        "metadata": {},
        "status": "Failure",
        "message": f"command terminated with non-zero exit code: exit status {code}",
        "reason": "NonZeroExitCode",
        "details": {"causes": [{"reason": "ExitCode", "message": str(code)}]},
    }


def _pass_on(socket: Socket, stdin: IO[bytes]) -> None:
    """What the client sends, as it comes; v4.channel.k8s.io has no sign for the end but that of the connection."""
    try:
        with stdin:
            while (message := socket.receive()) is not None:
                stdin.write(message[1])
                stdin.flush()
    except OSError:
        pass  # the command, or the connection, ended before the input did
