# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remove the default administrator. Documented in plugins/modules/default_admin.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail

from ..module_utils._admin import default_admin
from ..module_utils._core.errors import words
from ..plugin_utils._output import admin
from ..plugin_utils._plan.plan import Plan
from ..plugin_utils._runtime import admin_task, kubernetes
from ..plugin_utils._runtime.action_base import Action, Outcome


class ActionModule(Action):
    """One call on the host, or on the controller for a Helm release, which refuses rather than guesses."""

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
        # The replicas of a cluster have the same users.
        answer = admin_task.ask(self, of_release=self._lists, alone=True)
        return Outcome(admin.default_admin(self.host, answer, self.check_mode), answer)

    def _lists(self, plan: Plan) -> dict[str, Any]:
        """The lists of administrators that a pod of the release works with, in place of those of a host."""
        seen, error = kubernetes.in_use(self, self.host, plan)
        if seen is None:
            raise AnsibleActionFail(words(error))
        text = next((file["text"] for file in seen["files"]), None)
        started = default_admin.started(seen["environment"], text)
        stored = None if seen["rows"] is None else default_admin.stored_names(seen["rows"])
        return {"lists": {"started": started, "stored": stored}}
