# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sending a plan to a host or a Helm release, and the outcome of the answer."""

from __future__ import annotations

from typing import Any

from .._model.deployments import in_cluster
from .._output import apply
from .._plan import host_request
from .._plan.plan import Plan
from . import key_pairs, planning
from .action_base import Action, NoAnswer, Outcome
from .short_calls import ShortCalls


class OtherKeyPair(Exception):
    """The server has another key pair than the plan, and nothing was changed.

    ``key_id`` is that of the server's own pair, empty for the one that OpenMetadata ships.
    """

    def __init__(self, key_id: str) -> None:
        super().__init__()
        self.key_id = key_id


def carry_out(
    action: Action,
    plan: Plan,
    verb: str,
    rotate: bool = False,
    review: dict[str, Any] | None = None,
    keeps_pair: bool = False,
) -> tuple[dict[str, Any], None] | tuple[None, Outcome]:
    """(the answer, ``None``) or (``None``, the outcome of the error). ``review`` is as in a ``HostPlan``.

    Raises ``OtherKeyPair`` where the server's own pair is to be kept (``keeps_pair``) and the plan has another one.
    """
    if in_cluster(plan.settings):
        from . import kubernetes

        returned = kubernetes.carry_out(action, action.host, plan, verb, rotate, review)
    else:
        content = {**host_request.document(plan, verb, planning.rendered(plan)), "review": review}
        returned = key_pairs.carry_out(ShortCalls(action).carry_out, content, rotate)
    if "answer" not in returned:
        raise NoAnswer(returned, plan)
    if returned["error"]:
        own = returned["error"].pop("servers_own_key_id", None)
        if keeps_pair and own is not None:
            raise OtherKeyPair(own)
        return None, failed(action.host, plan, returned["error"])
    return returned["answer"], None


def refused(host: str, plan: Plan) -> Outcome:
    """The outcome of a plan with errors."""
    failure = f"{host}: {planning.summary({host: plan})}; nothing was changed."
    return _outcome(host, plan, apply.planned(host, plan), {"result": "failed"}, failure)


def failed(host: str, plan: Plan, error: dict[str, Any]) -> Outcome:
    """The outcome of an error on the host."""
    result = "restored" if error.get("restored") else "failed"
    found = [finding._asdict() for finding in [*plan.findings, *apply.host_findings(error)]]
    lines = apply.failed(host, plan, error)
    return _outcome(host, plan, lines, {"result": result, "findings": found}, f"{host}: {result}, see msg.")


def done(host: str, plan: Plan, answer: dict[str, Any], lines: list[str], failure: str = "", **more: Any) -> Outcome:
    """The outcome of an answer; ``more`` replaces parts of it."""
    made = {name: answer[name] for name in (*planning.REPORTED, "changed") if name in answer}
    found = [finding._asdict() for finding in [*plan.findings, *apply.host_findings(answer)]]
    result = "changed" if answer["changed"] else "unchanged"
    data = {**made, "result": result, "findings": found, **more}
    return _outcome(host, plan, lines, data, failure)._replace(diff=answer.get("diff") or ())


def _outcome(host: str, plan: Plan, lines: list[str], data: dict[str, Any], failure: str) -> Outcome:
    part = planning.part(plan, **{name: data[name] for name in planning.REPORTED if name in data})
    return Outcome(lines, {**part, **data}, failure, {host: part})
