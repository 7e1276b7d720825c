# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remove the default administrator. Documented in plugins/modules/default_admin.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail

from ..module_utils._admin import default_admin
from ..plugin_utils._output import admin
from ..plugin_utils._runtime import admin_task
from ..plugin_utils._runtime.action_base import Action, Outcome


class ActionModule(Action):
    """One call on the host, which refuses rather than guesses."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {
        **admin_task.CONNECTION,
        "state": {"type": "str", "choices": ["absent"], "default": "absent"},
        "hard": {"type": "bool", "default": False},
    }
    MODULE = "openmetadata.sso.default_admin"

    def carry_out(self):
        """Remove the administrator that OpenMetadata is shipped with."""
        planned = self._templar.template(self.task_vars.get("om_sso_admin_principals") or [])
        name = default_admin.NAME
        if name in default_admin.names(planned):
            why = "so the next run would create this user again. Remove it from there."
            raise AnsibleActionFail(f"om_sso_admin_principals names {name}, {why}")
        answer = admin_task.ask(self, target=True, alone=True)  # the replicas of a cluster have the same users
        return Outcome(admin.default_admin(self.host, answer, self.check_mode), answer)
