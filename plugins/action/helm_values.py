# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the Helm chart's values and the Secrets on the controller. Documented in plugins/modules/helm_values.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils._model.findings import Finding, in_order
from ..plugin_utils._output import helm as helm_texts
from ..plugin_utils._runtime import planning, report, variables

display = Display()


class ActionModule(ActionBase):
    """All releases in one task: every finding first, then the files of each. No cluster is asked."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec({"hosts": {"type": "list", "elements": "str"}})[1]
        planning.require_pydantic()
        found = self._variables(arguments["hosts"], task_vars)
        plans = {host: _for_the_chart(planning.plan_of(values)) for host, values in found.items()}
        broken = [host for host, plan in plans.items() if plan.errors]
        written = (
            {}
            if broken
            else {host: planning.chart_files(host, plan, not self._task.check_mode) for host, plan in plans.items()}
        )
        lines = [
            line
            for host, plan in plans.items()
            for line in helm_texts.rendered(host, plan, written.get(host), self._task.check_mode)
        ]
        display.display("\n".join(lines))
        result.update(changed=any(file.changed for files in written.values() for file in files), msg=lines, hosts={})
        for host, plan in plans.items():
            result["hosts"][host] = part = _part(plan, written.get(host))
            if found[host].values.get("om_sso_report_path"):
                report.add(found[host].values["om_sso_report_path"], "helm_values", {host: part})
        if self._task.diff:
            result["diff"] = [file.diff for files in written.values() for file in files if file.changed]
        if broken:
            result["hosts"] = {host: planning.compact(result["hosts"][host]) for host in broken}
            result.update(failed=True, msg=f"{', '.join(broken)}: {planning.summary(plans)}; nothing was written.")
        return result

    def _variables(self, hosts, task_vars):
        if not hosts:
            return {task_vars["inventory_hostname"]: variables.of_task(self._templar, task_vars)}
        return {host: variables.of_host(host, self._loader, self._task, task_vars) for host in hosts}


def _for_the_chart(plan):
    """The plan, with what this task needs beside it."""
    settings, found = plan.settings_or_none, []
    if settings is not None and settings.deployment not in ("kubernetes", None):
        message = f"om_sso_deployment is {settings.deployment}; the chart's values are for kubernetes."
        found.append(
            Finding(
                "OPT-02", "error", "om_sso_deployment", message, "Set it to kubernetes, or run openmetadata.sso.sso."
            )
        )
    if settings is not None and not settings.render_directory:
        message = "om_sso_render_directory is missing."
        found.append(
            Finding(
                "OPT-03",
                "error",
                "om_sso_render_directory",
                message,
                "Name the folder on the controller that receives the files.",
            )
        )
    return plan._replace(findings=in_order([*plan.findings, *found])) if found else plan


def _part(plan, written):
    if written is None:
        return planning.part(plan, "failed" if plan.errors else "planned")
    files = [{"path": file.path, "changed": file.changed} for file in written]
    return planning.part(plan, "changed" if any(file.changed for file in written) else "unchanged", files=files)
