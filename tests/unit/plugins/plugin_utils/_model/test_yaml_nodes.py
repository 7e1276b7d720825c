# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value with its line, what is below it, and which scalars have no type of their own."""

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.yaml_nodes import FLOAT, Marked, is_plain

TREE = Marked({"a": Marked({"b": Marked("text", 2), "c": Marked([Marked(1, 4)], 3)}, 1)}, 1)


def test_what_is_below_a_value_is_found_by_its_keys():
    assert TREE.at("a", "b") == Marked("text", 2) and TREE.at() is TREE
    assert TREE.at("a", "x") is TREE.at("a", "b", "c") is TREE.at("a", "c", "0") is None


def test_a_mapping_and_a_sequence_are_not_scalars():
    assert TREE.scalar("a", "b") == "text"
    assert TREE.scalar("a") is TREE.scalar("a", "c") is TREE.scalar("a", "x") is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [("yes", True), ("1", True), ("a b", True), ("'yes'", False), ('"1"', False), ("!!str 1", False), ("[1]", False)],
)
def test_a_scalar_with_quotes_or_a_tag_has_its_type(text, plain):
    assert is_plain(yaml.compose(text, Loader=yaml.SafeLoader)) is plain


@pytest.mark.parametrize(("text", "number"), [("1.5", 1), ("-.5", 1), ("1e9", 1), ("1.", 1), ("1.2.3", 0), (".", 0)])
def test_a_number_with_a_fraction_or_an_exponent_is_one(text, number):
    assert bool(FLOAT.fullmatch(text)) == bool(number)
