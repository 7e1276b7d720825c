# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparing servers with their plans over HTTP from the controller."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ...module_utils._server import authorization_request, drift
from ...module_utils._server.server import Server
from .._plan.plan import Plan

THREADS = 32


def answers(plans: dict[str, Plan]) -> dict[str, dict[str, Any]]:
    """The answer of each host's server, all of them asked at the same time."""
    with ThreadPoolExecutor(THREADS) as pool:
        return dict(zip(plans, pool.map(answer_of, plans.values())))


def answer_of(plan: Plan) -> dict[str, Any]:
    """The server's answer in the form that the module on a host gives; files and environment are not seen from here."""
    nothing = {"version": None, "effective": [], "files": [], "variables": [], "notes": [], "kids": None}
    empty = dict(nothing, rows_decide=False, stale=False, reachable=False)
    if plan.errors:
        return empty
    if not plan.settings.api_url:
        return dict(
            empty,
            notes=["om_sso_api_url is missing: the address of this host's own server as the controller reaches it"],
        )
    server = Server(plan.settings.api_url)
    auth, kids, reason = server.served()
    variables = [entry._asdict() for entry in plan.environment if not entry.secret]
    shown, unseen = authorization_request.shown(server.url, plan.served, variables, auth)
    rows = [
        row
        for row in drift.table(variables, plan.served, drift.Layers(None, None, shown), str, str)
        if row["field"] in plan.served
    ]
    notes = [note for note in (reason, unseen) if note]
    # The rest is behind a login, and secrets are nowhere to be seen: openmetadata.sso.verify asks on the host.
    paths = drift.stored_paths([entry._asdict() for entry in plan.environment])
    hidden = sorted({path.split(".", 1)[1] for path in paths} - {row["field"] for row in rows})
    seen = {
        "unseen": hidden if reason is None else [],
        "version": server.version() if auth else None,
        "effective": rows,
        "kids": kids,
        "notes": notes,
    }
    return dict(empty, reachable=reason is None, **seen)
