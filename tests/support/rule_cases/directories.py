# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about LDAP and SAML."""

from examples import EXAMPLES

from rule_cases._row import error, release, warning

CERTIFICATE = EXAMPLES["saml"]["om_sso_saml"]["idp"]["idp_x509_certificate"]
ONE_LINE = "".join(CERTIFICATE.splitlines()[1:-1])
KEY = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"
IDP = "saml__idp__idp_x509_certificate"
TRUST = "ldap.trust_store_config"


def plain(**changes):
    """LDAP without a trust store of its own and without groups."""
    groups = (
        "group_base_dn",
        "group_attribute_name",
        "group_attribute_value",
        "group_member_attribute_name",
        "auth_roles_mapping",
    )
    return {
        "ldap__trust_store_config": None,
        "ldap__truststore_config_type": None,
        **{f"ldap__{name}": None for name in groups},
        **changes,
    }


LDAP = [
    error(
        "LDAP-01",
        "ldap",
        "ldap.dn_admin_principal",
        {"ldap__dn_admin_principal": "openmetadata"},
        {"ldap__dn_admin_principal": "CN=O\\, M, OU=x ,DC=acme,DC=io"},
    ),
    warning(
        "LDAP-01",
        "ldap",
        "ldap.dn_admin_principal",
        {"ldap__dn_admin_principal": "om@acme.io"},
        {"ldap__dn_admin_principal": "mail=om@acme.io,dc=acme"},
    ),
    warning(
        "LDAP-01",
        "ldap",
        "ldap.dn_admin_principal",
        {"ldap__dn_admin_principal": "ACME\\svc openmetadata"},
        {"ldap__dn_admin_principal": "CN=svc\\, openmetadata,DC=acme"},
    ),
    error(
        "LDAP-10",
        "ldap",
        "ldap.user_base_dn",
        {"ldap__user_base_dn": "acme.io"},
        {"ldap__user_base_dn": "dc=acme,dc=io"},
    ),
    error(
        "LDAP-10", "ldap", "ldap.group_base_dn", {"ldap__group_base_dn": "groups"}, {"ldap__group_base_dn": "ou=groups"}
    ),
    error(
        "LDAP-12",
        "ldap",
        "ldap.mail_attribute_name",
        {"ldap__mail_attribute_name": "userPrincipal Name"},
        {"ldap__mail_attribute_name": "userPrincipalName"},
    ),
    error(
        "LDAP-12",
        "ldap",
        "ldap.username_attribute_name",
        plain(ldap__username_attribute_name="(uid)"),
        plain(ldap__username_attribute_name="1.3.6.1.4.1.5923.1.1.1.6;lang-en"),
    ),
    *(
        error(
            "LDAP-12",
            "ldap",
            "ldap.mail_attribute_name",
            {"ldap__mail_attribute_name": bad},
            {"ldap__mail_attribute_name": good},
        )
        for bad, good in (
            ("1mail", "mail1"),
            ("2.05.4", "2.5.4.0"),
            ("2.5.", "2.5"),
            ("42", "0.9.2342.19200300.100.1.3"),
            ("mail;", "mail;binary"),
            ("mail;lang=de", "mail;lang-de;x-private"),
            ("m\u0430il", "x-mail"),
            ("-mail", "m"),
        )
    ),
    warning(
        "LDAP-12",
        "ldap",
        "ldap.mail_attribute_name",
        {"ldap__mail_attribute_name": "work_mail"},
        {"ldap__mail_attribute_name": "work-mail"},
    ),
    error("LDAP-04", "ldap", "ldap.group_base_dn", {"ldap__group_base_dn": ""}, plain()),
    error(
        "LDAP-04",
        "ldap",
        "ldap.group_base_dn",
        plain(ldap__auth_roles_mapping={"cn=a": ["Admin"]}),
        plain(ldap__auth_roles_mapping={"cn=a": ["Admin"]}, ldap__group_base_dn="ou=g"),
    ),
    error(
        "LDAP-02",
        "ldap",
        f"{TRUST}.custom_trust_manager_config.trust_store_file_path",
        {"ldap__trust_store_config": None},
        plain(),
    ),
    error(
        "LDAP-02",
        "ldap",
        f"{TRUST}.host_name_config.acceptable_host_names",
        plain(ldap__truststore_config_type="HostName"),
        plain(
            ldap__truststore_config_type="HostName",
            ldap__trust_store_config={"host_name_config": {"acceptable_host_names": ["ldap.acme.io"]}},
        ),
    ),
    warning(
        "LDAP-02",
        "ldap",
        "ldap.truststore_config_type",
        plain(ldap__truststore_config_type="TrustAll"),
        plain(ldap__truststore_config_type="JVMDefault"),
    ),
    warning(
        "LDAP-02", "ldap", f"{TRUST}.custom_trust_manager_config", {"ldap__truststore_config_type": "JVMDefault"}, {}
    ),
    warning("LDAP-11", "ldap", "ldap.ssl_enabled", plain(ldap__ssl_enabled=False), plain(ldap__ssl_enabled=True)),
    warning("LDAP-11", "ldap", "ldap.port", {"ldap__port": 389}, {"ldap__port": 3269}),
    warning("LDAP-11", "ldap", "ldap.ssl_enabled", {"ldap__port": 389, "ldap__ssl_enabled": None}, {}),
    error(
        "LDAP-08",
        "ldap",
        "ldap.auth_roles_mapping",
        {"ldap__auth_roles_mapping": "{'cn=a': ['Admin']}"},
        {"ldap__auth_roles_mapping": '{"cn=a": ["Admin"]}'},
    ),
    error(
        "LDAP-08",
        "ldap",
        "ldap.auth_roles_mapping",
        {"ldap__auth_roles_mapping": {"stewards": ["Admin"]}},
        {"ldap__auth_roles_mapping": {"cn=stewards": ["Admin"]}},
    ),
    error(
        "LDAP-08",
        "ldap",
        "ldap.auth_roles_mapping",
        {"ldap__auth_roles_mapping": {"cn=a": "Admin"}},
        {"ldap__auth_roles_mapping": {"cn=a": ["Admin", "DataSteward"]}},
    ),
    error(
        "LDAP-08",
        "ldap",
        "ldap.auth_roles_mapping",
        {"ldap__auth_roles_mapping": ["cn=a"]},
        {"ldap__auth_roles_mapping": ""},
    ),
    warning(
        "LDAP-13",
        "ldap",
        "ldap.auth_reassign_roles",
        {"ldap__auth_reassign_roles": None},
        {"ldap__auth_reassign_roles": ["DataSteward", "Admin"], "ldap__all_attribute_name": None},
    ),
    warning(
        "LDAP-13",
        "ldap",
        "ldap.auth_reassign_roles",
        {"ldap__auth_reassign_roles": ["DataSteward"]},
        {"ldap__auth_reassign_roles": ["all"], "ldap__all_attribute_name": "all"},
    ),
    error(
        "LDAP-09",
        "ldap",
        "ldap.recursive_group_membership",
        release("1.13.6", ldap__recursive_group_membership=True),
        release("1.13.6", ldap__recursive_group_membership=False),
    ),
    warning(
        "ENV-28",
        "ldap",
        "ldap.recursive_group_membership",
        release("2.0.0", ldap__recursive_group_membership=True, stored_configuration="ignore"),
        release("2.0.0", ldap__recursive_group_membership=True),
    ),
    warning(
        "ENV-28",
        "ldap",
        "ldap.is_full_dn",
        release("1.9.7", ldap__is_full_dn=True),
        release("1.10.0", ldap__is_full_dn=True),
    ),
    warning(
        "ENV-28",
        "ldap",
        "ldap.truststore_format",
        {"ldap__truststore_format": "JKS", "deployment": "kubernetes"},
        {"ldap__truststore_format": "JKS"},
    ),
]

