# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dictionary om_sso_ldap: OpenMetadata's own fields in snake_case."""

from __future__ import annotations

from ..options import Option

_NOWHERE = "Only the stored rows carry it: OpenMetadata 1.10 and newer."

CONNECTION = (
    Option(
        "host",
        "str",
        ("Host name of the directory, without a scheme.",),
        required=True,
        example="ldap.acme.io",
        kind="domain",
    ),
    Option(
        "port",
        "int",
        ("Port of the directory: 636 with TLS, else 389.",),
        required=True,
        minimum=1,
        maximum=65535,
        example=636,
    ),
    Option("ssl_enabled", "bool", ("Connect with TLS.",), default=False),
    Option("max_pool_size", "int", ("Connections that are kept open.",), default=3, minimum=1),
    Option(
        "dn_admin_principal",
        "str",
        ("Distinguished name of the account that searches.",),
        required=True,
        example="cn=openmetadata,ou=services,dc=acme,dc=io",
        kind="dn",
    ),
    Option("dn_admin_password", "str", ("Its password.",), required=True, secret=True),
    Option("is_full_dn", "bool", ("Users sign in with their whole distinguished name.", _NOWHERE)),
)

USERS = (
    Option(
        "user_base_dn", "str", ("Where the users are.",), required=True, example="ou=people,dc=acme,dc=io", kind="dn"
    ),
    Option("mail_attribute_name", "str", ("Attribute with the e-mail address.",), default="mail"),
    Option(
        "username_attribute_name", "str", ("Attribute with the user name; the address counts when it is left out.",)
    ),
)

GROUPS = (
    Option("group_base_dn", "str", ("Where the groups are.",), example="ou=groups,dc=acme,dc=io", kind="dn"),
    Option("group_attribute_name", "str", ("Attribute that tells a group from other entries.",), example="objectClass"),
    Option("group_attribute_value", "str", ("Its value for a group.",), example="groupOfNames"),
    Option("group_member_attribute_name", "str", ("Attribute with a group's members.",), example="member"),
    Option("all_attribute_name", "str", ("Attributes to read, C(*) for all.",), example="*"),
    Option("role_admin_name", "str", ("Role that makes an administrator.",), example="Admin"),
    Option(
        "auth_roles_mapping",
        "raw",
        (
            (
                "Roles of OpenMetadata by the distinguished name of a group: "
                "a dictionary of lists, or the same as JSON text. "
                "OpenMetadata compares the names letter by letter with those that the directory returns."
            ),
        ),
        example={"CN=stewards,OU=groups,DC=acme,DC=io": ["DataSteward"]},
        kind="json",
    ),
    Option(
        "auth_reassign_roles",
        "list",
        (
            "Roles that are assigned at each sign-in; OpenMetadata drops other roles of the mapping.",
            "All roles when it names the value of O(om_sso_ldap.all_attribute_name), as in C(['*']).",
        ),
        example=["*"],
    ),
    Option(
        "recursive_group_membership",
        "bool",
        ("Count groups within groups, in Active Directory. From OpenMetadata 2.0 on.", _NOWHERE),
    ),
)

_VERIFY_HOSTNAME = Option("verify_hostname", "bool", ("The certificate names the host.",))
_EXAMINE_DATES = Option("examine_validity_dates", "bool", ("The certificate is in date.",))

TRUST_STORE = Option(
    "trust_store_config",
    "dict",
    ("Settings of the chosen way; the other blocks have no effect.",),
    options=(
        Option(
            "custom_trust_manager_config",
            "dict",
            ("For C(CustomTrustStore).",),
            options=(
                Option("trust_store_file_path", "str", ("Java trust store on the server, or in its container.",)),
                Option("trust_store_file_password", "str", ("Its password.",), secret=True),
                Option("trust_store_file_format", "str", ("Its format.",), example="PKCS12"),
                _VERIFY_HOSTNAME,
                _EXAMINE_DATES,
            ),
        ),
        Option(
            "host_name_config",
            "dict",
            ("For C(HostName).",),
            options=(
                Option("allow_wild_cards", "bool", ("Names with an asterisk count.",)),
                Option("acceptable_host_names", "list", ("Names that the certificate may hold.",)),
            ),
        ),
        Option("jvm_default_config", "dict", ("For C(JVMDefault).",), options=(_VERIFY_HOSTNAME,)),
        Option("trust_all_config", "dict", ("For C(TrustAll).",), options=(_EXAMINE_DATES,)),
    ),
)

LDAP = Option(
    "ldap",
    "dict",
    ("The LDAP configuration. Its keys are OpenMetadata's field names in snake_case.",),
    required=True,
    options=(
        *CONNECTION,
        *USERS,
        *GROUPS,
        Option("truststore_format", "str", ("Format of the trust store.", _NOWHERE)),
        Option(
            "truststore_config_type",
            "str",
            ("Which certificates of the directory count.",),
            default="JVMDefault",
            choices=("JVMDefault", "CustomTrustStore", "HostName", "TrustAll"),
        ),
        TRUST_STORE,
    ),
)
