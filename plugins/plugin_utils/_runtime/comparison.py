# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparing servers with their plans, on a host or over HTTP from the controller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...module_utils._core.errors import defect
from ...module_utils._core.result import Result
from ...module_utils._server import authorization_request, drift
from ...module_utils._server.server import Server
from .._model.findings import Finding
from .._output import grouped, verify
from .._output.apply import host_findings
from .._output.lines import count_of, finding_lines
from .._plan.plan import Plan
from .._report import expiry
from . import at_once, host_run, planning
from .action_base import Outcome
from .application_drift import Compared

#: Where no application was compared.
NONE = Compared()


def on_host(
    host: str, plan: Plan, answer: dict[str, Any], fail_on_drift: bool, application: Compared = NONE
) -> Outcome:
    """The outcome of a host's answer. A difference fails the task only where that is asked for.

    ``application`` is what the identity provider says of the application.
    """
    lines = [*verify.verified(host, plan, answer), *finding_lines(application.findings)]
    differs = drift.has_drift(answer)
    more = _of_application(plan, application, host_findings(answer))
    if not differs and not application.differing:
        return host_run.done(host, plan, answer, lines, drift=False, **more)
    fields = sum(row["status"] == "drift" for row in answer["effective"]) + application.differing
    failure = f"{host}: drift in {count_of(fields, 'field')}, see msg." if fail_on_drift else ""
    result = "failed" if fail_on_drift else "drift"
    return host_run.done(host, plan, answer, lines, failure, drift=True, result=result, **more)


def _of_application(plan: Plan, application: Compared, found: Sequence[Finding] = ()) -> dict[str, Any]:
    """What the report says of the application at the provider, beside the plan and what was found on the host."""
    return {
        "findings": [finding._asdict() for finding in (*plan.findings, *found, *application.findings)],
        "expires": [*expiry.certificates(plan.settings_or_none), *application.expires],
    }


def over_http(
    plans: dict[str, Plan], fail_on_drift: bool, applications: Mapping[str, Compared] | None = None
) -> Outcome:
    """The outcome of all hosts in one task; ``applications`` as for ``on_host``."""
    about = applications or {}
    found, parts, said = answers(plans), {}, {}
    for host, plan in plans.items():
        if plan.errors:
            result = "failed"
        elif drift.has_drift(found[host]) or about.get(host, NONE).differing:
            result = "failed" if fail_on_drift else "drift"
        else:
            result = "unchanged"
        said[host] = [] if plan.errors else verify.verified(host, plan, found[host])
        said[host] += finding_lines(about.get(host, NONE).findings)
        shown = {name: found[host][name] for name in ("version", "effective")}
        shown |= _of_application(plan, about.get(host, NONE))
        drifts = result != "unchanged" if found[host]["reachable"] else None
        parts[host] = planning.part(plan, result, **shown, drift=drifts)
    broken = {host: plan for host, plan in plans.items() if plan.errors}
    failing = [host for host, part in parts.items() if part["result"] == "failed"]
    failures = grouped.failures({host: plan.findings for host, plan in broken.items()})
    failures |= grouped.once({host: said[host] for host in failing if host not in broken})
    passing = [line for host in plans if host not in failing for line in said[host]]
    data = {"hosts": parts, "drift": any(part["result"] != "unchanged" for part in parts.values())}
    data["failures"] = failures
    lines = grouped.planned(broken) + [line for host in plans for line in said[host]]
    names = grouped.names(failing)
    failure = f"{len(failing)} of {len(plans)} servers differ from their plan or do not answer: {names}."
    return Outcome(lines, data, failure if failing else "", parts, passing=passing)


def answers(plans: dict[str, Plan]) -> dict[str, dict[str, Any]]:
    """The answer of each host's server, all of them asked at the same time."""
    return dict(zip(plans, at_once.ask_all(_guarded, plans.values())))


def _guarded(plan: Plan) -> dict[str, Any]:
    """One answer that nobody foresaw takes the answers of no other server with it."""
    try:
        return answer_of(plan)
    except Exception as error:
        return dict(Result(reachable=False, notes=[str(defect(error))]).to_dict())


def answer_of(plan: Plan) -> dict[str, Any]:
    """The server's answer in the form that the module on a host gives; files and environment are not seen from here."""
    if plan.errors:
        return dict(Result(reachable=False).to_dict())
    if not plan.settings.api_url:
        note = "om_sso_api_url is missing: the address of this host's own server as the controller reaches it"
        return dict(Result(reachable=False, notes=[note]).to_dict())
    server = Server(plan.settings.api_url)
    auth, kids, reason = server.served()
    variables = [entry._asdict() for entry in plan.environment if not entry.secret]
    shown, unseen = authorization_request.shown(server.redirect, plan.served, variables, auth)
    rows = [
        row
        for row in drift.table(variables, plan.served, drift.Layers(None, None, shown), str, str)
        if row["field"] in plan.served or row["field"] == authorization_request.SIGN_IN
    ]
    notes = [note for note in (reason, unseen) if note]
    # The rest is behind a login, and secrets are nowhere to be seen: openmetadata.sso.verify asks on the host.
    paths = drift.stored_paths([entry._asdict() for entry in plan.environment])
    hidden = sorted({path.split(".", 1)[1] for path in paths} - {row["field"] for row in rows})
    result = Result(
        reachable=reason is None,
        unseen=hidden if reason is None else [],
        version=server.version() if auth else None,
        effective=rows,
        kids=kids,
        notes=notes,
    )
    return dict(result.to_dict())
