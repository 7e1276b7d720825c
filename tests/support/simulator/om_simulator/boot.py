# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A start up to the moment before listening, in the order of the real server."""

import time
from typing import Any, Dict, List

from om_simulator import (
    faults,
    migrations,
    people,
    routes_bots,
    routes_ingestion,
    routes_public,
    routes_security,
    routes_sign_in,
    routes_users,
    startup_checks,
    state,
)
from om_simulator.log import Log
from om_simulator.settings import Install
from om_simulator.store import from_url
from om_simulator.web import Route


def boot(install: Install, settings: Dict[str, Any], striking: Dict[str, str], log: Log) -> state.State:
    """The running state; raises StartRefused, Unavailable or OSError."""
    store = from_url((settings.get("database") or {}).get("url") or "", install.database)
    striking.update(store.take_faults(faults.NAMES))
    if "refuse_start" in striking:
        raise startup_checks.StartRefused("OpenMetadata simulator: fault refuse_start %s" % striking["refuse_start"])
    time.sleep(install.start_delay + float(striking.get("slow_start") or 0))
    migrations.require(store, install.release)
    running = state.State(install, settings, store, log)
    running.faults = striking
    startup_checks.check_file(settings)
    # Seeded before classes and claims are checked: a first start that is refused leaves its rows [S 1.12.6].
    state.seed(running)
    state.choose_security(running)
    state.read_keys(running)
    startup_checks.check_security(running.security, install.has)
    people.prepare(running)
    provider = running.authentication.get("provider")
    log.info("AuthServeletHandlerFactory", "Creating AuthServeletHandler for provider: %s" % provider)
    if provider in startup_checks.OIDC and running.authentication.get("clientType") != "confidential":
        log.warn("AuthServeletHandlerFactory", "OIDC provider %s requires CONFIDENTIAL client type" % provider)
    return running


def routes(running: state.State) -> List[Route]:
    """Everything that the application port answers."""
    known = routes_public.application(running) + routes_security.routes(running) + routes_users.routes(running)
    return known + routes_bots.routes(running) + routes_ingestion.routes(running) + routes_sign_in.routes(running)
