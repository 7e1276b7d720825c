# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schema that a chart brings itself, as a tree of keys: a chart that is newer than every known one is checked too.

What is not read here (references, alternatives, patterns) takes any value: helm decides about it.
"""

from __future__ import annotations

from typing import Any

from .chart_schema import ITEMS, Node

#: Every type of JSON Schema.
ANY = frozenset(["null", "boolean", "integer", "number", "string", "array", "object"])
#: Keywords that say more about a value than is read here.
ELSEWHERE = ("$ref", "anyOf", "oneOf", "allOf", "not", "if")
#: No schema of a chart is nested deeper than 12.
DEEPEST = 50


def of(schema: Any, depth: int = 0) -> Node:
    """The tree of a schema, as ``json.loads`` gives it."""
    if not isinstance(schema, dict) or depth > DEEPEST or any(word in schema for word in ELSEWHERE):
        return Node(ANY, {})
    keys = {name: of(below, depth + 1) for name, below in _mapping(schema.get("properties")).items()}
    if isinstance(schema.get("items"), dict):
        keys[ITEMS] = of(schema["items"], depth + 1)
    closed = schema.get("additionalProperties") is False and "patternProperties" not in schema
    least = schema.get("minItems")
    choices = _texts(schema.get("enum"))
    return Node(
        _types(schema.get("type")),
        keys,
        closed,
        choices,
        _texts(schema.get("required")),
        least if isinstance(least, int) else 0,
    )


def _types(given: Any) -> frozenset[str]:
    named = frozenset([given] if isinstance(given, str) else _texts(given))
    return named if named and named <= ANY else ANY


def _mapping(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {}


def _texts(given: Any) -> tuple[str, ...]:
    """A list of texts; empty for a list with anything else, which then limits nothing."""
    return tuple(given) if isinstance(given, list) and all(isinstance(each, str) for each in given) else ()
