# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deploy pipelines again that carry an old token. Documented in plugins/modules/ingestion_pipelines.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils._output import admin as texts
from ..plugin_utils._runtime import admin_task

display = Display()
MODULE = "openmetadata.sso.ingestion_pipelines"
ARGUMENTS = {
    **admin_task.CONNECTION,
    "bots": {"type": "list", "elements": "str", "default": []},
    "state": {"type": "str", "choices": ["current", "listed", "redeployed"], "default": "current"},
    "fail": {"type": "bool", "default": True},
}


class ActionModule(ActionBase):
    """One call on the host, a line for each pipeline that is not as it was."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec(ARGUMENTS)[1]
        answer = admin_task.ask(self, MODULE, arguments, task_vars)
        lines = texts.pipelines(task_vars["inventory_hostname"], answer["pipelines"])
        display.display("\n".join(lines))
        result.update(answer, msg=lines)
        failed = [row for row in answer["pipelines"] if row["outcome"] == "failed"]
        if failed and arguments["fail"]:
            names = ", ".join(row["name"] for row in failed[:5])
            result.update(
                failed=True,
                msg=f"{len(failed)} pipelines could not be deployed and carry an old token: {names}. {failed[0]['reason']}",
            )
        return result
