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
    "group_base": "",
    "role_groups": [],
    "roles": {"CN=Admins,dc=acme": ["Admin"]},
}


def line(groups=(), **attributes):
    """The line of a directory with this one user."""
    users = [{"dn": "uid=j,dc=acme", "attributes": {name: [value] for name, value in attributes.items()}}]
    case = _preflight.Case(WANTED, {}, DIRECTORY, False, subject="ldap")
    sample = {"code": 0, "words": "", "count": 1, "users": users, "groups": list(groups)}
    line = _preflight.judge(case, {"mail": {"code": 4, "words": "", "count": 1}, "sample": sample}).line
    return line.replace("user base ok, mail attribute ok, ", "")


def test_name_and_mail_address_are_the_directorys():
    assert line(mail="J@Acme.io", displayName="Jane") == "ldap: j@acme.io is Jane <J@Acme.io>, no group, no role"
    assert line(mail="j@acme.io") == "ldap: j@acme.io is ? <j@acme.io>, no group, no role"


def test_openmetadata_compares_the_first_mail_address():
    assert line(cn="jd") == line(mail="j.doe@acme.io") == "ldap: sample user refused"


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (["cn=stewards,ou=groups,dc=acme"], "group stewards, no role"),
        (["cn=a\\,b,dc=acme", "plain"], "groups a\\,b, plain, no role"),
        (["CN=Admins,dc=acme"], "group Admins, roles Admin"),
        (["cn=admins,dc=acme"], "group admins, no role"),
        ([f"cn=g{number},dc=acme" for number in range(7)], "groups g0, g1, g2, g3, g4 and 2 more, no role"),
    ],
)
def test_groups_are_named(groups, said):
    assert line(groups, mail="j@acme.io", cn="Jane") == f"ldap: j@acme.io is Jane <j@acme.io>, {said}"


REFERRAL = {"code": 10, "words": "RefErr ldap://other.acme.io", "count": 0}


@pytest.mark.parametrize(
    ("answers", "rule", "named"),
    [
        ({"bind": REFERRAL}, "LDAP-01", "for this account the directory refers to another one"),
        (
            {"bind": {**REFERRAL, "code": 0}, "mail": REFERRAL, "user_base": REFERRAL},
            "LDAP-05",
            "the directory refers to another one for user_base_dn dc=acme",
        ),
    ],
)
def test_a_referral_is_named_as_the_cause(answers, rule, named):
    wanted = {**WANTED, "user_base": "dc=acme", "admin_dn": "cn=om", "examine_dates": True, "withhold": False}
    case = _preflight.Case(wanted, {}, DIRECTORY, False, subject="ldap")
    (finding,) = _preflight.judge(case, answers).findings
    assert (finding.rule, finding.severity) == (rule, "error")
    assert named in finding.message and '("RefErr ldap://other.acme.io")' in finding.message
    assert "Name " in finding.fix and "OpenMetadata does not ask" in finding.message
