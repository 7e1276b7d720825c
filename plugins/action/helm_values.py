# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the Helm chart's values and the Secrets on the controller. Documented in plugins/modules/helm_values.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..plugin_utils._output import grouped, helm
from ..plugin_utils._runtime import chart_files, planning
from ..plugin_utils._runtime.action_base import FAIL, HOSTS, Action, Outcome


class ActionModule(Action):
    """All releases in one task: every finding first, then the files of each. No request is sent to a cluster."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {"hosts": HOSTS, "fail": FAIL}
    VERB = "helm_values"

    def carry_out(self):
        """Render the files of every host, and write or compare them."""
        plans = {host: chart_files.checked(plan) for host, plan in self.plans(self.arguments["hosts"]).items()}
        broken = [host for host, plan in plans.items() if plan.errors]
        written = {} if broken else {host: self._write(host, plan) for host, plan in plans.items()}
        lines = grouped.planned(plans) if broken else []
        for host, files in written.items():
            lines += helm.rendered(host, plans[host], files, self.check_mode)
        parts = {host: chart_files.part(plan, written.get(host)) for host, plan in plans.items()}
        changed = [file for files in written.values() for file in files if file.changed]
        failure = f"{grouped.names(broken)}: {planning.summary(plans)}; nothing was written." if broken else ""
        failures = grouped.failures({host: plan.findings for host, plan in plans.items()})
        data = {"changed": bool(changed), "hosts": parts, "failures": failures}
        return Outcome(lines, data, failure, parts, [file.diff for file in changed])

    def _write(self, host, plan):
        return chart_files.write(host, plan, self.check_mode)
