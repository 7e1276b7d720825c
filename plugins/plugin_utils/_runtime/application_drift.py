# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the applications at the identity providers are as planned, where the operator gave access to read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ansible.errors import AnsibleActionFail

from .._model.findings import Finding
from .._plan.plan import Plan
from .._register import finding_of
from .._report import expiry

#: Keys of om_sso_client_registration that are credentials.
CREDENTIALS = ("admin_client_secret", "admin_password", "admin_token", "profile")


class Compared(NamedTuple):
    """Findings about an application at its provider, how many of them are fields that are not as planned, what ends."""

    findings: Sequence[Finding] = ()
    differing: int = 0
    expires: Sequence[expiry.Expiry] = ()


def drift(plans: Mapping[str, Plan]) -> dict[str, Compared]:
    """For each host its application, where there are credentials for the provider's API; each is asked for once."""
    able = {host: plan for host, plan in plans.items() if not plan.errors and plan.environment and _has_access(plan)}
    found = dict.fromkeys(plans, Compared())
    if not able:
        return found
    from . import client_registration

    try:
        each = client_registration.clients(able)
    except AnsibleActionFail as error:
        return {**found, **dict.fromkeys(able, Compared([unknown("the provider", str(error))]))}
    for client in each:
        found |= dict.fromkeys(client.plans, client_registration.compared(client))
    return found


def unknown(title: str, problem: str) -> Finding:
    """The finding that an application could not be compared."""
    return finding_of("REG-01", "om_sso_client_registration", "unknown", provider=title, problem=problem)


def _has_access(plan: Plan) -> bool:
    """Whether the operator gave credentials for the API of this host's provider."""
    chosen = plan.settings.client_registration
    return bool(plan.settings.register_client or any(getattr(chosen, name, None) for name in CREDENTIALS))
