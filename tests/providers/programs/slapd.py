# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenLDAP's slapd, which is strict about names and knows no rule of Active Directory."""

import contextlib

from lab import certificates
from lab.slapd import ADMIN, PASSWORD, Slapd
from providers.directory import NAMED_CA, NESTED, TLS, VERIFIED, Directory, mapping
from providers.program import Program

GROUPS = "ou=groups,dc=acme,dc=io"
STEWARDS = f"cn=stewards,{GROUPS}"


@contextlib.contextmanager
def start(folder):
    """One directory with a certificate of a CA that is not known to this machine."""
    ca = certificates.authority(folder)
    with Slapd(folder, certificates.signed(folder, "slapd", ca)) as server:
        yield {"port": server.port, "tls_port": server.tls_port, "ca": str(ca.certificate), "password": PASSWORD}


LDAP = Directory(
    dn_admin_principal=ADMIN,
    dn_admin_password="{password}",
    user_base_dn="ou=people,dc=acme,dc=io",
    group_base_dn=GROUPS,
    group_attribute_value="groupOfNames",
    group_member_attribute_name="member",
    auth_roles_mapping=mapping(STEWARDS),
)
PROGRAM = Program(
    name="slapd",
    version="2.5.13",
    kind="directory",
    source="Debian",
    start=start,
    setups={
        "LDAP": LDAP.setup(),
        "LDAPS": LDAP.setup("certificate", *VERIFIED, others=NAMED_CA, **TLS),
        "no groups": LDAP.setup(
            "bind",
            "user base",
            "mail attribute",
            others={"sample_user": None},
            **dict.fromkeys(
                (
                    "group_base_dn",
                    "group_attribute_name",
                    "group_attribute_value",
                    "group_member_attribute_name",
                    "auth_roles_mapping",
                )
            ),
        ),
        "name of the bind account in capitals": LDAP.setup(dn_admin_principal=ADMIN.upper()),
    },
    rows=(
        LDAP.wrong("wrong password", "bind", "LDAP-01", dn_admin_password="wrong"),
        LDAP.wrong("bind DN mistyped", "bind", "LDAP-01", dn_admin_principal="cn=raeder,dc=acme,dc=io"),
        LDAP.wrong("user principal name binds", "bind", "LDAP-01", dn_admin_principal="reader@acme.io"),
        LDAP.wrong("CA not named", "certificate", "LDAP-02", **{**TLS, "truststore_config_type": "JVMDefault"}),
        LDAP.wrong("trust store not known here", "certificate", unknown="own truststore", **TLS),
        LDAP.wrong(
            "TLS to the port without TLS", "connection", "LDAP-02", others=NAMED_CA, **{**TLS, "port": "{port}"}
        ),
        LDAP.wrong("no TLS to the TLS port", "connection", "PRE-01", port="{tls_port}"),
        LDAP.wrong("user base mistyped", "user base", "LDAP-05", user_base_dn="ou=poeple,dc=acme,dc=io"),
        LDAP.wrong(
            "user base of another suffix, and a group base too",
            "user base",
            "LDAP-05",
            user_base_dn="ou=people,dc=corp,dc=io",
            group_base_dn="ou=groups,dc=corp,dc=io",
        ),
        LDAP.wrong("user base without users", "mail attribute", "LDAP-05", user_base_dn="ou=machines,dc=acme,dc=io"),
        LDAP.wrong("mail attribute mistyped", "mail attribute", "LDAP-05", mail_attribute_name="email"),
        LDAP.wrong("group base mistyped", "group base", "LDAP-04", group_base_dn="ou=group,dc=acme,dc=io"),
        LDAP.wrong("class of groups of Active Directory", "groups", "LDAP-04", group_attribute_value="group"),
        LDAP.wrong(
            "member attribute of another class", "groups", "LDAP-04", group_member_attribute_name="uniqueMember"
        ),
        LDAP.wrong("group in capitals", "role mapping", "LDAP-08", auth_roles_mapping=mapping(STEWARDS.upper())),
        LDAP.wrong(
            "group with a blank", "role mapping", "LDAP-08", auth_roles_mapping=mapping(STEWARDS.replace(",", ", "))
        ),
        LDAP.wrong("group missing", "role mapping", "LDAP-08", auth_roles_mapping=mapping(f"cn=admins,{GROUPS}")),
        LDAP.wrong(
            "a user for a group",
            "role mapping",
            "LDAP-08",
            auth_roles_mapping=mapping("uid=jane,ou=people,dc=acme,dc=io"),
        ),
        LDAP.wrong("sample user missing", "sample user", "LDAP-05", others={"sample_user": "john@acme.io"}),
        LDAP.wrong("two entries with one address", "sample user", "LDAP-05", others={"sample_user": "twin@acme.io"}),
        LDAP.wrong("nested groups", "groups", "LDAP-14", others=NESTED, recursive_group_membership=True),
    ),
)
