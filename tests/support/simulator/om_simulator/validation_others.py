# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of LDAP and SAML that need no call to the directory or provider, as (passes, field, text).

The LDAP rules are [S]. Those of SAML were seen in a source later than 2.0; older releases may have fewer [I].
"""

import base64
import json
import re
from typing import Any, Dict, List

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


def saml(config: Dict[str, Any]) -> List[tuple]:
    """Required fields and their forms; a certificate is checked as far as its base64 goes."""
    idp, sp, security = (config.get(name) or {} for name in ("idp", "sp", "security"))
    entity, acs, name_id = idp.get("entityId") or "", sp.get("acs") or "", idp.get("nameId") or ""
    signs = security.get("sendSignedAuthRequest") or security.get("signSpMetadata")
    certificate = re.sub(r"-----[A-Z ]+-----|\s", "", idp.get("idpX509Certificate") or "")
    okta = re.match(r"^https?://(www\.)?okta\.com", entity)
    return [
        (sp.get("entityId"), _SAML + "sp.entityId", "SP Entity ID is required"),
        (acs, _SAML + "sp.acs", "ACS URL is required"),
        (sp.get("callback"), _SAML + "sp.callback", "SP Callback URL is required"),
        (entity, _SAML + "idp.entityId", "IdP Entity ID is required"),
        (certificate, _SAML + "idp.idpX509Certificate", "IdP X509 certificate is required"),
        (idp.get("ssoLoginUrl"), _SAML + "idp.ssoLoginUrl", "IdP SSO login URL is required"),
        (
            re.search(r"/api/v1/saml/acs$|/callback$", acs),
            _SAML + "sp.acs",
            "ACS URL should end with /api/v1/saml/acs or /callback",
        ),
        (_is_url(sp.get("callback")), _SAML + "sp.callback", "SP Callback URL is not a valid URL"),
        (_is_url(idp.get("ssoLoginUrl")), _SAML + "idp.ssoLoginUrl", "IdP SSO login URL is not a valid URL"),
        (_is_url(entity) or entity.startswith("urn:"), _SAML + "idp.entityId", "IdP Entity ID should be a URL or URN"),
        (
            not okta or re.match(r"^https?://www\.okta\.com/[A-Za-z0-9]+$", entity),
            _SAML + "idp.entityId",
            "Okta Entity ID should be in format: http://www.okta.com/{appId}",
        ),
        (_is_der(certificate), _SAML + "idp.idpX509Certificate", "Invalid IdP X509 certificate"),
        (name_id in NAME_IDS, _SAML + "idp.nameId", "Invalid NameID format: %s" % name_id),
        (
            not signs or sp.get("spX509Certificate"),
            _SAML + "sp.spX509Certificate",
            "SP certificate is required when requests or metadata are signed",
        ),
        (
            not signs or sp.get("spPrivateKey"),
            _SAML + "sp.spPrivateKey",
            "SP private key is required when requests or metadata are signed",
        ),
    ]


def _is_url(text: Any) -> bool:
    return bool(re.match(r"^https?://[^\s/]+", text or ""))


def _is_der(text: str) -> bool:
    try:
        return base64.b64decode(text, validate=True)[:1] == b"\x30"
    except ValueError:
        return False
