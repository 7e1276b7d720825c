# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apply a configuration to a host with one module call. Documented in plugins/modules/configuration.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils._output import apply
from ..plugin_utils._runtime import host_run, planning, report, stash, token_downtime, variables

display = Display()
MODULE = "openmetadata.sso.configuration"
ARGUMENTS = {
    # Without choices: the role passes om_sso_recover_to, and a wrong one is a finding like any other.
    "state": {"type": "str", "default": "present"},
    "plan": {"type": "str"},
    "rotate_key_pair": {"type": "bool", "default": False},
}


class ActionModule(ActionBase):
    """Plan on the controller, render, send everything in one call, and report what happened."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec(ARGUMENTS)[1]
        planning.require_pydantic()
        host, state = task_vars["inventory_hostname"], arguments["state"]
        kept = stash.take(arguments["plan"]) if arguments["plan"] else None
        values = variables.of_plan(kept, self._templar, task_vars)
        verb, plan = planning.of_state(state, values)
        if plan.errors:
            lines, outcome = host_run.refused(host, plan)
        else:
            lines, outcome = self._carry_out(host, plan, verb, arguments["rotate_key_pair"], task_vars)
        display.display("\n".join(lines))
        part = planning.part(plan, **{name: outcome[name] for name in planning.REPORTED if name in outcome})
        if values.values.get("om_sso_report_path"):
            playbook = "sso" if state == "present" else "recover"
            report.add(values.values["om_sso_report_path"], playbook, {host: part})
        result.update(part)
        result.update({"msg": lines, "changed": False})
        result.update(outcome)
        return planning.compact(result) if result.get("failed") else result

    def _carry_out(self, host, plan, verb, rotate, task_vars):
        """Returns the lines for the operator and what goes into the result."""
        returned = host_run.carry_out(self, MODULE, plan, verb, task_vars, rotate)
        if "answer" not in returned or returned["error"]:
            return host_run.failed(host, plan, returned)
        answer = returned["answer"]
        if rotate and not self._task.check_mode:
            token_downtime.began(host, plan.settings.cluster, answer.get("pair"))
        outcome = host_run.outcome(plan, answer)
        if self._task.diff:
            outcome["diff"] = answer["diff"]
        if verb == "recover":
            return apply.recovered(host, answer, self._task.check_mode), outcome
        return apply.applied(host, plan, answer, self._task.check_mode), outcome
