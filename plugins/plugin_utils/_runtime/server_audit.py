# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between the audit's action and its pure part: one request to the host or the server, and its outcome."""

from __future__ import annotations

import datetime
from typing import Any

from ...module_utils import _audit as on_host
from ...module_utils._core.errors import words
from .. import _audit
from .._model import clock
from .._model.deployments import in_cluster
from .._model.findings import SEVERITIES, Finding, count, in_order
from .._model.options import audit_options as options
from .._output import audit
from .._output.lines import finding_lines
from .._plan import plan as planner
from .._plan.plan import Plan
from .._report import expiry
from . import kubernetes, registered
from .action_base import Action, Outcome
from .variables import Variables

#: The client type that a server serves, as a flow.
FLOWS = {"public": "implicit", "confidential": "authorization_code"}
#: Providers without an OpenID Connect flow.
WITHOUT_FLOW = (None, "basic", "saml", "ldap")
#: What the task returns of a host's part of the report.
RETURNED = ("version", "provider", "findings", "checks")


VARIABLES = planner.TARGET_VARIABLES | {option.variable for option in options.OPTIONS}


def plan_of(variables: Variables) -> Plan:
    """Where the server is; a provider and everything about it may be missing or wrong."""
    values = {name: value for name, value in variables.values.items() if name in VARIABLES}
    plan = planner.located(values, VARIABLES)
    trouble = [finding for finding in variables.findings if finding.option in VARIABLES]
    return plan._replace(findings=in_order([*trouble, *plan.findings]))


def ask(action: Action, plan: Plan) -> tuple[dict[str, Any] | None, str | None]:
    """(the answer, ``None``) or (``None``, why there is none)."""
    wanted = _audit.wanted(plan.settings)
    if in_cluster(plan.settings):
        return _of_cluster(action, plan, wanted)
    returned = action.ask_host(wanted)
    if "answer" not in returned:
        return None, returned.get("msg", "the module did not answer")
    return returned["answer"], None if returned["error"] is None else words(returned["error"])


def _of_cluster(action: Action, plan: Plan, wanted: dict[str, Any]) -> tuple[dict[str, Any] | None, str | None]:
    """Through the API of the cluster, and over HTTP where ``om_sso_api_url`` is set."""
    seen, reason = kubernetes.look(action, action.host, plan, wanted)
    place = seen.place if seen is not None else None
    if place is None and not plan.settings.api_url:
        return None, f"{reason or 'no pod of the server runs.'} Or set om_sso_api_url to audit over HTTP alone."
    answer, error = on_host.look(wanted, place)
    if answer is None:
        return None, words(error)
    answer["cluster"] = {"reason": reason} if seen is None else seen.cluster
    return answer, None


def audited(host: str, plan: Plan, answer: dict[str, Any], values: dict[str, Any]) -> Outcome:
    """The findings of a server; the task fails from the severity of ``om_sso_audit_fail_on`` on.

    ``values`` are all variables of the host, also those that do not say where the server is.
    """
    whole = {**answer, "client_secret": client_secret(values)}
    seen = _audit.Seen(whole)
    results = _audit.judge(whole, plan.settings.ignore_rules or {})
    served = seen.server["served"] or {}
    flow = FLOWS.get(str(served.get("clientType", ""))) if seen.provider not in WITHOUT_FLOW else None
    about = (plan.settings.deployment, seen.server["version"], seen.provider)
    part = {**audit.document(*about, flow, results), "expires": expiry.tokens(seen.administration["bots"])}
    limit, failure = plan.settings.audit_fail_on, ""
    if limit != "never" and _audit.worst(results) <= SEVERITIES.index(limit):
        failure = f"{host}: {count([result.finding() for result in results if result.status == 'finding'])}"
    return _outcome(host, part, audit.of(host, *about, results), failure)


def client_secret(values: dict[str, Any], now: datetime.datetime | None = None) -> dict[str, Any]:
    """What this controller knows of the end of a host's client secret (``ClientSecret`` of the audit)."""
    told = registered.end_of(values)
    date = f"{told.ends:%Y-%m-%d}" if told.ends else ""
    left = (told.ends - (now or clock.now())).days if told.ends else None
    return {"file": told.file, "date": date, "left": left, "limit": told.limit}


def not_audited(host: str, plan: Plan, reason: str, findings: list[Finding] | None = None) -> Outcome:
    """A failed audit: all checks are without a result, for one reason."""
    deployment = plan.settings.deployment if plan.settings_or_none is not None else None
    part = audit.document(deployment, None, None, None, _audit.unseen(reason), reason)
    lines = [*audit.not_audited(host, reason), *finding_lines(findings or [])]
    return _outcome(host, part, lines, f"{host}: not audited, see msg.")


def _outcome(host: str, part: dict[str, Any], lines: list[str], failure: str) -> Outcome:
    return Outcome(lines, {name: part[name] for name in RETURNED}, failure, {host: part})
