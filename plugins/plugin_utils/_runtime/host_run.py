# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sending a plan to where it belongs, a host or a Helm release, and the answer in one form."""

from __future__ import annotations

from typing import Any

from .._output import apply
from .._plan import host_request
from .._plan.plan import Plan
from . import key_pairs, kubernetes, planning


def carry_out(
    action: Any, module: str, plan: Plan, verb: str, task_vars: dict[str, Any], rotate: bool = False
) -> dict[str, Any]:
    """``{"answer": ..., "error": ...}`` of the module, or its result where it gave neither."""
    host = task_vars["inventory_hostname"]
    if plan.settings.deployment == "kubernetes":
        return kubernetes.carry_out(action, host, plan, verb, rotate, task_vars)

    def call(content):
        return action._execute_module(
            module_name=module, module_args={"payload": host_request.pack(content)}, task_vars=task_vars
        )

    return key_pairs.carry_out(call, host_request.document(plan, verb, planning.rendered(plan)), rotate)


def refused(host: str, plan: Plan) -> tuple[list[str], dict[str, Any]]:
    """(lines, outcome) of a plan with errors."""
    msg = f"{host}: {planning.summary({host: plan})}; nothing was touched."
    return apply.planned(host, plan), {"result": "failed", "failed": True, "msg": msg}


def failed(host: str, plan: Plan, returned: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """(lines, outcome) of an answer without a result."""
    if "answer" not in returned:
        message = returned.get("msg", "the module did not answer")
        return [f"{host}  {message}"], dict(returned, failed=True, result="failed", msg=f"{host}: {message}")
    error = returned["error"]
    outcome = {
        "failed": True,
        "result": "restored" if error.get("restored") else "failed",
        "msg": apply.error_in_short(host, error),
    }
    found = [finding._asdict() for finding in [*plan.findings, *apply.host_findings(error)]]
    return apply.failed(host, plan, error), dict(outcome, findings=found)


def outcome(plan: Plan, answer: dict[str, Any]) -> dict[str, Any]:
    """What goes from an answer into the result and the report."""
    made = {name: answer[name] for name in (*planning.REPORTED, "changed") if name in answer}
    found = [finding._asdict() for finding in [*plan.findings, *apply.host_findings(answer)]]
    return {**made, "result": "changed" if answer["changed"] else "unchanged", "findings": found}
