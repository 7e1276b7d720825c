# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom OpenMetadata sees in the claims of a token."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.principal_claims import Rules, user_of

DEFAULT = Rules(("email", "preferred_username", "sub"), domain="acme.io", admins=("jane.doe",))
JANE = {"email": "Jane.Doe@acme.io", "preferred_username": "jdoe", "sub": "0f3a-77", "iss": "https://idp"}


def seen(claims, **changes):
    user = user_of(claims, DEFAULT._replace(**changes))
    return user.name, user.mail, user.admin, [finding.rule for finding in user.findings]


def test_the_first_claim_that_is_there_names_the_user():
    assert seen(JANE) == ("jane.doe", "jane.doe@acme.io", True, [])


def test_a_name_without_a_domain_gets_the_principal_domain():
    assert seen({"preferred_username": "jane.doe"}) == ("jane.doe", "jane.doe@acme.io", True, [])


def test_another_order_can_take_an_administrator_away():
    assert seen(JANE, principal_claims=("preferred_username", "email")) == ("jdoe", "jdoe@acme.io", False, ["CLM-02"])


def test_the_opaque_subject_is_warned_about():
    assert seen({"sub": "0F3A-77"}) == ("0f3a-77", "0f3a-77@acme.io", False, ["CLM-21"])


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"upn": "jane.doe@acme.io"},
        {"email": None},
        {"email": ["jane.doe@acme.io"]},
        {"email": ""},
        {"email": "", "preferred_username": "jane.doe"},
        {"email": None, "preferred_username": "jane.doe"},
        {"Email": 7, "sub": "jane.doe"},
    ],
)
def test_without_a_principal_claim_nobody_signs_in(claims):
    assert seen(claims) == ("", "", False, ["CLM-01"])


def test_a_mapping_decides_alone():
    mapping = ("username:nick", "email:upn")
    assert seen({**JANE, "nick": "jane.doe@idp", "upn": "Jane.Doe@acme.io"}, mapping=mapping) == (
        "jane.doe",
        "jane.doe@acme.io",
        True,
        [],
    )


def test_a_mapped_name_that_does_not_precede_the_address_locks_out_for_ever():
    mapping = ("username:nick", "email:upn")
    assert seen({**JANE, "nick": "jane.doe", "upn": "jd@acme.io"}, mapping=mapping)[3] == ["CLM-27"]


@pytest.mark.parametrize(
    ("release", "admins", "rules"),
    [
        (None, (), ["CLM-27"]),
        ("1.13.0", ("jane.doe",), ["CLM-27"]),
        ("1.13.1", (), []),
        ("1.13.1", ("jane.doe",), ["CLM-28"]),
        ("2.0.2", ("jane.doe",), ["CLM-28"]),
    ],
)
def test_from_1_13_1_on_only_administrators_need_the_address_of_their_name(release, admins, rules):
    mapping, claims = ("username:nick", "email:upn"), {"nick": "jane.doe", "upn": "jd@acme.io"}
    assert seen(claims, mapping=mapping, admins=admins, release=release)[3] == rules


def test_names_of_claims_compare_without_case():
    assert seen({"EMAIL": "jane.doe@acme.io"}) == ("jane.doe", "jane.doe@acme.io", True, [])


@pytest.mark.parametrize(
    ("claims", "rules"),
    [
        ({"preferred_username": "jane.doe", "email": "jane.doe@acme.io"}, ["CLM-26"]),
        ({"preferred_username": "jane.doe@ACME.io"}, ["CLM-10"]),
        ({"preferred_username": "jane.doe@acme.io"}, []),
    ],
)
def test_an_enforced_domain_is_read_from_the_claim_itself(claims, rules):
    changes = {"principal_claims": ("preferred_username", "email"), "enforce_domain": True}
    assert seen(claims, **changes)[3] == rules


@pytest.mark.parametrize("claims", [{"nick": "jane.doe"}, {"upn": "jd@acme.io"}, {"nick": "jane.doe", "upn": "jd"}, {}])
def test_a_mapping_to_a_claim_that_is_missing_locks_out(claims):
    assert seen({**JANE, **claims}, mapping=("username:nick", "email:upn")) == ("", "", False, ["CLM-01"])


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, []),
        ({"enforce_domain": True}, []),
        ({"enforce_domain": True, "domain": "other.io"}, ["CLM-06", "CLM-28"]),
        ({"enforce_domain": False, "domain": "other.io"}, ["CLM-28"]),
        ({"enforce_domain": False, "domain": "other.io", "admins": ("somebody",)}, []),
        ({"enforce_domain": True, "domain": "other.io", "allowed_domains": ("acme.io",)}, ["CLM-28"]),
        ({"enforce_domain": True, "domain": "Acme.io"}, ["CLM-10"]),
        ({"enforce_domain": True, "domain": "Acme.io", "release": "1.13.1"}, ["CLM-10"]),
        ({"enforce_domain": True, "domain": "Acme.io", "release": "1.13.2"}, []),
        ({"enforce_domain": True, "domain": "Acme.io", "release": "2.0"}, []),
    ],
)
def test_users_of_other_domains_are_refused_where_that_is_asked_for(changes, rules):
    assert seen(JANE, **changes)[3] == rules


def test_an_administrators_name_is_compared_without_case():
    assert seen(JANE, admins=("Jane.Doe",))[2] is True


def test_who_is_not_an_administrator_is_just_shown():
    assert user_of({"email": "john@acme.io"}, DEFAULT).line == "sample user john <john@acme.io>, no administrator"


def test_a_finding_offers_the_claims_that_are_there():
    (finding,) = user_of({"upn": "x", "iss": "y", "groups": []}, DEFAULT).findings
    assert finding.fix == "The token has upn."
