# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan hosts on the controller; nothing is touched. The documentation is in plugins/modules/plan.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils._output import apply
from ..plugin_utils._runtime import planning, report, stash, variables

display = Display()


class ActionModule(ActionBase):
    """One host with everything that its task sees, or many hosts by their inventory in one task."""

    _supports_check_mode = True

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec({"hosts": {"type": "list", "elements": "str"}})[1]
        planning.require_pydantic()
        found = self._variables(arguments["hosts"], task_vars)
        plans = {host: planning.plan_of(values) for host, values in found.items()}
        lines = [line for host, plan in plans.items() for line in apply.planned(host, plan)]
        display.display("\n".join(lines))
        result.update(changed=False, msg=lines, hosts={})
        for host, plan in plans.items():
            result["hosts"][host] = planning.part(plan, "failed" if plan.errors else "planned")
            planning.write_for_review(host, plan)
            path = found[host].values.get("om_sso_report_path")
            if path:
                report.add(path, "plan", {host: result["hosts"][host]})
        broken = [host for host, plan in plans.items() if plan.errors]
        if broken:
            result["hosts"] = {host: planning.compact(result["hosts"][host]) for host in broken}
            result.update(failed=True, msg=f"{', '.join(broken)}: {planning.summary(plans)}; nothing was touched.")
        else:
            result["ids"] = {host: stash.put(values.values) for host, values in found.items()}
        return result

    def _variables(self, hosts, task_vars):
        if not hosts:
            return {task_vars["inventory_hostname"]: variables.of_task(self._templar, task_vars)}
        return {host: variables.of_host(host, self._loader, self._task, task_vars) for host in hosts}
