# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check that a host can be reached and changed. Documented in plugins/modules/host_access_info.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible.errors import AnsibleConnectionFailure

from ..plugin_utils._model.deployments import in_cluster
from ..plugin_utils._runtime import confirmed, host_run, one_name, planning, review_run
from ..plugin_utils._runtime.action_base import Action, Outcome, unreachable

#: Characters of Ansible's words that the task shows of a connection that fails.
REASON = 200


class ActionModule(Action):
    """One module call. A host that cannot be reached counts as failed, so that a play can stop because of it."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {"plan": {"type": "str"}, "predict": {"type": "bool", "default": False}}
    MODULE = "openmetadata.sso.configuration"
    VERB = "plan"

    def carry_out(self):
        """Fail where a change would."""
        plan = planning.plan_of(self.read_own())
        if plan.errors:
            return host_run.refused(self.host, plan)
        try:
            if self.arguments["predict"]:
                return review_run.read_current(self, plan)
            review, left = review_run.review_of(self, plan)
            if left:
                return Outcome([])
            if review is None and in_cluster(plan.settings):
                return one_name.refused_release(self.host, plan) or Outcome([])
            verb = "predict" if review else self._verb(plan)
            answer, failure = host_run.carry_out(self, plan, verb, review=review)
            other = self._other_name(plan, answer) if answer else None
            if verb == "confirm" and answer and not other:
                confirmed.keep(self.arguments["plan"], answer)
        except AnsibleConnectionFailure as error:
            fix = "Correct how it is reached, or leave it out with --limit."
            return host_run.failed(self.host, plan, {"message": unreachable(error, REASON), "fix": fix})
        return failure or other or Outcome([])

    def _other_name(self, plan, answer):
        if in_cluster(plan.settings):
            return one_name.refused_release(self.host, plan)
        return one_name.refused_host(self.host, plan, answer.pop("installation", ""))

    def _verb(self, plan):
        """``confirm`` also verifies a host that is as planned. A key pair may be one of others, or a new one."""
        return "confirm" if self.arguments["plan"] and not plan.settings.jwt_key_id else "access"
