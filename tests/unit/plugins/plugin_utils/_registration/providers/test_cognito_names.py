# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The name of an app client as its mark."""

import re

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import RegistrationError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.cognito_names import (
    marked,
    name_of,
)
from hypothesis import given
from hypothesis import strategies as st

#: The pattern of ClientName in the model of cognito-idp.
ALLOWED = re.compile(r"[\w\s+=,.@-]+", re.ASCII)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("OpenMetadata", "openmetadata.sso OpenMetadata"),
        ("data, test_1 @acme+x.y-z", "openmetadata.sso data, test_1 @acme+x.y-z"),
        ("a:b", "openmetadata.sso a=3Ab"),
        ("a=3Ab", "openmetadata.sso a=3D3Ab"),
        ("é", "openmetadata.sso =C3=A9"),
    ],
)
def test_a_mark_holds_only_what_cognito_allows(name, mark):
    assert marked(name) == mark
    assert name_of(mark) == name


@given(NAMES)
def test_every_name_comes_back(name):
    assert ALLOWED.fullmatch(marked(name))
    assert name_of(marked(name)) == name


@given(NAMES, NAMES)
def test_two_names_have_two_marks(one, other):
    assert (marked(one) == marked(other)) == (one == other)


@pytest.mark.parametrize(
    "client_name",
    [
        "",
        "OpenMetadata",
        "openmetadata.sso",
        "openmetadata.sso=OpenMetadata",
        "x openmetadata.sso a",
        "openmetadata.sso a=3D=FF",
        "openmetadata.sso a=41",
        "openmetadata.sso a=3a",
        "openmetadata.sso a=",
    ],
)
def test_the_name_of_an_app_client_of_others_is_not_a_mark(client_name):
    assert name_of(client_name) is None


def test_a_name_that_is_too_long_is_refused():
    assert len(marked("a" * 111)) == 128
    with pytest.raises(RegistrationError, match="129 characters, and 128 are allowed"):
        marked("a" * 112)
