# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare servers with their plan. Documented in plugins/modules/configuration_info.py."""

from __future__ import annotations

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils._output import apply
from ..plugin_utils._runtime import host_run, http_comparison, planning, report, stash, variables

display = Display()
MODULE = "openmetadata.sso.configuration_info"
ARGUMENTS = {
    "from": {"type": "str", "choices": ["host", "http"], "default": "host"},
    "hosts": {"type": "list", "elements": "str"},
    "plan": {"type": "str"},
    "fail_on_drift": {"type": "bool", "default": False},
}


class ActionModule(ActionBase):
    """``host``: one module call. ``http``: one task for all hosts, without a connection to any of them."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec(ARGUMENTS)[1]
        planning.require_pydantic()
        if arguments["from"] == "host":
            if arguments["hosts"]:
                raise AnsibleActionFail("from: host compares the task's own host; leave hosts out.")
            return self._on_the_host(result, arguments, task_vars)
        return self._over_http(result, arguments, task_vars)

    def _on_the_host(self, result, arguments, task_vars):
        host = task_vars["inventory_hostname"]
        kept = stash.look(arguments["plan"]) if arguments["plan"] else None
        values = variables.of_plan(kept, self._templar, task_vars)
        plan = planning.plan_of(values)
        lines, outcome = host_run.refused(host, plan) if plan.errors else self._compare(host, plan, arguments, task_vars)
        display.display("\n".join(lines))
        part = planning.part(plan, **{name: outcome[name] for name in planning.REPORTED if name in outcome})
        _report(values, host, part)
        result.update(part)
        result.update({"msg": lines, "changed": False})
        result.update(outcome)
        return planning.compact(result) if result.get("failed") else result

    def _compare(self, host, plan, arguments, task_vars):
        returned = host_run.carry_out(self, MODULE, plan, "verify", task_vars)
        if "answer" not in returned or returned["error"]:
            return host_run.failed(host, plan, returned)
        answer = returned["answer"]
        outcome = {**host_run.outcome(plan, answer), "drift": apply.has_drift(answer)}
        if outcome["drift"]:
            outcome.update(_drift(arguments["fail_on_drift"], apply.drift_in_short(host, answer)))
        return apply.verified(host, plan, answer), outcome

    def _over_http(self, result, arguments, task_vars):
        hosts = arguments["hosts"] or [task_vars["inventory_hostname"]]
        found = {host: variables.of_host(host, self._loader, self._task, task_vars) for host in hosts}
        plans = {host: planning.plan_of(values) for host, values in found.items()}
        answers = http_comparison.answers(plans)
        differing = [host for host, plan in plans.items() if plan.errors or apply.has_drift(answers[host])]
        lines, parts = [], {}
        for host, plan in plans.items():
            lines += apply.planned(host, plan) if plan.errors else apply.verified(host, plan, answers[host])
            fails = plan.errors or arguments["fail_on_drift"]
            outcome = "unchanged" if host not in differing else "failed" if fails else "drift"
            shown = {name: answers[host][name] for name in ("version", "effective")}
            parts[host] = planning.part(plan, outcome, **shown)
            _report(found[host], host, parts[host])
        display.display("\n".join(lines))
        result.update(changed=False, hosts=parts, msg=lines, drift=bool(differing))
        failing = [host for host, part in parts.items() if part["result"] == "failed"]
        if failing:
            result["hosts"] = {host: planning.compact(parts[host]) for host in failing}
            names = ", ".join(failing[:10])
            msg = f"{len(failing)} of {len(hosts)} servers are not as planned or not seen: {names}."
            result.update(failed=True, msg=msg)
        return result


def _drift(fails, msg):
    """What a difference makes of the outcome; whoever did not ask for a failure gets the result alone."""
    return {"failed": True, "result": "failed", "msg": msg} if fails else {"result": "drift"}


def _report(values, host, part):
    if values.values.get("om_sso_report_path"):
        report.add(values.values["om_sso_report_path"], "verify", {host: part})
