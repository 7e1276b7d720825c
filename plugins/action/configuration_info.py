# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare servers with their plans. Documented in plugins/modules/configuration_info.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail

from ..plugin_utils._runtime import application_drift, comparison, host_run, planning
from ..plugin_utils._runtime.action_base import FAIL, HOSTS, Action


class ActionModule(Action):
    """``host``: one module call. ``http``: one task for all hosts, without a connection to any of them."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {
        "from": {"type": "str", "choices": ["host", "http"], "default": "host"},
        "hosts": HOSTS,
        "plan": {"type": "str"},
        "fail_on_drift": {"type": "bool", "default": False},
        "fail": FAIL,
    }
    MODULE = "openmetadata.sso.configuration"
    VERB = "verify"

    def carry_out(self):
        """Compare the configuration in effect with the plan."""
        hosts, fails = self.arguments["hosts"], self.arguments["fail_on_drift"]
        if self.arguments["from"] == "http":
            plans = self.plans(hosts)
            return comparison.over_http(plans, fails, application_drift.drift(plans))
        if hosts:
            raise AnsibleActionFail("from: host compares the task's own host; leave hosts out.")
        plan = planning.plan_of(self.read_own())
        if plan.errors:
            return host_run.refused(self.host, plan)
        answer, failure = host_run.carry_out(self, plan, "verify")
        if failure:
            return failure
        application = application_drift.drift({self.host: plan})[self.host]
        return comparison.on_host(self.host, plan, answer, fails, application)
