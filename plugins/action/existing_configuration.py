# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judge or adopt what a host has already. Documented in plugins/modules/existing_configuration.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._core import encryption
from ..plugin_utils._runtime import host_configuration, planning, report, variables

display = Display()
MODULE = "openmetadata.sso.existing_configuration"


class ActionModule(ActionBase):
    """One module call that only reads; everything else happens on the controller."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec(
            {"verb": {"type": "str", "choices": ["check", "adopt"], "default": "check"}}
        )[1]
        planning.require_pydantic()
        host, verb = task_vars["inventory_hostname"], arguments["verb"]
        values = variables.of_task(self._templar, task_vars)
        plan = host_configuration.place_of(values, verb)
        outcome = (
            host_configuration.refused(host, plan) if plan.errors else self._look(host, values, plan, verb, task_vars)
        )
        display.display("\n".join(outcome.lines))
        if values.values.get("om_sso_report_path"):
            reported = {name: value for name, value in outcome.part.items() if name != "msg"}
            report.add(values.values["om_sso_report_path"], "plan" if verb == "check" else verb, {host: reported})
        result.update({"msg": outcome.lines}, changed=outcome.changed, **outcome.part)
        if self._task.diff and outcome.diff:
            result["diff"] = list(outcome.diff)
        if outcome.part["result"] == "failed":
            return planning.compact(dict(result, failed=True))
        return result

    def _look(self, host, values, plan, verb, task_vars):
        key = encryption.new_key()
        arguments = {"payload": host_configuration.request(plan, verb, key)}
        returned = self._execute_module(module_name=MODULE, module_args=arguments, task_vars=task_vars)
        answer, error = host_configuration.opened(returned, key)
        if answer is None:
            return host_configuration.refused(host, plan, error)
        if verb == "check":
            return host_configuration.checked(host, plan, answer)
        return host_configuration.adopted(host, values, plan, answer, not self._task.check_mode, self._loader)
