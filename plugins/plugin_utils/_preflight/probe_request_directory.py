# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What preflight asks an LDAP directory or a SAML provider."""

from __future__ import annotations

import json
from typing import Any

from .._model.schema_fields import why_not
from .._model.value import dig
from .._plan.plan import Plan, release_of
from . import saml as saml_judge
from ._case import Case
from .vendors import DIRECTORY

KEY_STORE = ("SAML_KEYSTORE_FILE_PATH", "SAML_KEYSTORE_ALIAS", "SAML_KEYSTORE_PASSWORD")


def ldap(plan: Plan, ca_data: str | None, from_host: bool) -> Case:
    """The request for the LDAP directory, from the variables that the server would read."""
    values = {entry.name: entry.value for entry in plan.environment}
    settings = plan.settings
    trust = values.get("AUTHENTICATION_LDAP_TRUSTSTORE_TYPE") or "TrustAll"
    mapping = _roles(values.get("AUTH_ROLES_MAPPING"))
    tls = _true(values.get("AUTHENTICATION_LDAP_SSL_ENABLED"))
    wanted = {
        "kind": "ldap",
        "host": values["AUTHENTICATION_LDAP_HOST"],
        "port": int(values["AUTHENTICATION_LDAP_PORT"]),
        "tls": tls,
        # HostName compares the names in the certificate but not its issuer, so it does not verify the
        # certificate either.
        "trust": "none" if trust in ("TrustAll", "HostName") else "chain",
        "verify_host": _true(values.get("AUTHENTICATION_LDAP_SSL_VERIFY_CERT_HOST")),
        "examine_dates": _true(values.get("AUTHENTICATION_LDAP_EXAMINE_VALIDITY_DATES")),
        # The password is not sent when the server verifies the certificate by a truststore that is not known here.
        "withhold": tls and trust == "CustomTrustStore" and ca_data is None,
        "admin_dn": values["AUTHENTICATION_LOOKUP_ADMIN_DN"],
        "admin_password": values["AUTHENTICATION_LOOKUP_ADMIN_PWD"],
        "user_base": values["AUTHENTICATION_USER_LOOKUP_BASEDN"],
        "mail_attribute": values["AUTHENTICATION_USER_MAIL_ATTR"],
        "name_attribute": values.get("AUTHENTICATION_USER_NAME_ATTR") or "",
        "group_base": values.get("AUTHENTICATION_GROUP_LOOKUP_BASEDN") or "",
        "group_attribute": values.get("AUTHENTICATION_USER_GROUP_ATTR") or "",
        "group_value": values.get("AUTHENTICATION_USER_GROUP_ATTR_VALUE") or "",
        "group_member_attribute": values.get("AUTHENTICATION_USER_GROUP_MEMBER_ATTR") or "",
        "roles": _assigned(plan, mapping),
        "role_groups": sorted(mapping),
        "recursive": _nested(plan),
        "sample_user": settings.sample_user or "",
        "timeout": settings.preflight_timeout,
        "ca_data": ca_data,
    }
    if wanted["withhold"]:
        wanted["trust"] = "none"
    subject = f"{'ldaps' if tls else 'ldap'}://{wanted['host']}:{wanted['port']}"
    return Case(wanted, {}, DIRECTORY, settings.preflight == "required", (), False, from_host, subject)


def _roles(text: Any) -> dict[str, list[str]]:
    """The groups and roles of a role mapping; a rule reports an invalid one."""
    try:
        content = json.loads(text) if isinstance(text, str) and text else text
    except ValueError:
        return {}
    return (
        {str(group): list(map(str, names)) for group, names in content.items() if isinstance(names, list)}
        if isinstance(content, dict)
        else {}
    )


def _nested(plan: Plan) -> bool:
    """Whether OpenMetadata is told to search nested groups."""
    release = release_of(plan.settings)
    return any(
        field.path.endswith(".recursiveGroupMembership") and field.value and not why_not(field, plan.settings, release)
        for field in plan.stored
    )


def _assigned(plan: Plan, mapping: dict[str, list[str]]) -> dict[str, list[str]]:
    """The mapping without the roles that OpenMetadata drops (rule LDAP-13)."""
    names = set(dig(plan.settings, "ldap", "auth_reassign_roles") or [])
    everything = dig(plan.settings, "ldap", "all_attribute_name") in names
    return {group: [role for role in roles if everything or role in names] for group, roles in mapping.items()}


def _true(value: Any) -> bool:
    return value is True or str(value).lower() == "true"


def saml(plan: Plan, ca_data: str | None, from_host: bool) -> Case:
    """The request for the SAML provider, from the variables that the server would read; without the private key."""
    values = {entry.name: entry.value for entry in plan.environment}
    server_url = str(plan.settings.server_url or "").rstrip("/")
    # The server prefers a key store, which preflight does not read (SamlSettingsHolder).
    own_key = None if all(values.get(name) for name in KEY_STORE) else values.get("SAML_SP_PRIVATE_KEY")
    wanted: dict[str, Any] = {
        "kind": "saml",
        "metadata_url": plan.settings.saml_metadata_url or "",
        "sign_in_url": values.get("SAML_IDP_SSO_LOGIN_URL") or "",
        "idp_entity_id": values.get("SAML_IDP_ENTITY_ID") or "",
        "idp_certificate": values.get("SAML_IDP_CERTIFICATE"),
        "sp_certificate": values.get("SAML_SP_CERTIFICATE"),
        "sp_key_hash": saml_judge.key_hash(values.get("SAML_SP_PRIVATE_KEY")),
        "sp_entity_id": values.get("SAML_SP_ENTITY_ID") or "",
        "acs": values.get("SAML_SP_ACS") or "",
        "name_id": values.get("SAML_IDP_NAME_ID") or "",
        "signed": _true(values.get("SAML_SEND_SIGNED_AUTH_REQUEST")),
        "signs": bool(own_key),
        # java-saml takes the address that was asked for, without its query.
        "relay_state": f"{server_url}/api/v1/auth/login",
        "requests": {},
        "timeout": plan.settings.preflight_timeout,
        "ca_data": ca_data,
    }
    return Case(
        wanted,
        {},
        DIRECTORY,
        plan.settings.preflight == "required",
        from_host=from_host,
        subject=str(wanted["idp_entity_id"]) or "SAML",
        secret_flow=False,
        own_key=own_key,
    )
