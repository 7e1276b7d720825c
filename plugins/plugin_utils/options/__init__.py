# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every role variable, in the order in which the documentation shows them."""

from __future__ import annotations

from . import audit, authorizer, bots, existing, keys, kubernetes, oidc, preflight, server, sessions, target
from ._option import PREFIX, Option

#: Options of the OpenID Connect providers, by subject.
OPENID_CONNECT: dict[str, tuple[Option, ...]] = {"OpenID Connect": oidc.OPTIONS}

#: Options of every provider, by subject.
COMMON: dict[str, tuple[Option, ...]] = {
    "Server": server.OPTIONS,
    "Users": authorizer.OPTIONS,
    "Sessions": sessions.OPTIONS,
    "Keys": keys.OPTIONS,
    "Target": target.OPTIONS,
    "Existing configuration": existing.OPTIONS,
    "Bots": bots.OPTIONS,
    "Kubernetes": kubernetes.OPTIONS,
    "Preflight": preflight.OPTIONS,
    "Audit": audit.OPTIONS,
}

#: Variables of the playbooks, read by Ansible itself and not by a plan.
PLAYBOOK_VARIABLES = ("hosts", "serial", "max_fail_percentage", "read_hosts")

__all__ = ["COMMON", "OPENID_CONNECT", "PLAYBOOK_VARIABLES", "PREFIX", "Option"]
