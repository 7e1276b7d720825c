# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDAP as OpenMetadata uses it, at directories of other authors."""

from collections.abc import Mapping
from typing import Any

from providers.program import NOTHING, Row, Setup, wrong

COMMON = {
    "provider": "ldap",
    "server_url": "https://metadata.acme.io",
    "admin_principals": ["jane.doe"],
    "principal_domain": "acme.io",
    "openmetadata_version": "1.12.14",
    "deployment": "bare_metal",
    "sample_user": "jane.doe@acme.io",
}
#: Settings of the directory that all set-ups have.
USUAL = {
    "host": "localhost",
    "port": "{port}",
    "ssl_enabled": False,
    "mail_attribute_name": "mail",
    "group_attribute_name": "objectClass",
    "role_admin_name": "Admin",
    "all_attribute_name": "*",
    "auth_reassign_roles": ["*"],
}
#: TLS, with the CA at `{ca}` in the trust store of the server.
TLS = {
    "port": "{tls_port}",
    "ssl_enabled": True,
    "truststore_config_type": "CustomTrustStore",
    "trust_store_config": {
        "custom_trust_manager_config": {"trust_store_file_path": "/etc/om/trust.p12", "verify_hostname": True}
    },
}
NAMED_CA = {"preflight_ca_file": "{ca}"}
#: Nested groups, which OpenMetadata 2.0 has.
NESTED = {"openmetadata_version": "2.0.0"}
VERIFIED = ("bind", "user base", "mail attribute", "group base", "role mapping", "sample user")


class Directory:
    """The settings of one directory, from which set-ups and misconfigurations differ in a few keys."""

    def __init__(self, **settings: Any):
        self._settings = {**USUAL, **settings}

    def setup(
        self,
        *verified: str,
        unknown: Mapping[str, str] = NOTHING,
        others: Mapping[str, Any] = NOTHING,
        **changes: Any,
    ) -> Setup:
        """A correct set-up with changed settings of the directory and other role variables."""
        return Setup({**COMMON, "ldap": self._with(changes), **others}, verified or VERIFIED, unknown)

    def wrong(
        self,
        what: str,
        claim: str,
        *found: str,
        unknown: str = "",
        others: Mapping[str, Any] = NOTHING,
        **changes: Any,
    ) -> Row:
        """A misconfiguration: settings of the directory and other role variables that differ."""
        return wrong(what, claim, *found, unknown=unknown, ldap=self._with(changes), **others)

    def _with(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in {**self._settings, **changes}.items() if value is not None}


def mapping(*groups: str) -> dict[str, list[str]]:
    """A role mapping of these groups."""
    return {group: ["DataSteward"] for group in groups}
