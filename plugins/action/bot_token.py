# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Give the living token of a bot. Documented in plugins/modules/bot_token.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._server.admin_api import EXPIRIES
from ..plugin_utils._output import admin as texts
from ..plugin_utils._runtime import admin_task

display = Display()
MODULE = "openmetadata.sso.bot_token"
ARGUMENTS = {
    **admin_task.CONNECTION,
    "name": {"type": "str", "required": True},
    "state": {"type": "str", "choices": ["present", "rotated"], "default": "present"},
    "expiry": {"type": "str", "choices": list(EXPIRIES)},
    "renew_within": {"type": "int", "default": 7},
    "create": {"type": "bool", "default": False},
    "email": {"type": "str"},
}


class ActionModule(ActionBase):
    """One call on the host; what comes back is not printed."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec(ARGUMENTS)[1]
        answer = admin_task.ask(self, MODULE, arguments, task_vars)
        lines = texts.bot(task_vars["inventory_hostname"], arguments["name"], answer, self._task.check_mode)
        display.display("\n".join(lines))
        if answer["token"] is None:
            del answer["token"]
        result.update(answer, msg=lines, _ansible_no_log=True)
        return result
