# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server process: a start, then two ports."""

import os
import sys
import threading
from typing import Any, Dict, List, Tuple

from om_simulator import configuration, faults, routes_public, startup_checks
from om_simulator.boot import boot, routes
from om_simulator.log import Log
from om_simulator.settings import Install
from om_simulator.store import Unavailable
from om_simulator.web import Response, Route, Server, dispatch


def run(install: Install, path: str) -> int:
    """Serves until the process is killed; the exit code when the start is refused."""
    print("OpenMetadata simulator %s" % install.release, flush=True)
    striking = faults.take(install.faults)
    try:
        settings = configuration.load(path, dict(os.environ), install.release)
    except configuration.ConfigurationError as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    log = Log(os.path.join(install.home, "logs"))
    log.info("Simulator", "OpenMetadata simulator %s starts" % install.release)
    try:
        running = boot(install, settings, striking, log)
        application = _listen(settings, "applicationConnectors", 8585, routes(running), striking)
        admin = _listen(settings, "adminConnectors", 8586, routes_public.administration_port(), striking)
    except (startup_checks.StartRefused, Unavailable, OSError) as error:
        log.error("Simulator", "%s" % error)
        return 1
    threading.Thread(target=admin.serve_forever, daemon=True).start()
    log.info("Simulator", "OpenMetadata simulator %s serves on port %d" % (install.release, application.server_port))
    application.serve_forever()
    return 0


def _listen(
    settings: Dict[str, Any], connectors: str, default: int, served: List[Route], striking: Dict[str, str]
) -> Server:
    host, port = _address(settings, connectors, default)

    def answer(method: str, target: str, headers: Any, body: bytes) -> Response:
        if "never_healthy" in striking:
            return Response(503, {"code": 503, "message": "OpenMetadata simulator: fault never_healthy"})
        if "dies_late" in striking and target.startswith("/api/v1/system/config/auth"):
            threading.Timer(float(striking.pop("dies_late")), os._exit, (1,)).start()
        try:
            return dispatch(served, method, target, headers, body)
        except Unavailable as error:
            return Response(500, {"code": 500, "message": str(error)})

    try:
        return Server(host, port, answer)
    except OSError as error:
        raise OSError("java.io.IOException: Failed to bind to %s:%d (%s)" % (host, port, error)) from error


def _address(settings: Dict[str, Any], connectors: str, default: int) -> Tuple[str, int]:
    """Host and port of the first connector; Dropwizard's defaults without one."""
    found = (settings.get("server") or {}).get(connectors) or [{}]
    return str(found[0].get("bindHost") or "0.0.0.0"), int(found[0].get("port") or default)
