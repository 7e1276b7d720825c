# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML with the line of every value."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from .._model.yaml_nodes import DEEPEST, MERGE, MOST, Marked
from ._file import Unreadable


def documents(text: str) -> list[Marked]:
    """Every document of a text that holds something. Raises ``Unreadable``."""
    found, left = [], [MOST]
    try:
        loader = yaml.SafeLoader(text)
        while loader.check_node():
            node = loader.get_node()
            if node is not None:
                found.append(_marked(loader, node, 0, left))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Unreadable(mark.line + 1 if mark else 1, "it is not valid YAML here") from None
    except RecursionError:
        raise Unreadable(1, "it is nested too deeply") from None
    return [document for document in found if document.value is not None]


def _marked(loader: yaml.SafeLoader, node: yaml.Node, depth: int, left: list[int]) -> Marked:
    line = node.start_mark.line + 1
    left[0] -= 1
    if depth > DEEPEST or left[0] < 0:
        raise Unreadable(line, "it is nested too deeply, or refers to itself")
    if isinstance(node, yaml.MappingNode):
        return Marked(dict(_pairs(loader, node, depth, left)), line)
    if isinstance(node, yaml.SequenceNode):
        return Marked([_marked(loader, item, depth + 1, left) for item in node.value], line)
    try:
        return Marked(loader.construct_object(node, deep=True), line)
    except (yaml.YAMLError, ValueError):
        return Marked(node.value, line)


def _pairs(
    loader: yaml.SafeLoader, node: yaml.MappingNode, depth: int, left: list[int]
) -> Iterator[tuple[str, Marked]]:
    """Keys and values; what ``<<`` merges comes first, so that the mapping's own keys win."""
    for key, value in node.value:
        if key.tag == MERGE:
            for source in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                if isinstance(source, yaml.MappingNode):
                    yield from _marked(loader, source, depth + 1, left).value.items()
    for key, value in node.value:
        if key.tag != MERGE and isinstance(key, yaml.ScalarNode):
            # The line of the key: an empty value has none of its own.
            yield key.value, _marked(loader, value, depth + 1, left)._replace(line=key.start_mark.line + 1)
