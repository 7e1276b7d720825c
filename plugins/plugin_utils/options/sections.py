# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDAP and SAML: one dictionary each."""

from __future__ import annotations

from ._option import Option

LDAP = Option(
    "ldap",
    "dict",
    (
        "Fields of OpenMetadata's ldapConfiguration in snake_case, nested as there; see the page of the provider.",
        "C(host), C(port), C(dn_admin_principal), C(dn_admin_password), C(user_base_dn) and C(mail_attribute_name) are needed.",
    ),
    required=True,
    secret=True,
    example={"host": "ldap.acme.io", "port": 636},
)
SAML = Option(
    "saml",
    "dict",
    (
        "Fields of OpenMetadata's samlConfiguration in snake_case, nested as there; see the page of the provider.",
        "C(idp.entity_id), C(idp.sso_login_url) and C(idp.idp_x509_certificate) are needed; C(sp) is derived from O(om_sso_server_url).",
    ),
    required=True,
    secret=True,
    example={"idp": {"entity_id": "http://www.okta.com/exk1", "sso_login_url": "https://acme.okta.com/app/exk1/sso/saml"}},
)
