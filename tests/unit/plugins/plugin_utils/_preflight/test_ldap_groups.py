# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups that can never give a role, from a directory's answers."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.ldap_groups import groups

BASE = "OU=groups,DC=acme"
STEWARDS = f"CN=stewards,{BASE}"
NONE = {"code": 0, "words": "", "count": 0}
ONE = {"code": 4, "words": "", "count": 1}
REFUSED = {"code": 50, "words": "unindexed search.", "count": 0}


def asked(mapped=(STEWARDS,), group_member_attribute="member", **answers):
    """(texts of the line, rules and causes' words) of the answers about groups."""
    wanted = {
        "group_base": BASE,
        "group_attribute": "objectClass",
        "group_value": "group",
        "group_member_attribute": group_member_attribute,
        "role_groups": list(mapped),
    }
    return list(groups(wanted, answers))


def said(checks):
    """Status, rule and severity of each check."""
    return [(check.status, *(check.finding[:2] if check.finding else ())) for check in checks]


def test_groups_that_are_found_as_the_mapping_names_them():
    checks = asked(groups=ONE, role_groups={STEWARDS: {"dn": STEWARDS}})
    assert [check.text for check in checks] == ["group base ok", "mapped groups ok"]


def test_a_group_in_another_spelling_is_shown_to_be_copied():
    (_base, check) = asked(
        ["cn=stewards,ou=groups,dc=acme"], groups=ONE, role_groups={STEWARDS.lower(): {"dn": STEWARDS}}
    )
    assert (check.text, check.finding.rule, check.finding.severity) == ("mapped group not found", "LDAP-08", "error")
    assert check.finding.fix == f"Copy {STEWARDS} into auth_roles_mapping."


@pytest.mark.parametrize(
    ("elsewhere", "words"),
    [
        ({"code": 32, "dn": "", "values": []}, "which the directory does not have"),
        ({"code": 0, "dn": "CN=stewards,OU=other,DC=acme", "values": ["group"]}, "not below group base"),
        ({"code": 0, "dn": STEWARDS, "values": ["top", "container"]}, "is top, container and not group"),
        ({"code": 0, "dn": STEWARDS, "values": []}, "no value that the bind user may read"),
        (None, f"no such entry with objectClass group is below the group base {BASE}"),
    ],
)
def test_a_group_that_is_not_found_is_explained(elsewhere, words):
    answer = {"dn": "", **({"elsewhere": elsewhere} if elsewhere else {})}
    (_base, check) = asked(groups=ONE, role_groups={STEWARDS: answer})
    assert check.finding.rule == "LDAP-08" and words in check.finding.message


def test_of_many_groups_the_line_says_how_many_are_not_found():
    answer = {f"cn={number}": {"dn": ""} for number in range(3)}
    checks = asked(["cn=0", "cn=1", "cn=2", "cn=3"], groups=ONE, role_groups={"cn=3": {"dn": "cn=3"}, **answer})
    assert [check.text for check in checks] == ["group base ok", "3 of 4 mapped groups not found", "", ""]
    checks = asked([f"cn={number}" for number in range(5)], groups=ONE, role_groups={"cn=3": {"dn": "cn=3"}})
    assert checks[-1].text == "4 mapped groups unknown (only the first 1 are searched for)"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"group_kind": NONE, "groups": NONE}, [("failed", "LDAP-04", "error")]),
        ({"group_kind": ONE, "groups": NONE}, [("failed", "LDAP-04", "warning")]),
        ({"group_kind": REFUSED, "groups": REFUSED}, [("unknown",)]),
        ({"group_kind": ONE, "groups": REFUSED}, [("unknown",)]),
        ({"groups": NONE}, []),
        ({}, [("unknown",)]),
    ],
)
def test_no_group_with_members(answers, expected):
    assert said(asked(**answers)) == expected


def test_a_mapping_that_cannot_be_searched_is_unknown_with_the_directorys_words():
    check = asked(groups=ONE, role_groups={"": REFUSED})[-1]
    assert check.text == 'mapped groups unknown (a search for them gives result 50 ("unindexed search"))'


def test_member_uid_holds_user_names():
    checks = asked(groups=ONE, group_member_attribute="memberUid", role_groups={STEWARDS: {"dn": STEWARDS}})
    assert said(checks) == [("failed", "LDAP-04", "warning"), ("ok",)]


def test_nested_groups_need_the_rule_of_active_directory():
    assert [check.finding.rule for check in asked(groups=ONE, nested=False) if check.finding] == ["LDAP-14"]
    assert said(asked(groups=ONE, nested=True)) == [("ok",)]
