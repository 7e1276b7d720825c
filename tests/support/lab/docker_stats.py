# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What containers of this machine have used, as Docker's API tells it: the command line has percents only."""

import http.client
import json
import socket

SOCKET = "/var/run/docker.sock"


class _Local(http.client.HTTPConnection):
    """HTTP to the engine of this machine."""

    def connect(self):
        """Connect to its socket."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(SOCKET)


def cpu_seconds(container: str) -> float:
    """Seconds of CPU that a container has used since it was started, with all that runs in it."""
    connection = _Local("localhost", timeout=60)
    try:
        connection.request("GET", f"/containers/{container}/stats?stream=false&one-shot=true")
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    return answer["cpu_stats"]["cpu_usage"]["total_usage"] / 1e9
