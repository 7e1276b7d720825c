# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every role variable, in the order in which the documentation shows them."""

from __future__ import annotations

from . import authorizer, kubernetes, oidc, preflight, target
from ._option import PREFIX, Option

#: Options of every provider, by subject.
COMMON: dict[str, tuple[Option, ...]] = {
    "OpenID Connect": oidc.OPTIONS,
    "Users": authorizer.OPTIONS,
    "Target": target.OPTIONS,
    "Kubernetes": kubernetes.OPTIONS,
    "Preflight": preflight.OPTIONS,
}

#: Variables of the playbooks, read by Ansible itself and not by a plan.
PLAYBOOK_VARIABLES = ("hosts", "serial", "max_fail_percentage")

__all__ = ["COMMON", "PLAYBOOK_VARIABLES", "PREFIX", "Option"]
