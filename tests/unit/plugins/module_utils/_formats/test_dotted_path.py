# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of a tree at a dotted path."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import dotted_path

TREE = {"a": {"b": {"c": 1}, "list": [{"x": 2}, 3], "none": None}}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a.b.c", 1),
        ("a.b", {"c": 1}),
        ("a.list.0.x", 2),
        ("a.list.1", 3),
        ("a.none", None),
        ("a.list.2", "absent"),
        ("a.list.x", "absent"),
        ("a.b.c.d", "absent"),
        ("a.none.x", "absent"),
        ("b", "absent"),
    ],
)
def test_a_value_is_read_or_its_default_given(path, value):
    assert dotted_path.read(TREE, path, "absent") == value


@pytest.mark.parametrize("tree", [None, "text", 1, []])
def test_what_holds_no_keys_has_no_value(tree):
    assert dotted_path.read(tree, "a.b") is None


@pytest.mark.parametrize("tree", [{}, {"a": None}, {"a": {"b": 1}}, {"a": {"b": {"d": 2}}}])
def test_a_written_value_is_read_again(tree):
    dotted_path.write(tree, "a.b.c", 1)
    assert dotted_path.read(tree, "a.b.c") == 1


def test_what_is_beside_a_written_value_stays():
    tree = {"a": {"b": {"d": 2}}, "e": 3}
    dotted_path.write(tree, "a.b.c", 1)
    assert tree == {"a": {"b": {"c": 1, "d": 2}}, "e": 3}
