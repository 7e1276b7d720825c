# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""389 Directory Server: groups of unique names, accounts that are locked, and rules for what an account may read."""

import contextlib

from lab.ds389 import ds389
from providers.directory import NESTED, Directory, mapping
from providers.program import Program

BASE, PASSWORD = "dc=acme,dc=io", "of the reader: 100% #1"
PEOPLE, GROUPS, SERVICES = (f"ou={name},{BASE}" for name in ("people", "Groups", "services"))
STEWARDS = f"cn=Data Stewards,{GROUPS}"
ACI = (
    'aci: (targetattr != "userPassword")(version 3.0; acl "services read"; allow (read, search, compare) '
    f'userdn = "ldap:///cn=*,{SERVICES}" and userdn != "ldap:///cn=blind,{SERVICES}";)'
)


def entry(name, *classes, **attributes):
    """One entry as LDIF."""
    first = name.split(",")[0].split("=")
    lines = [f"dn: {name}", *(f"objectClass: {one}" for one in ("top", *classes)), f"{first[0]}: {first[1]}"]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in attributes.items())]) + "\n"


def account(name, **attributes):
    """A service account."""
    return entry(f"cn={name},{SERVICES}", "person", "inetOrgPerson", sn=name, **attributes)


ENTRIES = "\n".join(
    [
        entry(BASE, "domain") + ACI + "\n",
        *(entry(name, "organizationalUnit") for name in (PEOPLE, GROUPS, SERVICES, f"ou=empty,{BASE}")),
        account("reader", userPassword=PASSWORD),
        account("blind", userPassword=PASSWORD),
        account("inactive", userPassword=PASSWORD, nsAccountLock="true"),
        account("no-password"),
        entry(f"uid=jane,{PEOPLE}", "person", "inetOrgPerson", cn="Jane Doe", sn="Doe", mail="jane.doe@acme.io"),
        entry(
            f"uid=john,{PEOPLE}",
            "person",
            "inetOrgPerson",
            cn="John Doe",
            sn="Doe",
            mail="john@acme.io\nmail: john.doe@acme.io",
        ),
        entry(STEWARDS, "groupOfUniqueNames", uniqueMember=f"uid=jane,{PEOPLE}"),
        entry(f"cn=plain,{GROUPS}", "groupOfNames", member=f"uid=jane,{PEOPLE}"),
        entry(f"cn=outside,{PEOPLE}", "groupOfUniqueNames", uniqueMember=f"uid=jane,{PEOPLE}"),
    ]
)


@contextlib.contextmanager
def start(folder):
    """One directory without TLS."""
    with ds389(folder, ENTRIES, BASE, PASSWORD) as port:
        yield {"port": port, "password": PASSWORD}


LDAP = Directory(
    dn_admin_principal=f"cn=reader,{SERVICES}",
    dn_admin_password="{password}",
    user_base_dn=PEOPLE,
    group_base_dn=GROUPS,
    group_attribute_value="groupOfUniqueNames",
    group_member_attribute_name="uniqueMember",
    auth_roles_mapping=mapping(STEWARDS),
)
PROGRAM = Program(
    name="389-ds",
    version="2.3.1",
    kind="directory",
    source="Debian",
    start=start,
    setups={
        "LDAP": LDAP.setup(),
        "bases at the root": LDAP.setup(user_base_dn=BASE, group_base_dn=BASE),
        "groups of names": LDAP.setup(
            group_attribute_value="groupOfNames",
            group_member_attribute_name="member",
            auth_roles_mapping=mapping(f"cn=plain,{GROUPS}"),
        ),
        "base in another spelling": LDAP.setup(user_base_dn="OU=People, DC=Acme, DC=io"),
    },
    rows=(
        LDAP.wrong("wrong password", "bind", "LDAP-01", dn_admin_password="wrong"),
        LDAP.wrong("bind account inactive", "bind", "LDAP-01", dn_admin_principal=f"cn=inactive,{SERVICES}"),
        LDAP.wrong(
            "bind account without a password", "bind", "LDAP-01", dn_admin_principal=f"cn=no-password,{SERVICES}"
        ),
        LDAP.wrong("bind account of another suffix", "bind", "LDAP-01", dn_admin_principal="cn=reader,dc=corp"),
        LDAP.wrong("user principal name binds", "bind", "LDAP-01", dn_admin_principal="reader@acme.io"),
        LDAP.wrong("name with its domain binds", "bind", "LDAP-01", dn_admin_principal="ACME\\reader"),
        LDAP.wrong("bind account may read nothing", "user base", "LDAP-05", dn_admin_principal=f"cn=blind,{SERVICES}"),
        LDAP.wrong("user base mistyped", "user base", "LDAP-05", user_base_dn=f"ou=poeple,{BASE}"),
        LDAP.wrong("user base of another suffix", "user base", "LDAP-05", user_base_dn="ou=people,dc=corp,dc=io"),
        LDAP.wrong("user base without users", "mail attribute", "LDAP-05", user_base_dn=f"ou=empty,{BASE}"),
        LDAP.wrong("mail attribute mistyped", "mail attribute", "LDAP-05", mail_attribute_name="email"),
        LDAP.wrong("group base mistyped", "group base", "LDAP-04", group_base_dn=f"ou=Group,{BASE}"),
        LDAP.wrong("class of groups of Active Directory", "groups", "LDAP-04", group_attribute_value="group"),
        LDAP.wrong("members of another class", "groups", "LDAP-04", group_member_attribute_name="member"),
        LDAP.wrong("group in lower case", "role mapping", "LDAP-08", auth_roles_mapping=mapping(STEWARDS.lower())),
        LDAP.wrong(
            "group with blanks", "role mapping", "LDAP-08", auth_roles_mapping=mapping(STEWARDS.replace(",", ", "))
        ),
        LDAP.wrong(
            "group of another class", "role mapping", "LDAP-08", auth_roles_mapping=mapping(f"cn=plain,{GROUPS}")
        ),
        LDAP.wrong(
            "group outside of the base", "role mapping", "LDAP-08", auth_roles_mapping=mapping(f"cn=outside,{PEOPLE}")
        ),
        LDAP.wrong("group missing", "role mapping", "LDAP-08", auth_roles_mapping=mapping(f"cn=admins,{GROUPS}")),
        LDAP.wrong("sample user missing", "sample user", "LDAP-05", others={"sample_user": "jim@acme.io"}),
        LDAP.wrong(
            "second mail address of the sample user",
            "sample user",
            "LDAP-05",
            others={"sample_user": "john.doe@acme.io"},
        ),
        LDAP.wrong("nested groups", "groups", "LDAP-14", others=NESTED, recursive_group_membership=True),
    ),
)
