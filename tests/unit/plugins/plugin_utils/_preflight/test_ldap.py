# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of a directory's sample user."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import DIRECTORY

WANTED = {
    "kind": "ldap",
    "sample_user": "j@acme.io",
    "mail_attribute": "Mail",
    "name_attribute": "",
    "tls": False,
    "roles": {"CN=Admins,dc=acme": ["Admin"]},
}


def line(groups=(), **attributes):
    """The line of a directory with this one user."""
    users = [{"dn": "uid=j,dc=acme", "attributes": {name: [value] for name, value in attributes.items()}}]
    case = _preflight.Case(WANTED, {}, DIRECTORY, False, subject="ldap")
    return _preflight.judge(case, {"sample": {"users": users, "groups": list(groups)}}).line


def test_name_and_mail_address_are_the_directorys():
    assert (
        line(mail="J.Doe@acme.io", displayName="Jane") == "ldap: j@acme.io is Jane <J.Doe@acme.io>, no group, no role"
    )
    assert line(cn="jd") == "ldap: j@acme.io is jd <no mail address>, no group, no role"


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (["cn=stewards,ou=groups,dc=acme"], "group stewards, no role"),
        (["cn=a\\,b,dc=acme", "plain"], "groups a\\,b, plain, no role"),
        (["cn=admins,dc=acme"], "group admins, roles Admin"),
        ([f"cn=g{number},dc=acme" for number in range(7)], "groups g0, g1, g2, g3, g4 and 2 more, no role"),
    ],
)
def test_groups_are_named(groups, said):
    assert line(groups, mail="j@acme.io", cn="Jane") == f"ldap: j@acme.io is Jane <j@acme.io>, {said}"
