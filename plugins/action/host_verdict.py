# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail a host with what a task for many hosts found. Documented in plugins/modules/host_verdict.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..plugin_utils._runtime.action_base import Action, Outcome


class ActionModule(Action):
    """The lines were made by another task; here their host fails, so that it is in the recap."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {"failures": {"type": "list", "elements": "str", "required": True}}

    def carry_out(self):
        """Fail with the lines, if there are any."""
        lines = self.arguments["failures"]
        if len(lines) < 2:
            # One line refers to another host: it is the whole message, in one line.
            return Outcome(lines, {"_ansible_verbose_always": False}, "".join(lines))
        return Outcome(lines, failure=f"{self.host}: failed, see msg.")

    def notes(self):
        """The other task has told them."""
        return []
