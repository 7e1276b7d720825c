# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDAP: names, trust and the mapping of groups."""

from __future__ import annotations

import json
import re
from typing import Any

from .._model.providers.ldap import BLOCKS
from .._model.value import dig
from ._rule import Case, rule
from ._text import is_placeholder
from ._undelivered import undelivered

LDAP = ("ldap",)
#: attribute=value, with commas between; a comma within a value is escaped.
DN = re.compile(
    r"\s*([A-Za-z][A-Za-z0-9-]*|[0-9.]+)\s*=(?:[^,\\]|\\.)+(,\s*([A-Za-z][A-Za-z0-9-]*|[0-9.]+)\s*=(?:[^,\\]|\\.)+)*"
)
ADMIN = "om_sso_ldap.dn_admin_principal"
MAPPING = "om_sso_ldap.auth_roles_mapping"
TRUST = "om_sso_ldap.trust_store_config"


def is_dn(text: str) -> bool:
    return DN.fullmatch(text) is not None


@rule("LDAP-01", "error", "The searching account is a distinguished name", providers=LDAP)
def admin_dn(case: Case):
    value = dig(case.settings, "ldap", "dn_admin_principal")
    if value is not None and not is_placeholder(value) and not is_dn(value) and "@" not in value:
        yield (
            ADMIN,
            f"{ADMIN} is no distinguished name: the server cannot bind and does not start.",
            "Copy distinguishedName of the account, for example cn=openmetadata,ou=services,dc=acme,dc=io.",
        )


@rule("LDAP-01", "warning", "The searching account is no e-mail address", providers=LDAP)
def admin_address(case: Case):
    value = dig(case.settings, "ldap", "dn_admin_principal")
    if value is not None and not is_dn(value) and "@" in value:
        yield (
            ADMIN,
            f"{ADMIN} is an address: only Active Directory binds with it.",
            "Copy distinguishedName of the account.",
        )


@rule("LDAP-10", "error", "A base is a distinguished name", providers=LDAP)
def bases(case: Case):
    for name in ("user_base_dn", "group_base_dn"):
        value = dig(case.settings, "ldap", name)
        if value and not is_placeholder(value) and not is_dn(value):
            yield (
                f"om_sso_ldap.{name}",
                f"om_sso_ldap.{name} is no distinguished name.",
                "Write it as in ou=people,dc=acme,dc=io.",
            )


@rule("LDAP-04", "error", "Groups have a base", providers=LDAP)
def group_base(case: Case):
    ldap = case.settings.ldap
    wants = [
        name
        for name in ("auth_roles_mapping", "group_attribute_name", "group_member_attribute_name")
        if dig(ldap, name)
    ]
    if wants and not dig(ldap, "group_base_dn"):
        message = f"om_sso_ldap.group_base_dn is missing, and om_sso_ldap.{wants[0]} needs it: the search would begin at the root and find nothing."
        yield "om_sso_ldap.group_base_dn", message, "Write where the groups are."


@rule("LDAP-02", "error", "The trust store is there", providers=LDAP)
def trust_store(case: Case):
    ldap = case.settings.ldap
    if not dig(ldap, "ssl_enabled"):
        return
    kind = dig(ldap, "truststore_config_type")
    if kind == "CustomTrustStore" and not dig(
        ldap, "trust_store_config", "custom_trust_manager_config", "trust_store_file_path"
    ):
        option = f"{TRUST}.custom_trust_manager_config.trust_store_file_path"
        yield (
            option,
            f"{option} is missing: CustomTrustStore needs it, and TLS to the directory fails.",
            "Write the path on the server, or in its container.",
        )
    if kind == "HostName" and not dig(ldap, "trust_store_config", "host_name_config", "acceptable_host_names"):
        option = f"{TRUST}.host_name_config.acceptable_host_names"
        yield (
            option,
            f"{option} is missing: HostName accepts no certificate without it.",
            "List the names in the directory's certificate.",
        )


