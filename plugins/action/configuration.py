# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring a plan into effect on a host, or compare it, with one module call. Documented in plugins/modules/configuration.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils._output import apply
from ..plugin_utils._plan import host_request
from ..plugin_utils._runtime import key_pairs, kubernetes, planning, report, stash, token_downtime, variables

display = Display()
MODULE = "openmetadata.sso.configuration"
#: The verb as the playbooks call it.
REPORTED_AS = {"apply": "sso", "verify": "verify", "recover": "recover"}


class ActionModule(ActionBase):
    """Plan on the controller, render, send everything in one call, and say what happened."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        specification = {
            "verb": {"type": "str", "choices": list(REPORTED_AS), "default": "apply"},
            "plan": {"type": "str"},
            "rotate": {"type": "bool", "default": False},
        }
        arguments = self.validate_argument_spec(specification)[1]
        planning.require_pydantic()
        host, verb = task_vars["inventory_hostname"], arguments["verb"]
        kept = stash.take(arguments["plan"]) if arguments["plan"] else None
        values = variables.of_plan(kept, self._templar, task_vars)
        verb, plan = planning.recovery_of(values) if verb == "recover" else (verb, planning.plan_of(values))
        if plan.errors:
            lines = apply.planned(host, plan)
            outcome = {
                "result": "failed",
                "failed": True,
                "msg": f"{host}: {planning.summary({host: plan})}; nothing was touched.",
            }
        else:
            lines, outcome = self._carry_out(host, plan, verb, arguments["rotate"], task_vars)
        display.display("\n".join(lines))
        part = planning.part(plan, **{name: outcome[name] for name in planning.REPORTED if name in outcome})
        if values.values.get("om_sso_report_path"):
            report.add(values.values["om_sso_report_path"], REPORTED_AS[arguments["verb"]], {host: part})
        result.update(part)
        result.update({"msg": lines, "changed": False})
        result.update(outcome)
        return planning.compact(result) if result.get("failed") else result

    def _carry_out(self, host, plan, verb, rotate, task_vars):
        """Returns the lines for the operator and what goes into the result."""

        def call(content):
            return self._execute_module(
                module_name=MODULE, module_args={"payload": host_request.pack(content)}, task_vars=task_vars
            )

        if plan.settings.deployment == "kubernetes":
            returned = kubernetes.carry_out(self, host, plan, verb, rotate, task_vars)
        else:
            returned = key_pairs.carry_out(call, host_request.document(plan, verb, planning.rendered(plan)), rotate)
        if "answer" not in returned:
            message = returned.get("msg", "the module did not answer")
            return [f"{host}  {message}"], dict(returned, failed=True, result="failed", msg=f"{host}: {message}")
        if returned["error"]:
            return self._failed(host, plan, returned["error"])
        if rotate and not self._task.check_mode:
            token_downtime.began(host, plan.settings.cluster, returned["answer"].get("pair"))
        return self._answered(host, plan, verb, returned["answer"])

    def _failed(self, host, plan, error):
        outcome = {
            "failed": True,
            "result": "restored" if error.get("restored") else "failed",
            "msg": apply.error_in_short(host, error),
        }
        found = [finding._asdict() for finding in [*plan.findings, *apply.host_findings(error)]]
        return apply.failed(host, plan, error), dict(outcome, findings=found)

    def _answered(self, host, plan, verb, answer):
        outcome = {name: answer[name] for name in (*planning.REPORTED, "changed") if name in answer}
        outcome["result"] = "changed" if answer["changed"] else "unchanged"
        outcome["findings"] = [finding._asdict() for finding in [*plan.findings, *apply.host_findings(answer)]]
        if self._task.diff:
            outcome["diff"] = answer["diff"]
        if verb == "recover":
            return apply.recovered(host, answer, self._task.check_mode), outcome
        if verb == "apply":
            return apply.applied(host, plan, answer, self._task.check_mode), outcome
        if apply.has_drift(answer):
            outcome.update(failed=True, result="failed", msg=apply.drift_in_short(host, answer))
        return apply.verified(host, plan, answer), outcome
