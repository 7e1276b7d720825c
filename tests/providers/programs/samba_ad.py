# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samba as a domain controller of Active Directory: names in capitals, binds with three kinds of name, TLS wanted."""

import contextlib
from pathlib import Path

from lab import certificates
from lab.samba_ad import samba_ad
from providers.directory import NAMED_CA, NESTED, TLS, VERIFIED, Directory, mapping
from providers.program import Program

ENTRIES = Path(__file__).parents[1] / "servers" / "samba_ad.py"
BASE = "DC=acme,DC=io"
SERVICES, GROUPS, PEOPLE = (f"OU={name},{BASE}" for name in ("Services", "Groups", "People"))
STEWARDS, READERS = f"CN=stewards,{GROUPS}", f"CN=All Readers,{GROUPS}"


@contextlib.contextmanager
def start(folder):
    """One domain, with a certificate of a CA that is not known to this machine."""
    ca = certificates.authority(folder)
    pair = certificates.signed(folder, "dc1", ca, names=("dc1.acme.io", "localhost"))
    with samba_ad(folder, pair, ca.certificate, ENTRIES) as address:
        yield {"host": address, "port": 389, "tls_port": 636, "ca": str(ca.certificate), "password": "Of-the-reader-1"}


CUSTOM = {**TLS, "trust_store_config": {"custom_trust_manager_config": {"trust_store_file_path": "/etc/om/trust.p12"}}}
LDAP = Directory(
    **{**CUSTOM, "host": "{host}"},
    dn_admin_principal=f"CN=openmetadata,{SERVICES}",
    dn_admin_password="{password}",
    user_base_dn=PEOPLE,
    group_base_dn=GROUPS,
    group_attribute_value="group",
    group_member_attribute_name="member",
    auth_roles_mapping=mapping(STEWARDS),
)
ALL = ("certificate", *VERIFIED)


def account(what, name):
    """A bind account in a state in which it may not bind."""
    return LDAP.wrong(f"bind account {what}", "bind", "LDAP-01", dn_admin_principal=f"CN={name},{SERVICES}")


PROGRAM = Program(
    name="samba-ad",
    version="4.17.12",
    kind="directory",
    source="Debian",
    start=start,
    setups={
        "LDAPS": LDAP.setup(*ALL, others=NAMED_CA),
        "bases at the domain": LDAP.setup(*ALL, others=NAMED_CA, user_base_dn=BASE, group_base_dn=BASE),
        "user principal name binds": LDAP.setup(*ALL, others=NAMED_CA, dn_admin_principal="openmetadata@acme.io"),
        "name with its domain binds": LDAP.setup(*ALL, others=NAMED_CA, dn_admin_principal="ACME\\openmetadata"),
        "users by user principal name": LDAP.setup(
            *ALL, others={**NAMED_CA, "sample_user": "jane@acme.io"}, mail_attribute_name="userPrincipalName"
        ),
        "nested groups": LDAP.setup(
            *ALL,
            others={**NAMED_CA, **NESTED},
            recursive_group_membership=True,
            auth_roles_mapping=mapping(READERS, f"CN=empty,{GROUPS}"),
        ),
    },
    rows=(
        LDAP.wrong("wrong password", "bind", "LDAP-01", dn_admin_password="wrong"),
        account("mistyped", "openmetdata"),
        account("disabled", "disabled"),
        account("expired", "expired"),
        account("has to change its password", "must-change"),
        account("may not log on now", "at-night"),
        LDAP.wrong("bind without TLS", "bind", "LDAP-11", port="{port}", ssl_enabled=False),
        LDAP.wrong("no TLS to the TLS port", "connection", "PRE-01", ssl_enabled=False),
        LDAP.wrong("TLS to the port without TLS", "connection", "PRE-01", port="{port}"),
        LDAP.wrong(
            "CA not named",
            "certificate",
            "LDAP-02",
            others={"preflight_ca_file": None},
            truststore_config_type="JVMDefault",
        ),
        LDAP.wrong(
            "host not in the certificate",
            "certificate",
            "LDAP-02",
            trust_store_config={
                "custom_trust_manager_config": {"trust_store_file_path": "/etc/om/trust.p12", "verify_hostname": True}
            },
        ),
        LDAP.wrong("user base mistyped", "user base", "LDAP-05", user_base_dn=f"OU=Poeple,{BASE}"),
        LDAP.wrong("user base of another domain", "user base", "LDAP-05", user_base_dn="DC=corp,DC=io"),
        LDAP.wrong("user base without users", "mail attribute", "LDAP-05", user_base_dn=f"OU=Empty,{BASE}"),
        LDAP.wrong("mail attribute mistyped", "mail attribute", "LDAP-05", mail_attribute_name="email"),
        LDAP.wrong("group base mistyped", "group base", "LDAP-04", group_base_dn=f"OU=Group,{BASE}"),
        LDAP.wrong("class of groups of OpenLDAP", "groups", "LDAP-04", group_attribute_value="groupOfNames"),
        LDAP.wrong("members of another class", "groups", "LDAP-04", group_member_attribute_name="uniqueMember"),
        LDAP.wrong(
            "group in lower case",
            "role mapping",
            "LDAP-08",
            auth_roles_mapping=mapping(STEWARDS.lower()),
        ),
        LDAP.wrong(
            "group outside of the base",
            "role mapping",
            "LDAP-08",
            auth_roles_mapping=mapping(f"CN=elsewhere,{PEOPLE}"),
        ),
        LDAP.wrong(
            "group missing",
            "role mapping",
            "LDAP-08",
            auth_roles_mapping=mapping(STEWARDS, f"CN=admins,{GROUPS}"),
        ),
        LDAP.wrong("sample user missing", "sample user", "LDAP-05", others={"sample_user": "j@acme.io"}),
        LDAP.wrong("two with one address", "sample user", "LDAP-05", others={"sample_user": "twin@acme.io"}),
    ),
)
