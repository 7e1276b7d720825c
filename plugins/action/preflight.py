# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ask the identity providers of many hosts, each once, or from one host. Documented in plugins/modules/preflight.py."""

from __future__ import annotations

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils._output import apply
from ..plugin_utils._plan import host_request
from ..plugin_utils._runtime import planning, preflight, report, stash, variables

display = Display()
MODULE = "openmetadata.sso.preflight"
ARGUMENTS = {
    "hosts": {"type": "list", "elements": "str"},
    "plans": {"type": "dict", "default": {}},
    "from": {"type": "str", "choices": ["controller", "host"], "default": "controller"},
    "fail": {"type": "bool", "default": True},
}


class ActionModule(ActionBase):
    """Everything that is judged is judged on the controller; a host only asks."""

    _supports_check_mode = True

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec(ARGUMENTS)[1]
        planning.require_pydantic()
        own = task_vars["inventory_hostname"]
        from_host = arguments["from"] == "host"
        if from_host and arguments["hosts"] and arguments["hosts"] != [own]:
            raise AnsibleActionFail("from: host asks from the task's own host; leave hosts out.")
        found = {host: self._variables(host, arguments, task_vars) for host in arguments["hosts"] or [own]}
        plans = {host: planning.plan_of(values) for host, values in found.items()}
        looked = preflight.look(plans, from_host, self._asked_by_the_host(plans[own], task_vars) if from_host else None)
        broken = {host: plan for host, plan in plans.items() if plan.errors}
        lines = [line for host, plan in broken.items() for line in apply.planned(host, plan)] + preflight.lines(
            plans, looked
        )
        if lines:
            display.display("\n".join(lines))
        result.update(changed=False, msg=lines, hosts={host: preflight.part(seen) for host, seen in looked.items()})
        for host, plan in plans.items():
            findings = [finding._asdict() for finding in [*plan.findings, *looked[host].findings]]
            failed = bool(plan.errors or looked[host].errors)
            result["hosts"][host].update(findings=findings, failed=failed)
            if found[host].values.get("om_sso_report_path"):
                kept = planning.part(
                    plan,
                    "failed" if failed else "planned",
                    findings=findings,
                    preflight=result["hosts"][host]["preflight"],
                )
                report.add(found[host].values["om_sso_report_path"], "preflight", {host: kept})
        failing = [host for host, content in result["hosts"].items() if content["failed"]]
        if failing and arguments["fail"]:
            result["hosts"] = {host: result["hosts"][host] for host in failing}
            result.update(
                failed=True, msg=f"{', '.join(failing[:10])}: the identity provider does not fit; nothing was touched."
            )
        return result

    def _variables(self, host, arguments, task_vars):
        kept = stash.look(arguments["plans"][host]) if host in arguments["plans"] else None
        if kept is None and arguments["hosts"]:
            return variables.of_host(host, self._loader, self._task, task_vars)
        return variables.of_plan(kept, self._templar, task_vars)

    def _asked_by_the_host(self, plan, task_vars):
        def ask(wanted):
            content = host_request.pack({"wanted": wanted, **preflight.target(plan)})
            answer = self._execute_module(module_name=MODULE, module_args={"payload": content}, task_vars=task_vars)
            if "answers" not in answer:
                raise AnsibleActionFail(answer.get("msg", "the module did not answer"))
            return answer["answers"], answer["asked_from"]

        return ask
