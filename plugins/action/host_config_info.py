# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the configuration files of a host. Documented in plugins/modules/host_config_info.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils._runtime import host_configuration, planning, report, variables

display = Display()
MODULE = "openmetadata.sso.host_config_info"


class ActionModule(ActionBase):
    """One module call that only reads; the findings are made on the controller."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec({"fail_on_error": {"type": "bool", "default": False}})[1]
        planning.require_pydantic()
        host = task_vars["inventory_hostname"]
        values = variables.of_task(self._templar, task_vars)
        plan = host_configuration.place_of(values, "check")
        outcome, was_read = host_configuration.refused(host, plan), False
        if not plan.errors:
            outcome, was_read = self._check(host, plan, task_vars)
        display.display("\n".join(outcome.lines))
        if values.values.get("om_sso_report_path"):
            reported = {name: value for name, value in outcome.part.items() if name != "msg"}
            report.add(values.values["om_sso_report_path"], "check_config", {host: reported})
        result.update({"msg": outcome.lines, "changed": False}, **outcome.part)
        if outcome.part["result"] == "failed" and (arguments["fail_on_error"] or not was_read):
            return planning.compact(dict(result, failed=True))
        return dict(result, msg=outcome.lines)

    def _check(self, host, plan, task_vars):
        """(outcome, whether the files could be read)."""
        answer, error = host_configuration.read(self, MODULE, plan, "check", task_vars)
        if answer is None:
            return host_configuration.refused(host, plan, error), False
        return host_configuration.checked(host, plan, answer), True
