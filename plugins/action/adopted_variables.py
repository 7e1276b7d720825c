# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write role variables for the configuration in effect. Documented in plugins/modules/adopted_variables.py."""

from __future__ import annotations

from ..plugin_utils._model.deployments import in_cluster
from ..plugin_utils._runtime import chart_configuration, host_configuration, kubernetes
from ..plugin_utils._runtime.action_base import Action


class ActionModule(Action):
    """One module call that only reads, or the requests to a cluster; the files are written on the controller."""

    MODULE = "openmetadata.sso.host_config_info"
    VERB = "adopt"

    def carry_out(self):
        """Infer the role variables of every host, and compare or write their files."""
        values = self.read_own()
        plan = host_configuration.place_of(values, "adopt")
        if plan.errors:
            return host_configuration.refused(self.host, plan)
        if plan.settings.helm_values_files and in_cluster(plan.settings):
            return chart_configuration.adopted(self.host, values, plan, self.check_mode, self._loader)
        if in_cluster(plan.settings):
            answer, error = kubernetes.in_use(self, self.host, plan)
        else:
            answer, error = host_configuration.read(self, plan, "adopt")
        if answer is None:
            return host_configuration.refused(self.host, plan, error)
        return host_configuration.adopted(self.host, values, plan, answer, self.check_mode, self._loader)
