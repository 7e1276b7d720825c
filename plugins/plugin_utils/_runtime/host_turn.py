# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The turn of a host in a run: no other replica of its cluster is changed meanwhile."""

from __future__ import annotations

from typing import Any, NamedTuple

from .._output import apply
from .._plan.plan import Plan
from . import host_run, one_replica, planning
from .action_base import Action, Outcome
from .variables import Variables


class Turn(NamedTuple):
    """What was carried out: the plan, the answer or the outcome of an error, and lines about a key pair that stays."""

    plan: Plan
    answer: dict[str, Any] | None
    failure: Outcome | None
    kept: list[str]


def carry_out(
    action: Action, own: Variables, plan: Plan, verb: str, rotate: bool, review: dict[str, Any] | None
) -> Turn:
    """Change the host as planned.

    With the state ``basic`` the server's own key pair stays: whoever cannot sign in wants no other one, whether a
    planned rotation was made or not.
    """
    state, kept = action.arguments["state"], []
    with one_replica.held(action, own.values):
        try:
            answer, failure = host_run.carry_out(action, plan, verb, rotate, review, state == "basic")
        except host_run.OtherKeyPair as other:
            kept = apply.kept_pair(plan, other.key_id)
            plan = planning.of_state(state, planning.with_pair(own, other.key_id))[1]
            answer, failure = host_run.carry_out(action, plan, verb, rotate, review)
    return Turn(plan, answer, failure, kept)
