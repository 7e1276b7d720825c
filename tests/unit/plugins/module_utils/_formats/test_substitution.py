# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""References to variables are replaced as the server does it (tests/oracle compares with the real one)."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import substitution
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles.simulator_loader import substitution as servers

PIECES = ["${", "}", "$${", "$", ":-", "${X}", "${Y:-z}", "${NOT_SET}", "${A:-${Y:-z}}", "${Y}", "a", " ", "-", "X"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@given(text=TEXTS, value=TEXTS)
@settings(max_examples=300, deadline=None)
def test_substitution_is_the_servers(text, value):
    environment = {"X": value, "Y": "q"}
    try:
        expected = servers.substitute(text, environment)
    except servers.InfiniteLoop:
        with pytest.raises(substitution.Loop):
            substitution.substitute(text, environment)
        return
    assert substitution.substitute(text, environment) == expected


@pytest.mark.parametrize(
    ("text", "environment", "value", "used"),
    [
        ("${A:-x}", {}, "x", []),
        ("${A:-x}", {"A": ""}, "", ["A"]),
        ("${A:-x}", {"A": "${B:-b}", "B": "c"}, "c", ["A", "B"]),
        ("${A:-${B:-z}}", {"B": "c"}, "${B:-z}", []),
        ("${A}", {}, "${A}", []),
        ("$${A}", {"A": "x"}, "${A}", []),
        ("${A}/${B:-b}", {"A": "a", "B": "c"}, "a/c", ["A", "B"]),
    ],
)
def test_a_text_and_the_variables_that_it_used(text, environment, value, used):
    found = []
    assert substitution.substitute(text, environment, found) == value
    assert found == used


def test_a_loop_names_its_variable_and_no_value():
    with pytest.raises(substitution.Loop, match=r"^The value of A refers to A itself\.") as caught:
        substitution.substitute("${A}", {"A": "secret${B}", "B": "${A}"})
    assert "secret" not in str(caught.value)


def test_names_are_those_of_all_references_but_literal_ones():
    assert substitution.names("${A:-${B}} $${C} ${D") == ["A", "B", "D"]


def test_a_reference_is_read_back():
    assert substitution.substitute(substitution.reference("A", "x"), {}) == "x"
    assert substitution.substitute(substitution.reference("A", None), {}) == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${A:-x}", "x"),
        ("${A-x}", "x"),
        ("${A}", ""),
        ("${A:-${B:-x}}", "x"),
        ("a${A:-x}", "a${A:-x}"),
        ("p$ss", "p$ss"),
    ],
)
def test_compose_takes_the_default_of_a_whole_reference(text, value):
    assert substitution.compose_default(text) == value
