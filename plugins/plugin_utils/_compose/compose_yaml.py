# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The YAML of Compose files, with the line of every value, resolved as Compose's library for YAML does it.

``yes`` and ``on`` are text there, a number keeps its value and not its spelling, and a key that is there twice is
refused.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from .._model.yaml_nodes import DEEPEST, FLOAT, MERGE, MOST, is_plain
from .refused import Refused

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9][0-9]*)")
#: A number that no type of Go holds is a text.
LONGEST_NUMBER = 300
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


class Marked(NamedTuple):
    """A value, its line (from 1) and a tag such as ``!reset``; a mapping is {key: Marked}, a sequence [Marked]."""

    value: Any
    line: int
    tag: str = ""


def document(text: str) -> Marked:
    """The first document of a text. Raises ``Refused``."""
    try:
        node = next(iter(yaml.compose_all(text, Loader=yaml.SafeLoader)), None)
        return Marked(None, 1) if node is None else _marked(node, 0, [MOST])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Refused(mark.line + 1 if mark else 1, "the text is not valid YAML here") from None
    except RecursionError:
        raise Refused(1, "the text is nested too deeply") from None


def _marked(node: yaml.Node, depth: int, left: list[int]) -> Marked:
    line = node.start_mark.line + 1
    tag = node.tag if node.tag.startswith("!") and node.tag != "!" else ""
    left[0] -= 1
    if depth > DEEPEST or left[0] < 0:
        raise Refused(line, "the text is nested too deeply, or refers to itself")
    if isinstance(node, yaml.MappingNode):
        return Marked(_mapping(node, depth, left), line, tag)
    if isinstance(node, yaml.SequenceNode):
        return Marked([_marked(item, depth + 1, left) for item in node.value], line, tag)
    return Marked(resolved(node.value) if is_plain(node) else node.value, line, tag)


def _mapping(node: yaml.MappingNode, depth: int, left: list[int]) -> dict[str, Marked]:
    """Keys and values; a key of its own wins over a merged one, and of several merged mappings the first."""
    own: dict[str, Marked] = {}
    merged: dict[str, Marked] = {}
    for key, value in node.value:
        if key.tag == MERGE:
            for source in _sources(value):
                for name, item in _mapping(source, depth + 1, left).items():
                    merged.setdefault(name, item)
            continue
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise Refused(line, "a key is not a text")
        if key.value in own:
            raise Refused(line, f"{key.value} is there a second time, after line {own[key.value].line}")
        # The line of the key: an empty value has none of its own.
        own[key.value] = _marked(value, depth + 1, left)._replace(line=line)
    return {**merged, **own}


def _sources(value: yaml.Node) -> Iterator[yaml.MappingNode]:
    for source in value.value if isinstance(value, yaml.SequenceNode) else [value]:
        if not isinstance(source, yaml.MappingNode):
            raise Refused(value.start_mark.line + 1, "<< takes a mapping, or a list of mappings")
        yield source


def resolved(text: str) -> Any:
    """A plain scalar in its type: nothing, boolean, number or text."""
    if text in _WORDS:
        return _WORDS[text]
    if _DATE.fullmatch(text):
        return _date(text)
    number = text.replace("_", "") if text[0] in "+-.0123456789" and len(text) <= LONGEST_NUMBER else ""
    if _WHOLE.fullmatch(number):
        return _whole(number)
    found = float(number) if FLOAT.fullmatch(number) else math.inf
    return found if math.isfinite(found) else text


def _date(text: str) -> str:
    """A plain date becomes a time of day in the container's environment."""
    try:
        return f"{datetime.date(*map(int, text.split('-')))} 00:00:00 +0000 UTC"
    except ValueError:  # there is no such day
        return text


def _whole(number: str) -> int:
    sign, digits = (-1 if number[0] == "-" else 1), number.lstrip("+-").lower()
    for prefix, base in (("0x", 16), ("0b", 2), ("0o", 8)):
        if digits.startswith(prefix):
            return sign * int(digits[2:] or "0", base)
    return sign * int(digits, 8 if digits.startswith("0") else 10)


def as_text(value: Any) -> str | None:
    """A value of ``environment`` as the container gets it; ``None`` when the value is to be taken over."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return _float_text(value) if isinstance(value, float) else str(value)


def _float_text(value: float) -> str:
    """Without an exponent from 0.0001 up to 1e21, else with one of at least two digits."""
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    mantissa, exponent, power = f"{value!r}".partition("e")
    if exponent or abs(value) >= 1e21:
        return f"{mantissa}e{int(power):+03d}"
    return mantissa
