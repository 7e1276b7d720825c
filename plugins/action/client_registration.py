# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the application at the identity provider. Documented in plugins/modules/client_registration.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..plugin_utils._runtime import client_registration_run
from ..plugin_utils._runtime.action_base import FAIL, HOSTS, Action


class ActionModule(Action):
    """Everything happens on the controller; hosts that share an application are one."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {
        "hosts": HOSTS,
        "state": {"type": "str", "choices": ["present", "rotated", "absent", "clean"]},
        "fail": FAIL,
    }
    VERB = "client_registration"

    def carry_out(self):
        """Bring each application to what the plans of its hosts need."""
        return client_registration_run.carry_out(self, self.arguments["hosts"], self.arguments["state"])
