# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Return a valid token of a bot. Documented in plugins/modules/bot_token.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..module_utils._server.admin_api import EXPIRIES
from ..plugin_utils._output import admin
from ..plugin_utils._runtime import admin_task
from ..plugin_utils._runtime.action_base import Action, Outcome


class ActionModule(Action):
    """One call on the host; the result is not printed, for it holds the token."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {
        **admin_task.CONNECTION,
        "name": {"type": "str", "required": True},
        "state": {"type": "str", "choices": ["present", "rotated"], "default": "present"},
        "expiry": {"type": "str", "choices": list(EXPIRIES)},
        "renew_within": {"type": "int", "default": 7},
        "create": {"type": "bool", "default": False},
        "email": {"type": "str"},
    }
    MODULE = "openmetadata.sso.bot_token"

    def carry_out(self):
        """Return a valid token of the bot, a new one where that is needed."""
        answer = admin_task.ask(self, alone=True)  # two replicas that renew at once would end each other's token
        lines = admin.bot(self.host, self.arguments["name"], answer, self.check_mode)
        known = {name: value for name, value in answer.items() if name != "token" or value is not None}
        return Outcome(lines, {**known, "_ansible_no_log": True})
