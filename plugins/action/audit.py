# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audit a server for insecure settings, with one module call. Documented in plugins/modules/audit.py."""

from __future__ import annotations

from ansible.errors import AnsibleConnectionFailure

from ..plugin_utils._runtime import planning, server_audit
from ..plugin_utils._runtime.action_base import UNREACHABLE, Action


class ActionModule(Action):
    """The host's answer is judged on the controller; a host that cannot be audited is in the report like any other."""

    MODULE = "openmetadata.sso.audit"
    VERB = "audit"

    def carry_out(self):
        """Audit every host, and add to the report."""
        variables = self.read()[self.host]
        plan = server_audit.plan_of(variables)
        if plan.errors:
            reason = f"{planning.summary({'': plan})} in the variables that say where the server is"
            return server_audit.not_audited(self.host, plan, reason, plan.findings)
        try:
            answer, problem = server_audit.ask(self, plan)
        except AnsibleConnectionFailure as error:
            reason = f"the host cannot be reached ({str(error).splitlines()[0].strip()[:200]})"
            outcome = server_audit.not_audited(self.host, plan, reason)
            return outcome._replace(failure="", data=UNREACHABLE)
        if answer is None:
            return server_audit.not_audited(self.host, plan, problem)
        return server_audit.audited(self.host, plan, answer, variables.values)
