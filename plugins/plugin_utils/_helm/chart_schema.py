# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the schema of a version of OpenMetadata's chart takes, as a tree of keys."""

from __future__ import annotations

import functools
from typing import NamedTuple

from . import chart_keys

#: Every public version of the chart, in order.
VERSIONS = tuple(chart_keys.VERSIONS.split())
#: The name of the items of a list.
ITEMS = "[]"
NEWEST = VERSIONS[-1]


class Node(NamedTuple):
    """A key of the chart's values: the types of its value, and what else limits it.

    ``keys`` are the keys below a mapping, and ``[]`` for the items of a list; ``closed`` takes no others. ``unset`` has
    no default in the chart. ``choices`` are empty where any value counts.
    """

    types: frozenset[str]
    keys: dict[str, Node]
    closed: bool = False
    choices: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    least: int = 0
    unset: bool = False


def number(version: str) -> tuple[int, ...]:
    """A version as numbers, to compare; a line such as ``1.12`` comes after all its versions."""
    parts = tuple(int(part) for part in version.split("."))
    return parts if len(parts) > 2 else (*parts, 10_000)


def known(version: str | None) -> tuple[str, ...]:
    """The known charts that a version may be like.

    The chart itself; for one in between its two neighbours, of which either may be right; for a newer one the newest;
    without a version, and for one that is older than all, every chart.
    """
    if version is None or number(version) < number(VERSIONS[0]):
        return VERSIONS
    if version in VERSIONS:
        return (version,)
    before = [each for each in VERSIONS if number(each) < number(version)]
    after = [each for each in VERSIONS if number(each) > number(version)]
    return tuple(before[-1:] + after[:1])


def is_newer(version: str | None) -> bool:
    """Whether a version is newer than every known chart."""
    return version is not None and number(version) > number(NEWEST) and not NEWEST.startswith(version + ".")


@functools.cache
def of(versions: tuple[str, ...]) -> Node:
    """The values of these charts: what one of them takes is taken."""
    indexes = frozenset(VERSIONS.index(version) for version in versions)
    root = Node(frozenset(["object"]), {})
    way = [root]
    for line in chart_keys.KEYS.splitlines():
        depth = len(line) - len(line.lstrip(" "))
        name, *words = line.split()
        del way[depth + 1 :]
        if len(way) == depth + 1 and _counts(words, indexes):
            below = way[depth].keys
            below[name] = _either(below[name], _node(words)) if name in below else _node(words)
        if len(way) == depth + 1 and name in way[depth].keys:
            way.append(way[depth].keys[name])
    return root


@functools.cache
def since(path: tuple[str, ...]) -> str:
    """The first known chart that has a key. ``KeyError`` where none has."""
    for version in VERSIONS:
        if has(of((version,)), path):
            return version
    raise KeyError(".".join(path))


def has(node: Node, path: tuple[str, ...]) -> bool:
    """Whether a key is below a node."""
    for name in path:
        if name not in node.keys:
            return False
        node = node.keys[name]
    return True


def _counts(words: list[str], indexes: frozenset[int]) -> bool:
    span = next((word[1:] for word in words if word[0] == "@"), "-")
    return any(_within(run, indexes) for run in span.split(","))


def _within(run: str, indexes: frozenset[int]) -> bool:
    first, dash, last = run.partition("-")
    begin = VERSIONS.index(first) if first else 0
    end = VERSIONS.index(last) if last else len(VERSIONS) - 1 if dash else begin
    return any(begin <= index <= end for index in indexes)


def _node(words: list[str]) -> Node:
    marks = {word[0]: word[1:] for word in words[1:]}
    kinds = words[0].replace("open", "object").replace("closed", "object")
    return Node(
        frozenset(kinds.split("|")),
        {},
        words[0] == "closed",
        tuple(marks["="].split(",")) if "=" in marks else (),
        tuple(marks["!"].split(",")) if "!" in marks else (),
        int(marks.get(">", 0)),
        "unset" in words,
    )


def _either(one: Node, other: Node) -> Node:
    """A node that takes what one of two takes."""
    every = not (one.choices and other.choices)
    return Node(
        one.types | other.types,
        one.keys,
        one.closed and other.closed,
        () if every else tuple(dict.fromkeys([*one.choices, *other.choices])),
        tuple(name for name in one.required if name in other.required),
        min(one.least, other.least),
        one.unset and other.unset,
    )
