# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which texts name the same entry of a directory."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats.distinguished_name import (
    is_below,
    normal,
    parse,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("cn=a,dc=acme", [[("cn", "a")], [("dc", "acme")]]),
        ("cn = a b , dc=acme ", [[("cn", "a b")], [("dc", "acme")]]),
        ("cn=a+ou=b,dc=acme", [[("cn", "a"), ("ou", "b")], [("dc", "acme")]]),
        (r"CN=Doe\, Jane,OU=x", [[("CN", "Doe, Jane")], [("OU", "x")]]),
        (r"cn=caf\C3\A9\ ,dc=x", [[("cn", "café ")], [("dc", "x")]]),
        ("cn=a=b", [[("cn", "a=b")]]),
        ("2.5.4.3=", [[("2.5.4.3", "")]]),
    ],
)
def test_parts_of_a_name(text, parts):
    assert parse(text) == parts


@pytest.mark.parametrize("text", ["", "stewards", "=a", "cn=a,", "cn=a,b", "cn=a\\"])
def test_what_is_not_a_name_is_refused(text):
    with pytest.raises(ValueError, match=r"distinguished name|backslash"):
        parse(text)
    assert normal(text) == text
    assert not is_below(text, "dc=acme")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CN=Stewards,OU=groups,DC=acme", "cn=stewards, ou=Groups ,dc=ACME"),
        (r"cn=a\,b,dc=x", r"cn=a\2Cb,dc=x"),
        ("cn=data  stewards,dc=x", "cn=Data Stewards,dc=x"),
        ("ou=b+cn=a,dc=x", "cn=a+ou=b,dc=x"),
    ],
)
def test_two_spellings_of_one_name(one, other):
    assert normal(one) == normal(other)


@pytest.mark.parametrize(("one", "other"), [("cn=a,dc=x", "cn=b,dc=x"), ("cn=a,dc=x", "cn=a"), ("cn=a,b", "cn=A,b")])
def test_two_names(one, other):
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("cn=a,OU=groups,dc=x", True),
        ("ou=groups, dc=x", True),
        ("cn=a,ou=other,dc=x", False),
        ("dc=x", False),
        ("cn=groups,dc=x", False),
    ],
)
def test_an_entry_below_a_base(text, below):
    assert is_below(text, "ou=groups,dc=x") is below
