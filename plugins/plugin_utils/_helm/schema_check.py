# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values against the schema of a chart, as Helm checks them after it has merged them into the chart's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from .._model.yaml_nodes import Marked
from .chart_schema import ITEMS, Node

#: Names of types in texts.
IN_WORDS = {
    "null": "null",
    "boolean": "a boolean",
    "integer": "a whole number",
    "number": "a number",
    "string": "a text",
    "array": "a list",
    "object": "a dictionary",
}


class Refusal(NamedTuple):
    """A value that the schema refuses: its path, what it is, why (``unknown``, ``type``, ...), and what holds there.

    ``name`` is the key that is missing.
    """

    path: tuple[str, ...]
    given: Marked
    why: str
    node: Node
    name: str = ""


def refusals(values: Marked, root: Node) -> Iterator[Refusal]:
    """Everything that the schema refuses in merged values, in their order."""
    yield from _check(values, root, (), False)


def type_of(value: Any) -> str:
    """The name that JSON Schema has for the type of a value; a number without a fraction is an integer."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer" if isinstance(value, int) or value.is_integer() else "number"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"


def _check(given: Marked, node: Node, path: tuple[str, ...], in_list: bool) -> Iterator[Refusal]:
    kind = type_of(given.value)
    if kind not in node.types and not (kind == "integer" and "number" in node.types):
        yield Refusal(path, given, "type", node)
    elif kind == "object":
        yield from _mapping(given, node, path, in_list)
    elif kind == "array":
        if len(given.value) < node.least:
            yield Refusal(path, given, "too_few", node)
        for index, item in enumerate(given.value if ITEMS in node.keys else ()):
            yield from _check(item, node.keys[ITEMS], (*path, str(index)), True)
    elif node.choices and given.value not in node.choices:
        yield Refusal(path, given, "choice", node)


def _mapping(given: Marked, node: Node, path: tuple[str, ...], in_list: bool) -> Iterator[Refusal]:
    for name in node.required:
        if name not in given.value:
            yield Refusal(path, given, "missing", node, name)
    for name, below in given.value.items():
        child = node.keys.get(name)
        if child is None:
            if node.closed:
                yield Refusal((*path, name), below, "unknown", node)
        # Null removes a default, so that nothing is left to be checked.
        elif below.value is not None or child.unset or in_list:
            yield from _check(below, child, (*path, name), in_list)
