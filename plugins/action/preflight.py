# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the identity providers of hosts, each provider once. Documented in plugins/modules/preflight.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail

from ..plugin_utils._output import grouped
from ..plugin_utils._runtime import application_drift, client_secret_record, preflight
from ..plugin_utils._runtime.action_base import FAIL, HOSTS, Action, Outcome


class ActionModule(Action):
    """All decisions are made on the controller; with ``from: host`` the host only sends the requests."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {
        "hosts": HOSTS,
        "plans": {"type": "dict", "default": {}},
        "from": {"type": "str", "choices": ["controller", "host"], "default": "controller"},
        "fail": FAIL,
    }
    MODULE = "openmetadata.sso.preflight"
    VERB = "preflight"

    def carry_out(self):
        """Ask the providers of all hosts, from here and where asked for from a host."""
        hosts, from_host = self.arguments["hosts"], self.arguments["from"] == "host"
        if from_host and hosts and hosts != [self.host]:
            raise AnsibleActionFail("from: host sends the requests from the task's own host; leave hosts out.")
        plans = self.plans(hosts, self.arguments["plans"])
        ask = preflight.asked_on_host(self, plans[self.host]) if from_host else None
        asked = {host: plan for host, plan in plans.items() if not preflight.is_pending(host, plan)}
        checked = preflight.look(asked, from_host, ask)
        checked |= preflight.not_registered(plans, checked)
        client_secret_record.accepted(self, [plans[host] for host, seen in checked.items() if seen.accepts_secret])
        drift = application_drift.drift(asked)
        checked = {
            host: preflight.with_findings(checked[host], drift[host].findings) if host in drift else checked[host]
            for host in plans
        }
        results = {host: preflight.part(plans[host], each) for host, each in checked.items()}
        parts = preflight.report_parts(plans, checked, results, drift)
        lines = preflight.lines(plans, checked)
        failing = [host for host, result in results.items() if result["failed"]]
        others = {host: plan for host, plan in plans.items() if host not in failing}
        passing = preflight.lines(others, {host: checked[host] for host in others})
        data = {"hosts": results, "failures": preflight.failures(plans, checked)}
        failure = f"{grouped.names(failing)}: the identity provider does not match the plan; nothing was changed."
        return Outcome(lines, data, failure if failing else "", parts, passing=passing)
