# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of LDAP and SAML that need no call to the directory or provider, as (passes, field, text).

The rules are [S] of 1.12.6. No source of 1.10 or 1.11 could be had: those may have fewer [I]. A directory is not asked.
"""

import base64
import json
import re
from typing import Any, Dict, List
from urllib.parse import urlsplit

from om_simulator.validation_fault import Fault

_LDAP = "authenticationConfiguration.ldapConfiguration."
_SAML = "authenticationConfiguration.samlConfiguration."
_FORMATS_11 = ("unspecified", "emailAddress", "X509SubjectName", "WindowsDomainQualifiedName")
_FORMATS_20 = ("unspecified", "emailAddress", "kerberos", "entity", "persistent", "transient", "encrypted")
NAME_IDS = tuple("urn:oasis:names:tc:SAML:1.1:nameid-format:" + name for name in _FORMATS_11) + tuple(
    "urn:oasis:names:tc:SAML:2.0:nameid-format:" + name for name in _FORMATS_20
)


def ldap(config: Dict[str, Any]) -> List[tuple]:
    """Required fields, the port, the role mapping and the group fields."""
    port = config.get("port")
    checks = [
        (config.get("host"), _LDAP + "host", "Host is required"),
        (port is not None and 0 < port < 65536, _LDAP + "port", "Valid port (1-65535) is required"),
        (config.get("dnAdminPrincipal"), _LDAP + "dnAdminPrincipal", "Admin DN is required"),
        (config.get("dnAdminPassword"), _LDAP + "dnAdminPassword", "Admin password is required"),
        (config.get("userBaseDN"), _LDAP + "userBaseDN", "User base DN is required"),
        (config.get("mailAttributeName"), _LDAP + "mailAttributeName", "Mail attribute name is required"),
        (
            _is_json_object(config.get("authRolesMapping")),
            _LDAP + "authRolesMapping",
            "Invalid JSON format in role mapping: no object",
        ),
    ]
    if config.get("groupBaseDN"):
        needed = " is required when group base DN is configured. "
        checks += [
            (
                config.get("groupAttributeName"),
                _LDAP + "groupAttributeName",
                "Group attribute name" + needed + "This identifies group objects in LDAP. Common value: 'objectClass'",
            ),
            (
                config.get("groupAttributeValue"),
                _LDAP + "groupAttributeValue",
                "Group attribute value"
                + needed
                + (
                    "This specifies the type of group objects. Common values: "
                    "'groupOfNames', 'groupOfUniqueNames', 'posixGroup'"
                ),
            ),
            (
                config.get("groupMemberAttributeName"),
                _LDAP + "groupMemberAttributeName",
                "Group member attribute name"
                + needed
                + "This attribute identifies users in group objects. Common values: 'member', 'uniqueMember', "
                "'memberUid'",
            ),
        ]
    return checks


def _is_json_object(text: Any) -> bool:
    if not text:
        return True
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def saml(config: Dict[str, Any]) -> None:
    """Required fields, the certificates, what signing needs; raises Fault. The sign-in address is not asked.

    The real server asks it, and refuses one that answers 404 or 405 [M 1.12.6].
    """
    idp, sp = (config.get(name) for name in ("idp", "sp"))
    security = config.get("security") or {}
    if sp is None:
        raise Fault("", "SAML Service Provider (SP) configuration is required")
    _service_provider(sp)
    if idp is None:
        raise Fault("", "SAML Identity Provider (IdP) configuration is required")
    _identity_provider(idp)
    certificate(idp["idpX509Certificate"], "IdP", idp)
    signs = security.get("sendSignedAuthRequest") or security.get("signSpMetadata")
    if signs and sp.get("spX509Certificate"):
        certificate(sp["spX509Certificate"], "SP", idp)
    if signs and not sp.get("spX509Certificate"):
        raise Fault(_SAML + "sp.spX509Certificate", "SP X509 certificate is required when request signing is enabled")
    if signs and not sp.get("spPrivateKey"):
        raise Fault(_SAML + "sp.spPrivateKey", "SP private key is required when request signing is enabled")


def _service_provider(sp: Dict[str, Any]) -> None:
    for name, text in (
        ("entityId", "SAML SP Entity ID is required"),
        ("acs", "SAML SP Assertion Consumer Service (ACS) URL is required"),
        ("callback", "SAML SP callback URL is required"),
    ):
        if not sp.get(name):
            raise Fault(_SAML + "sp." + name, text)
    if not _is_url(sp["acs"]):
        raise Fault(_SAML + "sp.acs", "Invalid ACS URL format: no protocol: %s" % sp["acs"])
    path = urlsplit(sp["acs"]).path
    if not path.endswith(("/api/v1/saml/acs", "/callback")):
        text = "ACS URL must end with '/api/v1/saml/acs' or '/callback'. Current path: %s" % path
        raise Fault(_SAML + "sp.acs", text)
    if not _is_url(sp["callback"]):
        raise Fault(_SAML + "sp.callback", "Invalid callback URL format: no protocol: %s" % sp["callback"])


def _identity_provider(idp: Dict[str, Any]) -> None:
    entity, name_id = idp.get("entityId") or "", idp.get("nameId") or ""
    if not entity:
        raise Fault(_SAML + "idp.entityId", "SAML IdP Entity ID is required")
    if not idp.get("idpX509Certificate"):
        text = "SAML IdP X509 Certificate is required for verifying SAML response signatures"
        raise Fault(_SAML + "idp.idpX509Certificate", text)
    if not re.match("https?://|urn:", entity):
        text = "IdP Entity ID should be a valid URL or URN. Got: %s" % entity
        raise Fault(_SAML + "idp.entityId", text)
    microsoft = "sts.windows.net" in entity or "login.microsoftonline.com" in entity
    if not microsoft and ".okta.com" in entity and not re.match(r"https?://www\.okta\.com/[a-zA-Z0-9]+$", entity):
        text = "Okta Entity ID should be in format: http://www.okta.com/{app-id}"
        raise Fault(_SAML + "idp.entityId", text)
    if name_id and name_id not in NAME_IDS:
        raise Fault(
            _SAML + "idp.nameId",
            "Invalid NameID format: %s. Must be a valid SAML NameID format URN. Common formats: emailAddress, "
            "persistent, transient, unspecified" % name_id,
        )
    if not idp.get("ssoLoginUrl"):
        raise Fault(_SAML + "idp.ssoLoginUrl", "SAML IdP SSO Login URL is required")
    if not _is_url(idp["ssoLoginUrl"]):
        text = "Invalid SAML IdP SSO Login URL: no protocol: %s" % idp["ssoLoginUrl"]
        raise Fault(_SAML + "idp.ssoLoginUrl", text)


def certificate(text: str, whose: str, idp: Dict[str, Any]) -> None:
    """Its form, and the common name of an identity provider's against the entity id [M 1.12.6]; no dates."""
    field = _SAML + ("idp.idpX509Certificate" if whose == "IdP" else "sp.spX509Certificate")
    before = "%s certificate validation failed: " % whose
    der = re.sub(r"-----(BEGIN|END) (CERTIFICATE|PUBLIC KEY)-----|\s+", "", text)
    try:
        content = base64.b64decode(der, validate=True)
        if content[:1] != b"\x30":
            raise ValueError("Could not parse certificate")
    except ValueError as error:
        raise Fault(field, before + "Failed to parse %s X509 certificate: %s" % (whose, error)) from error
    name = _common_name(content)
    if whose == "IdP" and name:
        problem = _foreign(name, idp.get("entityId") or "", idp.get("ssoLoginUrl") or "")
        if problem:
            raise Fault(field, before + problem)


