# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare the application at the provider with the plan. Documented in plugins/modules/client_registration_info.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..plugin_utils._runtime import client_registration_run
from ..plugin_utils._runtime.action_base import HOSTS, Action


class ActionModule(Action):
    """Reads only."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {"hosts": HOSTS}

    def carry_out(self):
        """Return the applications and the fields that are not as planned."""
        return client_registration_run.compare(self, self.arguments["hosts"])
