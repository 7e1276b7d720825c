# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apply a configuration to a host. Documented in plugins/modules/configuration.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..plugin_utils._output import apply, registered_client
from ..plugin_utils._runtime import (
    client_secret_record,
    confirmed,
    host_run,
    host_turn,
    planning,
    registered,
    review_run,
    stash,
    token_downtime,
)
from ..plugin_utils._runtime.action_base import Action


class ActionModule(Action):
    """Plan on the controller, render, send everything in one call, follow a long run, and report what happened."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {
        # Without choices: the role passes om_sso_recover_to, and a wrong one is a finding like any other.
        "state": {"type": "str", "default": "present"},
        "plan": {"type": "str"},
        "rotate_key_pair": {"type": "bool", "default": False},
    }
    MODULE = "openmetadata.sso.configuration"

    @property
    def verb(self):
        """``sso`` or ``recover``, as the state says."""
        return "sso" if self.arguments["state"] == "present" else "recover"

    def carry_out(self):
        """Apply or restore a configuration, and report what happened."""
        rotate = self.arguments["rotate_key_pair"]
        own = self.read_own(stash.take)
        verb, plan = planning.of_state(self.arguments["state"], own)
        if plan.errors:
            return host_run.refused(self.host, plan)
        reviewed = self.arguments["state"] == "present" and not rotate
        review, left = review_run.review_of(self, plan) if reviewed else (None, None)
        if left:
            return left
        kept: list[str] = []
        answer = confirmed.take(self.arguments["plan"]) if reviewed and not review and not self.check_mode else None
        if answer is None:
            plan, answer, failure, kept = host_turn.carry_out(self, own, plan, verb, rotate, review)
            if failure:
                return failure
        if rotate and not self.check_mode:
            token_downtime.began(self.host, plan.settings.cluster, answer.get("pair"))
        if verb == "recover":
            return host_run.done(self.host, plan, answer, apply.recovered(self.host, answer, self.check_mode))
        client_secret_record.verified(self, plan)
        lines = apply.applied(self.host, plan, answer, self.check_mode)
        lines += [] if self.check_mode else registered_client.downtime(registered.downtime(self.host))
        lines += [*kept, *apply.opened_by_basic(plan)] if self.arguments["state"] == "basic" else []
        return host_run.done(self.host, plan, answer, lines)