SAML = [
    error("SAML-01", "saml", "saml.idp.idp_x509_certificate", {IDP: None}, {IDP: CERTIFICATE}),
    error("SAML-01", "saml", "saml.idp.idp_x509_certificate", {IDP: "/etc/om/idp.pem"}, {IDP: ONE_LINE}),
    error("SAML-01", "saml", "saml.idp.idp_x509_certificate", {IDP: KEY}, {IDP: CERTIFICATE.strip()}),
    error(
        "SAML-01",
        "saml",
        "saml.idp.idp_x509_certificate",
        {IDP: CERTIFICATE.replace("CERTIFICATE", "PRIVATE KEY")},
        {IDP: "\n\n" + CERTIFICATE},
    ),
    error(
        "SAML-01",
        "saml",
        "saml.idp.idp_x509_certificate",
        {IDP: CERTIFICATE + CERTIFICATE},
        {IDP: CERTIFICATE.replace("\n", "\\n")},
    ),
    error("SAML-01", "saml", "saml.idp.idp_x509_certificate", {IDP: CERTIFICATE[:200]}, {IDP: ONE_LINE + "\n"}),
    error("SAML-01", "saml", "saml.idp.idp_x509_certificate", {IDP: "aGVsbG8gd29ybGQ="}, {}),
    error(
        "SAML-01",
        "saml",
        "saml.sp.sp_private_key",
        {"saml__sp": {"sp_private_key": CERTIFICATE, "sp_x509_certificate": CERTIFICATE}},
        {"saml__sp": {"sp_private_key": KEY, "sp_x509_certificate": CERTIFICATE}},
    ),
    error(
        "SAML-01",
        "saml",
        "saml.sp.sp_private_key",
        {
            "saml__sp": {
                "sp_private_key": KEY.replace("BEGIN", "BEGIN ENCRYPTED").replace("END", "END ENCRYPTED"),
                "sp_x509_certificate": CERTIFICATE,
            }
        },
        {},
    ),
    error(
        "SAML-02",
        "saml",
        "saml.security.send_signed_auth_request",
        {"saml__security__send_signed_auth_request": True},
        {
            "saml__security__send_signed_auth_request": True,
            "saml__sp": {"sp_private_key": KEY, "sp_x509_certificate": CERTIFICATE},
        },
    ),
    error(
        "SAML-02",
        "saml",
        "saml.security.want_assertion_encrypted",
        {"saml__security__want_assertion_encrypted": True},
        {
            "saml__security": {
                "want_assertion_encrypted": True,
                "key_store_file_path": "/k",
                "key_store_alias": "om",
                "key_store_password": "x",
            }
        },
    ),
    error("SAML-02", "saml", "saml.sp.sp_private_key", {"saml__sp": {"sp_x509_certificate": CERTIFICATE}}, {}),
    error(
        "SAML-02",
        "saml",
        "saml.security.key_store_alias",
        {"saml__security": {"key_store_file_path": "/k", "key_store_password": "x"}},
        {"saml__security": {}},
    ),
    error(
        "SAML-03",
        "saml",
        "saml.sp.acs",
        {"saml__sp": {"acs": "http://localhost:8585/api/v1/saml/acs"}},
        {"saml__sp": {"acs": "https://metadata.acme.io/api/v1/saml/acs"}},
    ),
    error(
        "SAML-03",
        "saml",
        "saml.sp.acs",
        {"saml__sp": {"acs": "https://metadata.acme.io/saml"}},
        {"saml__sp": {"acs": "https://metadata.acme.io/callback"}},
    ),
    warning(
        "SAML-05",
        "saml",
        "saml.idp.name_id",
        {"saml__idp__name_id": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"},
        {"saml__idp__name_id": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"},
    ),
    warning(
        "ENV-28",
        "saml",
        "saml.saml_display_name_attributes",
        release("1.11.13", saml__saml_display_name_attributes=["displayName"]),
        release("1.11.14", saml__saml_display_name_attributes=["displayName"]),
    ),
]

TABLE = LDAP + SAML
