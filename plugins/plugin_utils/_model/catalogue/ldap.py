# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of authenticationConfiguration.ldapConfiguration: LDAP connection, lookups, roles and trust store."""

from ._variable import ABSENT, COMMENTED, section

_row = section(
    "authenticationConfiguration.ldapConfiguration", "openmetadata.config.authentication.ldapConfiguration", COMMENTED
)

VARIABLES = (
    _row("AUTHENTICATION_LDAP_HOST", "host", ""),
    _row("AUTHENTICATION_LDAP_PORT", "port", "", "integer"),
    _row("AUTHENTICATION_LOOKUP_ADMIN_DN", "dnAdminPrincipal", '""'),
    _row("AUTHENTICATION_LOOKUP_ADMIN_PWD", "dnAdminPassword", '""', secret=True, helm_secret=True),
    _row("AUTHENTICATION_USER_LOOKUP_BASEDN", "userBaseDN", '""'),
    _row("AUTHENTICATION_GROUP_LOOKUP_BASEDN", "groupBaseDN", '""', compose=ABSENT),
    _row("AUTHENTICATION_USER_ROLE_ADMIN_NAME", "roleAdminName", "", compose=ABSENT),
    _row("AUTHENTICATION_USER_ALL_ATTR", "allAttributeName", "", compose=ABSENT),
    _row("AUTHENTICATION_USER_MAIL_ATTR", "mailAttributeName", ""),
    _row("AUTHENTICATION_USER_NAME_ATTR", "usernameAttributeName", "", compose=ABSENT),
    _row("AUTHENTICATION_USER_GROUP_ATTR", "groupAttributeName", "", compose=ABSENT),
    _row("AUTHENTICATION_USER_GROUP_ATTR_VALUE", "groupAttributeValue", "", compose=ABSENT),
    _row("AUTHENTICATION_USER_GROUP_MEMBER_ATTR", "groupMemberAttributeName", "", compose=ABSENT),
    _row("AUTH_ROLES_MAPPING", "authRolesMapping", '""', compose=ABSENT),
    _row("AUTH_REASSIGN_ROLES", "authReassignRoles", "[]", "list", compose=ABSENT),
    _row("AUTHENTICATION_LDAP_POOL_SIZE", "maxPoolSize", "3", "integer"),
    _row("AUTHENTICATION_LDAP_SSL_ENABLED", "sslEnabled", "", "boolean"),
    _row(
        "AUTHENTICATION_LDAP_TRUSTSTORE_TYPE",
        "truststoreConfigType",
        "TrustAll",
        "enum",
        choices=("TrustAll", "JVMDefault", "HostName", "CustomTrustStore"),
    ),
    _row("AUTHENTICATION_LDAP_TRUSTSTORE_PATH", "trustStoreConfig.customTrustManagerConfig.trustStoreFilePath", ""),
    _row(
        "AUTHENTICATION_LDAP_KEYSTORE_PASSWORD",
        "trustStoreConfig.customTrustManagerConfig.trustStoreFilePassword",
        "",
        secret=True,
        helm_secret=True,
    ),
    _row("AUTHENTICATION_LDAP_SSL_KEY_FORMAT", "trustStoreConfig.customTrustManagerConfig.trustStoreFileFormat", ""),
    _row(
        "AUTHENTICATION_LDAP_SSL_VERIFY_CERT_HOST",
        (
            "trustStoreConfig.customTrustManagerConfig.verifyHostname",
            "trustStoreConfig.jvmDefaultConfig.verifyHostname",
        ),
        "",
        "boolean",
    ),
    _row(
        "AUTHENTICATION_LDAP_EXAMINE_VALIDITY_DATES",
        (
            "trustStoreConfig.customTrustManagerConfig.examineValidityDates",
            "trustStoreConfig.trustAllConfig.examineValidityDates",
        ),
        "",
        "boolean",
        other_defaults=(
            (
                "authenticationConfiguration.ldapConfiguration.trustStoreConfig.trustAllConfig.examineValidityDates",
                "true",
            ),
        ),
        compose_default="true",
    ),
    _row("AUTHENTICATION_LDAP_ALLOW_WILDCARDS", "trustStoreConfig.hostNameConfig.allowWildCards", "", "boolean"),
    _row("AUTHENTICATION_LDAP_ALLOWED_HOSTNAMES", "trustStoreConfig.hostNameConfig.acceptableHostNames", "[]", "list"),
)
