# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan hosts on the controller without changes. Documented in plugins/modules/plan.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..plugin_utils._output import apply, grouped
from ..plugin_utils._runtime import planning, reviewed_plan, stash
from ..plugin_utils._runtime.action_base import FAIL, HOSTS, Action, Outcome


class ActionModule(Action):
    """One host with all variables that its task sees, or many hosts by their inventory in one task."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {
        "hosts": HOSTS,
        "variables": {"type": "list", "elements": "str"},
        "reviewed": {"type": "bool", "default": False},
        "fail": FAIL,
    }
    VERB = "plan"

    def carry_out(self):
        """Plan every host, and keep its variables for the tasks that follow."""
        plans, names = self.plans(self.arguments["hosts"]), self.arguments["variables"]
        if names:
            plans = {host: planning.of_some(names, self.variables[host]) for host in plans}
            if not any(plan.errors for plan in plans.values()):
                return Outcome([], {"hosts": {}})
        lines = grouped.planned(plans)
        parts = {host: planning.part(plan, "failed" if plan.errors else "planned") for host, plan in plans.items()}
        for host, plan in plans.items():
            planning.write_for_review(host, plan)
        broken = [host for host, plan in plans.items() if plan.errors]
        data = {"hosts": parts, "failures": grouped.failures({host: plan.findings for host, plan in plans.items()})}
        if broken:
            failure = f"{grouped.names(broken)}: {planning.summary(plans)}; nothing was changed."
            passing = grouped.planned({host: plan for host, plan in plans.items() if not plan.errors})
            return Outcome(lines, {**data, "result": "failed"}, failure, parts, passing=passing)
        lines += apply.limits(plans.values())
        ids = {host: stash.put(values.values) for host, values in self.variables.items()}
        data["ids"] = ids
        place = reviewed_plan.place_of(self.variables) if self.arguments["reviewed"] else None
        if place is None:
            return Outcome(lines, data, parts=parts)
        found = reviewed_plan.compared(plans, ids, place)
        reviewed = [*lines, *found.lines]
        if found.failure:
            data = {"hosts": parts, "result": "failed", "failures": found.failures}
            return Outcome(reviewed, data, found.failure, parts, passing=lines)
        return Outcome(reviewed, {**data, "reviewed": found.hosts}, parts=parts)
