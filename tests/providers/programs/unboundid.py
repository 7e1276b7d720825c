# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""UnboundID's directory in memory, of the library with which OpenMetadata searches."""

import contextlib

from lab import certificates, maven, serving
from lab.installation import free_ports
from lab.slapd import ENTRIES
from providers.directory import NAMED_CA, NESTED, TLS, VERIFIED, Directory, mapping
from providers.program import Program

VERSION, PASSWORD = "7.0.3", "of the reader: 100% #1"
TOOL = "com.unboundid.ldap.listener.InMemoryDirectoryServerTool"
BASE = "dc=acme,dc=io"
GROUPS = f"ou=groups,{BASE}"
READER, STEWARDS = f"cn=reader,{BASE}", f"cn=stewards,{GROUPS}"
MORE = f"""
dn: cn=Owners,{GROUPS}
objectClass: groupOfUniqueNames
cn: Owners
uniqueMember: uid=jane,ou=people,{BASE}

dn: cn=no-password,{BASE}
objectClass: inetOrgPerson
cn: no-password
sn: none
"""


def server(folder, archive, port, *options):
    """One directory with the entries of slapd's."""
    file = folder / "entries.ldif"
    file.write_text(ENTRIES.lstrip() + MORE, encoding="utf-8")
    command = ["java", "-Xmx64m", "-cp", archive, TOOL, "--baseDN", BASE, "--port", str(port), "--ldifFile", file]
    command += ["--additionalBindDN", READER, "--additionalBindPassword", PASSWORD, "--useDefaultSchema", *options]
    return serving.serving(command, folder / f"{port}.log", serving.listens(port))


@contextlib.contextmanager
def start(folder):
    """One directory without TLS, and one with a certificate that it makes itself."""
    archive = maven.archive("com.unboundid", "unboundid-ldapsdk", VERSION)
    port, tls_port = free_ports(2)
    ca = certificates.authority(folder)
    with (
        server(folder, archive, port),
        server(folder, archive, tls_port, "--useSSL", "--generateSelfSignedCertificate"),
    ):
        yield {"port": port, "tls_port": tls_port, "ca": str(ca.certificate), "password": PASSWORD}


LDAP = Directory(
    dn_admin_principal=READER,
    dn_admin_password="{password}",
    user_base_dn=f"ou=people,{BASE}",
    group_base_dn=GROUPS,
    group_attribute_value="groupOfNames",
    group_member_attribute_name="member",
    auth_roles_mapping=mapping(STEWARDS),
)
PROGRAM = Program(
    name="unboundid",
    version=VERSION,
    kind="directory",
    source="Maven Central",
    start=start,
    setups={
        "LDAP": LDAP.setup(),
        "bases at the root": LDAP.setup(user_base_dn=BASE, group_base_dn=BASE),
        "groups of unique names": LDAP.setup(
            group_attribute_value="groupOfUniqueNames",
            group_member_attribute_name="uniqueMember",
            auth_roles_mapping=mapping(f"cn=Owners,{GROUPS}"),
        ),
        "TLS, any certificate": LDAP.setup(
            *VERIFIED, port="{tls_port}", ssl_enabled=True, truststore_config_type="TrustAll"
        ),
    },
    rows=(
        LDAP.wrong("wrong password", "bind", "LDAP-01", dn_admin_password="wrong"),
        LDAP.wrong("bind account without a password", "bind", "LDAP-01", dn_admin_principal=f"cn=no-password,{BASE}"),
        LDAP.wrong("bind DN mistyped", "bind", "LDAP-01", dn_admin_principal=f"cn=raeder,{BASE}"),
        LDAP.wrong("user principal name binds", "bind", "LDAP-01", dn_admin_principal="reader@acme.io"),
        LDAP.wrong("certificate of another CA", "certificate", "LDAP-02", others=NAMED_CA, **TLS),
        LDAP.wrong(
            "TLS to the port without TLS", "connection", "LDAP-02", others=NAMED_CA, **{**TLS, "port": "{port}"}
        ),
        LDAP.wrong("no TLS to the TLS port", "connection", "PRE-01", port="{tls_port}"),
        LDAP.wrong("user base mistyped", "user base", "LDAP-05", user_base_dn=f"ou=poeple,{BASE}"),
        LDAP.wrong("user base of another suffix", "user base", "LDAP-05", user_base_dn="ou=people,dc=corp,dc=io"),
        LDAP.wrong("user base without users", "mail attribute", "LDAP-05", user_base_dn=f"ou=machines,{BASE}"),
        LDAP.wrong("mail attribute mistyped", "mail attribute", "LDAP-05", mail_attribute_name="email"),
        LDAP.wrong("group base mistyped", "group base", "LDAP-04", group_base_dn=f"ou=group,{BASE}"),
        LDAP.wrong("class of groups of Active Directory", "groups", "LDAP-04", group_attribute_value="group"),
        LDAP.wrong("group in capitals", "role mapping", "LDAP-08", auth_roles_mapping=mapping(STEWARDS.upper())),
        LDAP.wrong(
            "group of another class", "role mapping", "LDAP-08", auth_roles_mapping=mapping(f"cn=Owners,{GROUPS}")
        ),
        LDAP.wrong("group missing", "role mapping", "LDAP-08", auth_roles_mapping=mapping(f"cn=admins,{GROUPS}")),
        LDAP.wrong("two entries with one address", "sample user", "LDAP-05", others={"sample_user": "twin@acme.io"}),
        LDAP.wrong("nested groups", "groups", "LDAP-14", others=NESTED, recursive_group_membership=True),
    ),
    quick=False,
)
