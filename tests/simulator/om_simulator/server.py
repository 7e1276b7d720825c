# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server process: start-up in the order of the real one, then two ports."""
import os
import sys
import threading
import time
from typing import Any, Dict, List, Tuple

from om_simulator import administration, configuration, faults, migrations, people, routes_public, startup_checks, state
from om_simulator.log import Log
from om_simulator.settings import Install
from om_simulator.store import Unavailable, from_url
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
        servers = _start(install, settings, striking, log)
    except (startup_checks.StartRefused, Unavailable, OSError) as error:
        log.error("Simulator", "%s" % error)
        return 1
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    log.info("Simulator", "OpenMetadata simulator %s serves on port %d" % (install.release, servers[0].server_port))
    servers[0].serve_forever()
    return 0


def _start(install: Install, settings: Dict[str, Any], striking: Dict[str, str], log: Log) -> List[Server]:
    """Everything between reading the file and listening; raises what refuses the start."""
    store = from_url((settings.get("database") or {}).get("url") or "", install.database)
    striking.update(store.take_faults())
    if "refuse_start" in striking:
        raise startup_checks.StartRefused("OpenMetadata simulator: fault refuse_start %s" % striking["refuse_start"])
    time.sleep(install.start_delay + float(striking.get("slow_start") or 0))
    migrations.require(store, install.release)
    running = state.State(install, settings, store, log)
    running.faults = striking
    startup_checks.check_file(settings)
    state.seed(running)
    state.choose_security(running)
    state.read_keys(running)
    startup_checks.check_security(running.security, install.has)
    people.prepare(running)
    provider = running.authentication.get("provider")
    log.info("AuthServeletHandlerFactory", "Creating AuthServeletHandler for provider: %s" % provider)
    if provider in startup_checks.OIDC and running.authentication.get("clientType") != "confidential":
        log.warn("AuthServeletHandlerFactory", "OIDC provider %s requires CONFIDENTIAL client type" % provider)
    routes = routes_public.application(running) + administration.routes(running)
    return [_listen(settings, "applicationConnectors", 8585, routes, striking),
            _listen(settings, "adminConnectors", 8586, routes_public.administration_port(), striking)]


def _listen(settings: Dict[str, Any], connectors: str, default: int, routes: List[Route],
            striking: Dict[str, str]) -> Server:
    host, port = _address(settings, connectors, default)

    def answer(method: str, target: str, headers: Any, body: bytes) -> Response:
        if "never_healthy" in striking:
            return Response(503, {"code": 503, "message": "OpenMetadata simulator: fault never_healthy"})
        return dispatch(routes, method, target, headers, body)
    try:
        return Server(host, port, answer)
    except OSError as error:
        raise OSError("java.io.IOException: Failed to bind to %s:%d (%s)" % (host, port, error)) from error


def _address(settings: Dict[str, Any], connectors: str, default: int) -> Tuple[str, int]:
    """Host and port of the first connector; Dropwizard's defaults without one."""
    found = (settings.get("server") or {}).get(connectors) or [{}]
    return str(found[0].get("bindHost") or "0.0.0.0"), int(found[0].get("port") or default)
