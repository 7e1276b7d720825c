# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDAP: names, trust and the mapping of groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...module_utils._core import json_text
from ...module_utils._core.text import some
from .._model.providers.ldap import BLOCKS
from .._model.value import dig
from .._register import Problem, at
from ._rule import Case, rule
from ._text import is_placeholder
from ._undelivered import undelivered

LDAP = ("ldap",)
#: attribute=value, with commas between; a comma within a value is escaped.
DN = re.compile(
    r"\s*([A-Za-z][A-Za-z0-9-]*|[0-9.]+)\s*=(?:[^,\\]|\\.)+(,\s*([A-Za-z][A-Za-z0-9-]*|[0-9.]+)\s*=(?:[^,\\]|\\.)+)*"
)
#: A name (``leadkeystring``) or a number (``numericoid``) with options such as ;binary, by RFC 4512.
ATTRIBUTE = re.compile(r"([A-Za-z][A-Za-z0-9-]*|(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))+)(;[A-Za-z0-9-]+)*")
ATTRIBUTES = (
    "mail_attribute_name",
    "username_attribute_name",
    "group_attribute_name",
    "group_member_attribute_name",
)
#: jane@acme.io, and ACME\\jane or acme.io\\jane, with which Active Directory and some others bind.
ACCOUNT = re.compile(r"[^,=\\\s]+@[^,=\\\s]+|[^,=\\@\s]+\\[^,=\\@]+")
ADMIN = "om_sso_ldap.dn_admin_principal"
MAPPING = "om_sso_ldap.auth_roles_mapping"
TRUST = "om_sso_ldap.trust_store_config"


def is_dn(text: str) -> bool:
    """Whether a text is a distinguished name."""
    return DN.fullmatch(text) is not None


@rule("LDAP-01", providers=LDAP)
def admin_dn(case: Case) -> Iterator[Problem]:
    """dn_admin_principal is a distinguished name."""
    value = dig(case.settings, "ldap", "dn_admin_principal")
    if value is not None and not is_placeholder(value) and not is_dn(value) and not ACCOUNT.fullmatch(value):
        yield at(ADMIN, "not_a_dn")


@rule("LDAP-01", providers=LDAP)
def admin_address(case: Case) -> Iterator[Problem]:
    """dn_admin_principal is not the name of an account, as a user principal name is."""
    value = dig(case.settings, "ldap", "dn_admin_principal")
    if value is not None and not is_placeholder(value) and not is_dn(value) and ACCOUNT.fullmatch(value):
        yield at(ADMIN, "address")


@rule("LDAP-10", providers=LDAP)
def bases(case: Case) -> Iterator[Problem]:
    """A base is a distinguished name."""
    for name in ("user_base_dn", "group_base_dn"):
        value = dig(case.settings, "ldap", name)
        if value and not is_placeholder(value) and not is_dn(value):
            yield at(f"om_sso_ldap.{name}")


@rule("LDAP-12", providers=LDAP)
def attributes(case: Case) -> Iterator[Problem]:
    """Attributes have valid names."""
    for name in ATTRIBUTES:
        value = dig(case.settings, "ldap", name)
        if value and not is_placeholder(value) and not ATTRIBUTE.fullmatch(value):
            # A few directories have names with an underscore all the same.
            yield at(
                f"om_sso_ldap.{name}", "underscore" if ATTRIBUTE.fullmatch(value.replace("_", "-")) else "not_a_name"
            )


@rule("LDAP-04", providers=LDAP)
def group_base(case: Case) -> Iterator[Problem]:
    """Groups have a base."""
    ldap = case.settings.ldap
    wants = [
        name
        for name in ("auth_roles_mapping", "group_attribute_name", "group_member_attribute_name")
        if dig(ldap, name)
    ]
    if wants and not dig(ldap, "group_base_dn"):
        yield at("om_sso_ldap.group_base_dn", name=wants[0])


