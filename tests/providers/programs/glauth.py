# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""GLAuth, a directory in one file of users and groups, with names of its own making."""

import contextlib
import hashlib

from lab import golang, serving
from lab.installation import free_ports
from providers.directory import NESTED, Directory, mapping
from providers.program import Program

MODULE, VERSION = "github.com/glauth/glauth/v2", "v2.3.2"
PASSWORD, USERS, STEWARDS, SERVICES = "of the reader", 5501, 5502, 5503
TREE = "dc=acme,dc=io"


def user(name, number, group, more=""):
    """A user of the configuration."""
    return f'[[users]]\nname = "{name}"\nuidnumber = {number}\nprimarygroup = {group}\n{more}\n'


def configuration(port):
    """The whole configuration file."""
    secret = f'passsha256 = "{hashlib.sha256(PASSWORD.encode()).hexdigest()}"\n'
    may = '[[users.capabilities]]\naction = "search"\nobject = "*"\n'
    head = f'[ldap]\nenabled = true\nlisten = "127.0.0.1:{port}"\n[ldaps]\nenabled = false\n'
    head += f'[backend]\ndatastore = "config"\nbaseDN = "{TREE}"\n[behaviors]\nIgnoreCapabilities = false\n'
    users = user("reader", 5001, SERVICES, secret + may) + user("blind", 5002, SERVICES, secret)
    users += user("off", 5003, SERVICES, secret + "disabled = true\n" + may)
    more = f'mail = "jane.doe@acme.io"\ngivenname = "Jane"\nsn = "Doe"\nothergroups = [{STEWARDS}]\n'
    users += user("jane", 5004, USERS, more)
    groups = {"people": USERS, "stewards": STEWARDS, "services": SERVICES}
    return head + users + "".join(f'[[groups]]\nname = "{name}"\ngidnumber = {n}\n' for name, n in groups.items())


@contextlib.contextmanager
def start(folder):
    """One directory without TLS."""
    program = golang.program(MODULE, VERSION, "glauth")
    (port,) = free_ports(1)
    file = folder / "glauth.cfg"
    file.write_text(configuration(port), encoding="utf-8")
    with serving.serving([program, "-c", file], folder / "glauth.log", serving.listens(port)):
        yield {"port": port, "password": PASSWORD}


LDAP = Directory(
    dn_admin_principal=f"cn=reader,{TREE}",
    dn_admin_password="{password}",
    user_base_dn=f"ou=users,{TREE}",
    group_base_dn=f"ou=users,{TREE}",
    group_attribute_value="posixGroup",
    group_member_attribute_name="uniqueMember",
    auth_roles_mapping=mapping(f"ou=stewards,ou=users,{TREE}"),
)
PROGRAM = Program(
    name="glauth",
    version=VERSION.removeprefix("v"),
    kind="directory",
    source="Go module",
    start=start,
    setups={
        "LDAP": LDAP.setup(),
        "bases at the root": LDAP.setup(user_base_dn=TREE, group_base_dn=TREE),
        "bind account by its whole name": LDAP.setup(dn_admin_principal=f"cn=reader,ou=services,{TREE}"),
    },
    rows=(
        LDAP.wrong("wrong password", "bind", "LDAP-01", dn_admin_password="wrong"),
        LDAP.wrong("bind account of another tree", "bind", "LDAP-01", dn_admin_principal="cn=reader,dc=corp"),
        LDAP.wrong("bind account may not search", "user base", "LDAP-05", dn_admin_principal=f"cn=blind,{TREE}"),
        LDAP.wrong("user base mistyped", "user base", "LDAP-05", user_base_dn=f"ou=poeple,{TREE}"),
        LDAP.wrong("user base of another tree", "user base", "LDAP-05", user_base_dn="ou=users,dc=corp"),
        LDAP.wrong("user base without mail", "mail attribute", "LDAP-05", user_base_dn=f"ou=services,ou=users,{TREE}"),
        LDAP.wrong("mail attribute mistyped", "mail attribute", "LDAP-05", mail_attribute_name="email"),
        LDAP.wrong("group base mistyped", "group base", "LDAP-04", group_base_dn=f"ou=group,{TREE}"),
        LDAP.wrong(
            "groups as memberOf names them, which is where no group is found",
            "groups",
            "LDAP-04",
            group_base_dn=f"ou=groups,{TREE}",
            auth_roles_mapping=mapping(f"ou=stewards,ou=groups,{TREE}"),
        ),
        LDAP.wrong("class of groups of another directory", "groups", "LDAP-04", group_attribute_value="groupOfNames"),
        LDAP.wrong("members by user name", "groups", "LDAP-04", group_member_attribute_name="memberUid"),
        LDAP.wrong("members that no group has", "groups", "LDAP-04", group_member_attribute_name="member"),
        LDAP.wrong(
            "group in capitals", "role mapping", "LDAP-08", auth_roles_mapping=mapping(f"OU=Stewards,ou=users,{TREE}")
        ),
        LDAP.wrong(
            "group missing", "role mapping", "LDAP-08", auth_roles_mapping=mapping(f"ou=admins,ou=users,{TREE}")
        ),
        LDAP.wrong("sample user missing", "sample user", "LDAP-05", others={"sample_user": "john@acme.io"}),
        LDAP.wrong("nested groups", "groups", "LDAP-14", others=NESTED, recursive_group_membership=True),
    ),
    quick=False,
)
