# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON of others: a document is read as usual, and what would break the parser is refused."""

import ast
import json
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text

PLUGINS = Path(__file__).resolve().parents[5] / "plugins"
#: YAML and the exported rows have parsers of their own.
OTHER_PARSERS = {
    "_yaml.py",
    "values_yaml.py",
    "effective_config.py",
    "compose_yaml.py",
    "config_export.py",
    "config_export_scalars.py",
}


@pytest.mark.parametrize(
    "text", ["{}", "[1, -2.5e3, true, null]", '"[[[["', r'"a \" [ b"', '{"a": {"b": [1, {"c": "}"}]}}', "12345678901"]
)
def test_a_document_is_read_as_usual(text):
    assert json_text.parse(text) == json.loads(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 500000 + "]" * 500000, "nested deeper"),
        ('{"a":' * 101 + "1" + "}" * 101, "nested deeper"),
        ("1" * 301, "more than 300 digits"),
        ("1." + "1" * 500000, "more than 300 digits"),
        ("[1e999]", "too large"),
        ('{"exp": -1e400}', "too large"),
        ("NaN", "NaN, which is not JSON"),
        ("[-Infinity]", "-Infinity, which is not JSON"),
        ('"open', "Unterminated"),
        ("text", "Expecting"),
        ("", "Expecting"),
    ],
    ids=[
        "brackets",
        "objects",
        "number",
        "fraction",
        "exponent",
        "time",
        "NaN",
        "infinity",
        "text without end",
        "no JSON",
        "nothing",
    ],
)
def test_what_would_break_the_parser_is_a_value_error(text, reason):
    with pytest.raises(ValueError, match=reason):
        json_text.parse(text)


def test_the_depth_that_is_allowed_is_read():
    assert json_text.parse("[" * 100 + "]" * 100)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('{"a": ["x"], "b": ["y"]}', '{"b":["y"],"a":["x"]}', True),
        ('[{"a": 1, "b": 2}]', ' [{"b": 2, "a": 1}]', True),
        ('{"a": ["x", "y"]}', '{"a": ["y", "x"]}', False),
        ('{"a": 1}', '{"a": true}', False),
        ('{"a": 1}', '{"a": 1.0}', False),
        ('{"a": 1}', '{"a": 1', False),
        ("{" * 200, "{" * 201, False),
        ("1", "1.0", False),
        ("text", "text", True),
        ("", None, False),
    ],
)
def test_texts_of_json_are_the_same_whatever_the_order_of_their_keys(one, other, same):
    for texts in ((one, other), (other, one)):
        assert json_text.same(*texts) is same


def test_nobody_else_catches_a_recursion_error_of_json():
    found = set()
    for path in PLUGINS.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if "RecursionError" in {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}:
            found.add(path.name)
    assert found == OTHER_PARSERS
