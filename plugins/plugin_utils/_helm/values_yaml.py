# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The YAML of values files as Helm reads it, with the file and line of every value.

``yes``, ``y`` and ``on`` are booleans there, ``0o17`` is a number, a date is a text, and of a key that is there twice
the last one counts. Only the first document of a file is read.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from .._model.yaml_nodes import DEEPEST, FLOAT, MERGE, MOST, Marked, is_plain

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))")


def read(text: str, path: str) -> Marked:
    """The values of a file. ``ValueError`` says why it has none, and never holds its content."""
    try:
        node = next(iter(yaml.compose_all(text, Loader=yaml.SafeLoader)), None)
        found = Marked({}, 1, path) if node is None else _marked(node, path, 0, [MOST])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ValueError("it is not valid YAML" + (f" (line {mark.line + 1})" if mark else "")) from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if found.value is None:
        return Marked({}, 1, path)
    if not isinstance(found.value, dict):
        raise ValueError("it is not a dictionary")
    return found


def plain(given: Marked) -> Any:
    """The values alone."""
    if isinstance(given.value, dict):
        return {name: plain(below) for name, below in given.value.items()}
    return [plain(below) for below in given.value] if isinstance(given.value, list) else given.value


def marked(value: Any, path: str) -> Marked:
    """Plain values as if they came from a file."""
    if isinstance(value, dict):
        return Marked({name: marked(below, path) for name, below in value.items()}, 0, path)
    return Marked([marked(below, path) for below in value] if isinstance(value, list) else value, 0, path)


def merged(*trees: Marked) -> Marked:
    """As Helm merges values files: mappings are merged, anything else is replaced, null stays."""
    result = Marked({}, 1)
    for tree in trees:
        result = _merged(result, tree)
    return result


def _merged(one: Marked, other: Marked) -> Marked:
    if not isinstance(one.value, dict) or not isinstance(other.value, dict):
        return other
    found = dict(one.value)
    for name, below in other.value.items():
        found[name] = _merged(found[name], below) if name in found else below
    return other._replace(value=found)


def _marked(node: yaml.Node, path: str, depth: int, left: list[int]) -> Marked:
    line = node.start_mark.line + 1
    left[0] -= 1
    if depth > DEEPEST or left[0] < 0:
        raise ValueError(f"it is nested too deeply, or refers to itself (line {line})")
    if isinstance(node, yaml.MappingNode):
        return Marked(_mapping(node, path, depth, left), line, path)
    if isinstance(node, yaml.SequenceNode):
        return Marked([_marked(item, path, depth + 1, left) for item in node.value], line, path)
    return Marked(resolved(node.value) if is_plain(node) else node.value, line, path)


def _mapping(node: yaml.MappingNode, path: str, depth: int, left: list[int]) -> dict[str, Marked]:
    found: dict[str, Marked] = {}
    for key, value in node.value:
        if key.tag == MERGE:
            sources = reversed(value.value) if isinstance(value, yaml.SequenceNode) else [value]
            for source in sources:
                if not isinstance(source, yaml.MappingNode):
                    raise ValueError(f"<< takes a mapping, or a list of mappings (line {value.start_mark.line + 1})")
                found.update(_mapping(source, path, depth + 1, left))
            continue
        if not isinstance(key, yaml.ScalarNode):
            raise ValueError(f"a key is not a text (line {key.start_mark.line + 1})")
        # The line of the key: an empty value has none of its own.
        found[_name(key)] = _marked(value, path, depth + 1, left)._replace(line=key.start_mark.line + 1)
    return found


def _name(key: yaml.ScalarNode) -> str:
    """A key as text; a boolean is one too."""
    value = resolved(key.value) if is_plain(key) else key.value
    return str(value).lower() if isinstance(value, bool) else str(key.value)


def resolved(text: str) -> Any:
    """A plain scalar in its type: nothing, boolean, number or text."""
    if text in _WORDS:
        return _WORDS[text]
    number = text.replace("_", "") if text[0] in "+-.0123456789" else ""
    whole = _WHOLE.fullmatch(number)
    if whole:
        sign, *digits = whole.groups()
        base, found = next((base, each) for base, each in zip((16, 2, 8, 10), digits) if each is not None)
        return int(sign + found, base)
    return float(number) if FLOAT.fullmatch(number) else text
