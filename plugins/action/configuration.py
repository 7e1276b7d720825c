# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring a plan into effect on a host, or compare it, with one module call. Documented in plugins/modules/configuration.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils import payload, texts
from ..plugin_utils.controller import handover, planning, report, variables

display = Display()
MODULE = "openmetadata.sso.configuration"


class ActionModule(ActionBase):
    """Plan on the controller, render, send everything in one call, and say what happened."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        specification = {"verb": {"type": "str", "choices": ["apply", "verify"], "default": "apply"}, "plan": {"type": "str"}}
        arguments = self.validate_argument_spec(specification)[1]
        planning.require_pydantic()
        host = task_vars["inventory_hostname"]
        values = self._variables(arguments["plan"], task_vars)
        plan = planning.plan_of(values)
        if plan.errors:
            lines, outcome = texts.planned(host, plan), {"failed": True, "result": "failed"}
        else:
            lines, outcome = self._carry_out(host, plan, arguments["verb"], task_vars)
        display.display("\n".join(lines))
        result.update(outcome, msg=lines)
        result.update(planning.part(plan, outcome["result"], **{name: outcome[name] for name in planning.REPORTED if name in outcome}))
        if outcome.get("failed"):
            result["msg"] = texts.in_short(lines)
        path = values.values.get("om_sso_report_path")
        if path:
            report.add(path, arguments["verb"], {host: {name: result[name] for name in planning.part(plan, "")}})
        return result

    def _variables(self, plan_id, task_vars):
        kept = handover.take(plan_id) if plan_id else None
        return variables.of_task(self._templar, task_vars) if kept is None else variables.Variables(kept, [])

    def _carry_out(self, host, plan, verb, task_vars):
        """Returns the lines for the operator and what goes into the result."""
        content = payload.pack(payload.document(plan, verb, planning.rendered(plan)))
        returned = self._execute_module(module_name=MODULE, module_args={"payload": content}, task_vars=task_vars)
        if returned.get("unreachable") or ("answer" not in returned and "error" not in returned):
            return [f"{host}  {returned.get('msg', 'the module did not answer')}"], dict(returned, failed=True, result="failed")
        if returned.get("error"):
            error = returned["error"]
            outcome = {"failed": True, "changed": False, "result": "restored" if error.get("restored") else "failed", "error": error}
            return texts.failed(host, plan, error), outcome
        return self._went_well(host, plan, verb, returned["answer"])

    def _went_well(self, host, plan, verb, answer):
        outcome = dict(answer, result="changed" if answer["changed"] else "unchanged")
        if not self._task.diff:
            outcome.pop("diff", None)
        if verb == "verify":
            drift = texts.has_drift(answer)
            return texts.verified(host, plan, answer), dict(outcome, failed=drift, result="failed" if drift else "unchanged")
        return texts.applied(host, plan, answer, self._task.check_mode), outcome
