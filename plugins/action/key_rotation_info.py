# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Report the state of a key rotation. Documented in plugins/modules/key_rotation_info.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..plugin_utils._output import rotation
from ..plugin_utils._plan import key_rotation
from ..plugin_utils._runtime import host_run, key_rotation_status, planning, token_downtime
from ..plugin_utils._runtime.action_base import Action, Outcome


class ActionModule(Action):
    """Ask the host, or, for a bot, report how long it was without a valid token, which needs no request."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {
        "plan": {"type": "str"},
        "bot": {"type": "str"},
        "fail_on_blocked": {"type": "bool", "default": False},
    }
    MODULE = "openmetadata.sso.configuration"

    def carry_out(self):
        """Return the state of the rotation, and fail where asked for."""
        if self.arguments["bot"]:
            seconds = token_downtime.lasted(self.host, self.task_vars.get("om_sso_cluster"))
            return Outcome(rotation.measured(self.host, self.arguments["bot"], seconds), {"seconds": seconds})
        plan = planning.plan_of(self.read_own())
        if plan.errors:
            return host_run.refused(self.host, plan)
        answer = key_rotation_status.ask(self, plan)
        missing = key_rotation_status.missing_replicas(plan, self.task_vars)
        blocked = key_rotation.blocked(plan, answer, missing)
        fails = bool(blocked) and self.arguments["fail_on_blocked"]
        data = {"blocked": blocked, **{name: answer[name] for name in key_rotation_status.RETURNED}}
        lines = rotation.status(self.host, plan, answer, blocked)
        return Outcome(lines, data, f"{self.host}: the rotation is blocked; nothing was changed." if fails else "")
