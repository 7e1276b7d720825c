# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write a plan for review. Documented in plugins/modules/plan_file.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..plugin_utils._runtime import host_run, review_files
from ..plugin_utils._runtime.action_base import HOSTS, Action


class ActionModule(Action):
    """One task for all hosts, after the task that planned them and the one that read them."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {"hosts": HOSTS, "plans": {"type": "dict", "default": {}}}
    VERB = "plan"

    def carry_out(self):
        """Write the plan file and the summary."""
        ids = self.arguments["plans"]
        plans = self.plans(self.arguments["hosts"], ids)
        broken = next((host for host, plan in plans.items() if plan.errors), None)
        if broken is not None:
            return host_run.refused(broken, plans[broken])
        return review_files.write(self, plans, ids)