@rule("LDAP-02", providers=LDAP)
def trust_store(case: Case) -> Iterator[Problem]:
    """The trust store is configured."""
    ldap = case.settings.ldap
    if not dig(ldap, "ssl_enabled"):
        return
    kind = dig(ldap, "truststore_config_type")
    if kind == "CustomTrustStore" and not dig(
        ldap, "trust_store_config", "custom_trust_manager_config", "trust_store_file_path"
    ):
        option = f"{TRUST}.custom_trust_manager_config.trust_store_file_path"
        yield at(option, "no_trust_store")
    if kind == "HostName" and not dig(ldap, "trust_store_config", "host_name_config", "acceptable_host_names"):
        option = f"{TRUST}.host_name_config.acceptable_host_names"
        yield at(option, "no_host_names")


@rule("LDAP-02", providers=LDAP)
def trust_all(case: Case) -> Iterator[Problem]:
    """Certificates are verified."""
    ldap = case.settings.ldap
    if dig(ldap, "ssl_enabled") and dig(ldap, "truststore_config_type") == "TrustAll":
        yield at("om_sso_ldap.truststore_config_type", "trust_all")


@rule("LDAP-02", providers=LDAP)
def other_block(case: Case) -> Iterator[Problem]:
    """The filled block belongs to the chosen type."""
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
            yield at(option, "block_of_other_type", chosen=dig(ldap, "truststore_config_type"))


@rule("LDAP-11", providers=LDAP)
def tls(case: Case) -> Iterator[Problem]:
    """Passwords are sent over TLS."""
    ldap = case.settings.ldap
    port, secure = dig(ldap, "port"), dig(ldap, "ssl_enabled")
    if port == 636 and not secure:
        yield at("om_sso_ldap.ssl_enabled", "tls_port")
    elif port == 389 and secure:
        yield at("om_sso_ldap.port", "plain_port")
    elif secure is False:
        yield at("om_sso_ldap.ssl_enabled", "no_tls")


@rule("LDAP-08", providers=LDAP)
def roles_mapping(case: Case) -> Iterator[Problem]:
    """The mapping assigns roles to groups."""
    value = dig(case.settings, "ldap", "auth_roles_mapping")
    if value is None or value == "":
        return
    mapping = _read(value)
    if not isinstance(mapping, dict):
        yield at(MAPPING, "not_a_dictionary")
        return
    for number, (group, roles) in enumerate(mapping.items(), 1):
        if not isinstance(group, str) or not is_dn(group):
            yield at(MAPPING, "group_not_a_dn", number=number)
        if (
            not isinstance(roles, list)
            or not roles
            or not all(isinstance(role, str) and role.strip() for role in roles)
        ):
            yield at(MAPPING, "no_roles", number=number)


@rule("LDAP-13", providers=LDAP)
def assigned_roles(case: Case) -> Iterator[Problem]:
    """Roles of the mapping are among those that are assigned (LdapAuthenticator.getReassignRoles)."""
    mapping = _read(dig(case.settings, "ldap", "auth_roles_mapping"))
    assigned = set(dig(case.settings, "ldap", "auth_reassign_roles") or [])
    if not isinstance(mapping, dict) or dig(case.settings, "ldap", "all_attribute_name") in assigned:
        return
    names = [role for roles in mapping.values() if isinstance(roles, list) for role in roles if isinstance(role, str)]
    missing = [role for role in dict.fromkeys(names) if role.strip() and role not in assigned]
    if missing:
        yield at("om_sso_ldap.auth_reassign_roles", roles=some(missing))


def _read(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json_text.parse(value)
    except ValueError:
        return None


@rule("LDAP-09", providers=LDAP)
def nested_groups(case: Case) -> Iterator[Problem]:
    """The release supports nested groups."""
    if dig(case.settings, "ldap", "recursive_group_membership"):
        option = "om_sso_ldap.recursive_group_membership"
        yield at(option)


@rule("ENV-28", providers=LDAP)
def without_variable(case: Case) -> Iterator[Problem]:
    """Each key reaches the server."""
    yield from undelivered(case)
