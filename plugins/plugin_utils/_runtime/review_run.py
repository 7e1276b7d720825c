# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan file and one host: what the host is read for, and what it is held to."""

from __future__ import annotations

from typing import Any

from ansible.errors import AnsibleActionFail

from .._output.lines import heading, labelled
from .._plan.plan import Plan
from . import host_run, planning, reviewed_plan
from .action_base import Action, Outcome


def read_current(action: Action, plan: Plan) -> Outcome:
    """Read the current state and what a change would do, and keep both for the task ``plan_file``."""
    plan_id = action.arguments["plan"]
    if not plan_id:
        raise AnsibleActionFail("predict reads a host for the task plan_file, so it needs plan.")
    place = reviewed_plan.place_of(action.variables)
    review = {"key": reviewed_plan.state_key(place) if place else None, "state": None}
    answer, failure = host_run.carry_out(action, plan, "predict", review=review)
    if answer is None:
        return failure or Outcome([])
    reviewed_plan.keep_current(plan_id, answer)
    return Outcome([])


def review_of(action: Action, plan: Plan) -> tuple[dict[str, Any] | None, Outcome | None]:
    """(what the host is held to, ``None``), or (``None``, the outcome of a host that is not in the plan file).

    Without a plan file, or where the current state was not reviewed, both are ``None``.
    """
    place = reviewed_plan.place_of(action.variables)
    if place is None:
        return None, None
    part = reviewed_plan.part_of(action.host, plan, action.arguments["plan"], place)
    if part is None:
        lines = [heading(action.host, plan), labelled("current", f"not in {place.name}, and not touched")]
        report = planning.part(plan, "unchanged")
        return None, Outcome(lines, {**report, "changed": False}, parts={action.host: report})
    if part["current"] is None:
        return None, None
    return {"key": reviewed_plan.state_key(place), "state": part["current"]}, None
