# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search process of the container set-up: answers the health check of the Compose file, nothing else."""

import json
from typing import Any

from om_simulator.web import Response, Server, dispatch


def serve(port: int) -> int:
    """Serves until the process is killed."""
    # One key a line, as `?pretty` gives: the health check greps a line with `status`.
    health = json.dumps({"cluster_name": "openmetadata-simulator", "status": "green", "timed_out": False}, indent=2)
    routes = [
        ("GET", "/_cluster/health", lambda _request: Response(200, health)),
        ("GET", "/", lambda _request: Response(200, {"tagline": "OpenMetadata simulator"})),
    ]

    def answer(method: str, target: str, headers: Any, body: bytes) -> Response:
        return dispatch(routes, method, target, headers, body)

    print("OpenMetadata simulator: search on port %d" % port, flush=True)
    Server("0.0.0.0", port, answer).serve_forever()
    return 0
