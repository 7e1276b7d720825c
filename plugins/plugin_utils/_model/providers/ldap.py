# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDAP: users sign in with the password of the directory."""

from __future__ import annotations

import json
from typing import Any

from ..settings_class import Settings
from ..value import Value
from ._fields import value_of, variables_below
from ._ldap_options import LDAP
from ._provider import Derived, Provider, only_own_keys

#: {keys of om_sso_ldap: variable}
FIELDS = variables_below("authenticationConfiguration.ldapConfiguration")

#: The block of ``trust_store_config`` that counts, by ``truststore_config_type``.
BLOCKS = {
    "CustomTrustStore": "custom_trust_manager_config",
    "HostName": "host_name_config",
    "JVMDefault": "jvm_default_config",
    "TrustAll": "trust_all_config",
}


def variables(settings: Settings, _provider: Provider, _derived: Derived) -> dict[str, Value]:
    """The values of the variables that only LDAP has, by name."""
    values: dict[str, Value] = {}
    chosen = BLOCKS.get(settings.ldap.truststore_config_type) if settings.ldap is not None else None
    for path, name in FIELDS.items():
        # Two blocks share a variable; the one that counts decides.
        if name not in values or path[1:2] == (chosen,):
            values[name] = value_of(settings, "ldap", path, name)
    mapping = values["AUTH_ROLES_MAPPING"]
    if isinstance(mapping.value, dict):
        values["AUTH_ROLES_MAPPING"] = Value(as_json(mapping.value), mapping.option)
    return values


def as_json(mapping: dict[str, Any]) -> str:
    """The role mapping as JSON text, which is how OpenMetadata keeps it; empty when it is not valid (rule LDAP-08).

    Its keys are sorted: an inventory of AWX has them in another order than a file, and that is not a change.
    """
    try:
        return json.dumps(mapping, ensure_ascii=False, sort_keys=True)
    except (TypeError, ValueError):
        return ""


PROVIDER = Provider(
    name="ldap",
    title="LDAP",
    openmetadata_provider="ldap",
    options=(LDAP,),
    derive=only_own_keys,
    optional=("server_url",),
    variables=variables,
    summary=lambda values, _provider: [
        (
            "provider",
            (
                f"{values['AUTHENTICATION_LDAP_HOST']}:{values['AUTHENTICATION_LDAP_PORT']}, users below "
                f"{values['AUTHENTICATION_USER_LOOKUP_BASEDN']}"
            ),
        )
    ],
)
