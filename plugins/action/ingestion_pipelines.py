# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Redeploy ingestion pipelines that hold an old token. Documented in plugins/modules/ingestion_pipelines.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..plugin_utils._output import admin
from ..plugin_utils._runtime import admin_task
from ..plugin_utils._runtime.action_base import Action, Outcome


class ActionModule(Action):
    """One call on the host, and a line for each pipeline that was changed, has to be changed or failed."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {
        **admin_task.CONNECTION,
        "bots": {"type": "list", "elements": "str", "default": []},
        "state": {"type": "str", "choices": ["current", "listed", "redeployed"], "default": "current"},
        "fail": {"type": "bool", "default": True},
    }
    MODULE = "openmetadata.sso.ingestion_pipelines"

    def carry_out(self):
        """Deploy the pipelines again whose bots have new tokens."""
        answer = admin_task.ask(self)
        lines = admin.pipelines(self.host, answer["pipelines"])
        failed = sum(row["outcome"] == "failed" for row in answer["pipelines"])
        failure = f"{self.host}: {failed} pipelines could not be deployed and hold an old token."
        return Outcome(lines, answer, failure if failed and self.arguments["fail"] else "")