def _foreign(name: str, entity: str, login: str) -> str:
    domain = entity[4:] if entity.startswith("urn:") else urlsplit(entity).hostname or ""
    if ".auth0.com" in domain:
        text = (
            "Auth0 certificate validation failed. Certificate CN '%s' does not match Entity ID domain '%s'. "
            "Auth0 requires exact tenant match."
        )
        return "" if name == domain else text % (name, domain)
    if ".okta.com" in domain:
        text = "Okta certificate validation failed. Certificate CN '%s' does not match Entity ID domain '%s'"
        return "" if name in (domain, "*.okta.com") else text % (name, domain)
    if "sts.windows.net" in entity or "microsoftonline.com" in entity or "microsoftonline.com" in login:
        text = "Azure AD certificate validation failed. Expected Microsoft Azure certificate but found CN: '%s'"
        return "" if "Microsoft Azure" in name else text % name
    if "Microsoft Azure" in name:
        return (
            "Invalid use of Microsoft Azure certificate. This certificate can only be used with Azure AD "
            "configurations. Current Entity ID: %s" % entity
        )
    return ""


def _common_name(der: bytes) -> str:
    """The last common name in the certificate: the subject comes after the issuer."""
    found = re.findall(rb"\x06\x03\x55\x04\x03[\x0c\x13\x14\x16](.)", der, re.DOTALL)
    if not found:
        return ""
    start = der.rindex(b"\x06\x03\x55\x04\x03") + 7
    return der[start : start + found[-1][0]].decode("utf-8", "replace")


def _is_url(text: Any) -> bool:
    return bool(re.match(r"^https?://[^\s/]+", text or ""))
