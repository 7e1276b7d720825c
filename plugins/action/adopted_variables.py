# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write role variables for the configuration in effect. Documented in plugins/modules/adopted_variables.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils._runtime import host_configuration, planning, report, variables

display = Display()
MODULE = "openmetadata.sso.adopted_variables"


class ActionModule(ActionBase):
    """One module call that only reads; everything else happens on the controller."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        self.validate_argument_spec({})
        planning.require_pydantic()
        host = task_vars["inventory_hostname"]
        values = variables.of_task(self._templar, task_vars)
        plan = host_configuration.place_of(values, "adopt")
        outcome = host_configuration.refused(host, plan) if plan.errors else self._adopt(host, values, plan, task_vars)
        display.display("\n".join(outcome.lines))
        if values.values.get("om_sso_report_path"):
            reported = {name: value for name, value in outcome.part.items() if name != "msg"}
            report.add(values.values["om_sso_report_path"], "adopt", {host: reported})
        result.update({"msg": outcome.lines}, changed=outcome.changed, **outcome.part)
        if self._task.diff and outcome.diff:
            result["diff"] = list(outcome.diff)
        if outcome.part["result"] == "failed":
            return planning.compact(dict(result, failed=True))
        return result

    def _adopt(self, host, values, plan, task_vars):
        answer, error = host_configuration.read(self, MODULE, plan, "adopt", task_vars)
        if answer is None:
            return host_configuration.refused(host, plan, error)
        return host_configuration.adopted(host, values, plan, answer, not self._task.check_mode, self._loader)