@rule("LDAP-02", "warning", "Not every certificate counts", providers=LDAP)
def trust_all(case: Case):
    ldap = case.settings.ldap
    if dig(ldap, "ssl_enabled") and dig(ldap, "truststore_config_type") == "TrustAll":
        yield (
            "om_sso_ldap.truststore_config_type",
            "om_sso_ldap.truststore_config_type is TrustAll: anybody between server and directory can read the passwords.",
            "Use JVMDefault, or CustomTrustStore for a certificate authority of your own.",
        )


@rule("LDAP-02", "warning", "The block of the chosen way is the one that is filled", providers=LDAP)
def other_block(case: Case):
    ldap = case.settings.ldap
    chosen = BLOCKS.get(dig(ldap, "truststore_config_type"))
    filled = {
        value.option.split(".")[2]
        for value, _option in case.given
        if value.option.startswith(TRUST + ".") and value.value not in (None, [])
    }
    for block in sorted(filled - {chosen}):
        if chosen:
            option = f"{TRUST}.{block}"
            yield (
                option,
                f"{option} has no effect: om_sso_ldap.truststore_config_type is {dig(ldap, 'truststore_config_type')}.",
                "Remove it, or choose its way.",
            )


@rule("LDAP-11", "warning", "Passwords travel in TLS", providers=LDAP)
def tls(case: Case):
    ldap = case.settings.ldap
    port, secure = dig(ldap, "port"), dig(ldap, "ssl_enabled")
    if port == 636 and not secure:
        yield (
            "om_sso_ldap.ssl_enabled",
            "om_sso_ldap.port is 636, where directories speak TLS, and om_sso_ldap.ssl_enabled is false.",
            "Set it to true.",
        )
    elif port == 389 and secure:
        yield (
            "om_sso_ldap.port",
            "om_sso_ldap.port is 389, where directories speak no TLS at first, and om_sso_ldap.ssl_enabled is true.",
            "Use 636.",
        )
    elif secure is False:
        yield (
            "om_sso_ldap.ssl_enabled",
            "om_sso_ldap.ssl_enabled is false: passwords travel in clear.",
            "Use port 636 and set it to true.",
        )


@rule("LDAP-08", "error", "The mapping gives roles to groups", providers=LDAP)
def roles_mapping(case: Case):
    value = dig(case.settings, "ldap", "auth_roles_mapping")
    if value is None or value == "":
        return
    mapping = _read(value)
    if not isinstance(mapping, dict):
        yield MAPPING, f"{MAPPING} is no dictionary and no JSON text of one.", "Write 'group: [role]' pairs below it."
        return
    for number, (group, roles) in enumerate(mapping.items(), 1):
        if not isinstance(group, str) or not is_dn(group):
            yield (
                MAPPING,
                f"{MAPPING}: group {number} is no distinguished name.",
                "Write it in full, as in cn=stewards,ou=groups,dc=acme,dc=io.",
            )
        if (
            not isinstance(roles, list)
            or not roles
            or not all(isinstance(role, str) and role.strip() for role in roles)
        ):
            yield (
                MAPPING,
                f"{MAPPING}: group {number} has no list of roles.",
                "Write the names of roles in OpenMetadata, as in [DataSteward].",
            )


def _read(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


@rule("LDAP-09", "error", "Groups within groups need 2.0", providers=LDAP, until="2.0.0")
def nested_groups(case: Case):
    if dig(case.settings, "ldap", "recursive_group_membership"):
        option = "om_sso_ldap.recursive_group_membership"
        yield (
            option,
            f"{option}: OpenMetadata {case.release} counts direct members only.",
            "Remove it and put users into the mapped groups themselves, or upgrade to 2.0.",
        )


@rule("ENV-28", "warning", "A key that reaches the server", providers=LDAP)
def without_variable(case: Case):
    yield from undelivered(case)
