# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remove the default administrator. Documented in plugins/modules/default_admin.py."""

from __future__ import annotations

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._admin import default_admin
from ..plugin_utils._output import admin as texts
from ..plugin_utils._runtime import admin_task

display = Display()
MODULE = "openmetadata.sso.default_admin"
ARGUMENTS = {
    **admin_task.CONNECTION,
    "state": {"type": "str", "choices": ["absent"], "default": "absent"},
    "hard": {"type": "bool", "default": False},
}


class ActionModule(ActionBase):
    """One call on the host, which refuses rather than guesses."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec(ARGUMENTS)[1]
        host = task_vars["inventory_hostname"]
        planned = self._templar.template(task_vars.get("om_sso_admin_principals") or [])
        if default_admin.NAME in default_admin.names(planned):
            raise AnsibleActionFail(
                f"{host}: om_sso_admin_principals names {default_admin.NAME}, so the next run would make it again. Take it out."
            )
        answer = admin_task.ask(self, MODULE, arguments, task_vars, target=True)
        lines = texts.default_admin(host, answer, self._task.check_mode)
        display.display("\n".join(lines))
        result.update(answer, msg=lines)
        return result
