# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every role variable, in the order in which the documentation shows them."""

from __future__ import annotations

from . import (
    audit_options,
    authorizer_options,
    bot_options,
    host_config_options,
    key_options,
    kubernetes_options,
    oidc_options,
    plan_options,
    preflight_options,
    registration_options,
    server_options,
    session_options,
    target_options,
)
from ._option import PREFIX, Option

#: Options of the OpenID Connect providers, by subject.
OPENID_CONNECT: dict[str, tuple[Option, ...]] = {"OpenID Connect": oidc_options.OPTIONS}

#: Options of every provider, by subject.
COMMON: dict[str, tuple[Option, ...]] = {
    "Server": server_options.OPTIONS,
    "Users": authorizer_options.OPTIONS,
    "Sessions": session_options.OPTIONS,
    "Keys": key_options.OPTIONS,
    "Target": target_options.OPTIONS,
    "Reviewed plan": plan_options.OPTIONS,
    "Existing configuration": host_config_options.OPTIONS,
    "Bots": bot_options.OPTIONS,
    "Kubernetes": kubernetes_options.OPTIONS,
    "Preflight": preflight_options.OPTIONS,
    "Client registration": registration_options.OPTIONS,
    "Audit": audit_options.OPTIONS,
}

#: Variables of the playbooks, read by Ansible itself and not by a plan.
PLAYBOOK_VARIABLES = ("hosts", "allow_no_hosts", "serial", "max_fail_percentage", "read_hosts")

__all__ = ["COMMON", "OPENID_CONNECT", "PLAYBOOK_VARIABLES", "PREFIX", "Option"]
