# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An administrator's task on a host without Ansible around it: milliseconds where a playbook takes seconds."""

import json
from typing import NamedTuple

from ansible_collections.openmetadata.sso.plugins.module_utils._admin import task
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import host_request
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner

from . import direct  # it makes the collection importable


class Done(NamedTuple):
    """What the module gave back: one of both."""

    answer: dict | None
    error: dict | None

    def passed(self) -> dict:
        """The answer; there must be one."""
        assert self.error is None, self.error
        return self.answer

    def failed(self) -> str:
        """The error in words; there must be one, and no defect of ours."""
        assert self.error is not None, self.answer
        assert "defect" not in self.error["fix"], self.error
        return f"{self.error['message']} {self.error['fix']}"


def run(install, work, token: str | None = None, check: bool = False, **arguments) -> Done:
    """Carry ``work`` out on an install with a token, or as the shipped administrator of a server with passwords."""
    plan = planner.located(install.variables, planner.TARGET_VARIABLES)
    assert not plan.errors, plan.errors
    content = {
        "url": None,
        "target": host_request.document(plan, "administer", {}),
        "arguments": arguments,
    }
    content.update(admin_token=token, admin_email="admin@open-metadata.org", admin_password="admin")
    changed, found = task.run(content, check, work)
    outcome = Done(**json.loads(json.dumps(found)))
    assert not outcome.answer or outcome.answer["changed"] == changed
    return outcome


__all__ = ["Done", "direct", "run"]
