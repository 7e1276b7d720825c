# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the configuration files of a host. Documented in plugins/modules/host_config_info.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..plugin_utils._model.deployments import in_cluster
from ..plugin_utils._runtime import chart_configuration, host_configuration
from ..plugin_utils._runtime.action_base import Action


class ActionModule(Action):
    """One module call that only reads; the findings are made on the controller."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {"fail_on_error": {"type": "bool", "default": False}}
    MODULE = "openmetadata.sso.host_config_info"
    VERB = "check_config"

    def carry_out(self):
        """Check the files of a host by the rules, and return what is in effect."""
        values = self.read_own()
        plan = host_configuration.place_of(values, "check")
        if plan.errors:
            return host_configuration.refused(self.host, plan)
        if in_cluster(plan.settings):
            return self._gentle(chart_configuration.checked(self.host, values.values, plan))
        answer, error = host_configuration.read(self, plan, "check")
        if answer is None:
            return host_configuration.refused(self.host, plan, error)
        return self._gentle(host_configuration.checked(self.host, values.values, plan, answer))

    def _gentle(self, outcome):
        """Findings fail the task only where the operator wants that."""
        return outcome if self.arguments["fail_on_error"] else outcome._replace(failure="")
