# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""References to variables as Compose replaces them, in Compose files and env files: ``$NAME``, ``${NAME:-default}``.

tests/oracle compares this file with Compose. How nested and missing braces are read is Compose's own behavior.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: The value of a variable, ``None`` where it is not set.
Lookup = Callable[[str], "str | None"]

_NAME = r"[_A-Za-z][_A-Za-z0-9]*"
#: A default ends at the last brace of its line; ``_first_end`` then finds where its own reference ends.
_REFERENCE = re.compile(
    r"\$(?:(?P<dollar>\$)"
    rf"|(?P<plain>{_NAME})"
    rf"|\{{(?:(?P<name>{_NAME})(?:(?P<sign>:?[-+?])(?P<word>.*))?\}}|(?P<open>)))"
)


class InvalidReference(ValueError):
    """``${`` without a name, or without its end on the same line."""


class MissingValue(ValueError):
    """A variable that ``${NAME:?message}`` requires is not set; the text is its name."""


def interpolate(text: str, lookup: Lookup) -> str:
    """The text with every reference replaced; a variable that is not set is empty. Raises the errors above."""
    parts, position = [], 0
    for match in _REFERENCE.finditer(text):
        parts += [text[position : match.start()], _replacement(match, lookup)]
        position = match.end()
    return "".join([*parts, text[position:]])


def _replacement(match: re.Match[str], lookup: Lookup) -> str:
    if match["dollar"]:
        return "$"
    if match["open"] is not None:
        raise InvalidReference
    if not match["sign"]:
        return lookup(match["plain"] or match["name"]) or ""
    whole = match[0]
    end = _first_end(whole)
    own = _REFERENCE.fullmatch(whole[:end]) or match
    return _by_sign(own, lookup) + interpolate(whole[end:], lookup)


def _first_end(reference: str) -> int:
    """Where the reference ends. A character right after an opening brace is never counted as a brace."""
    depth = position = 0
    while position < len(reference):
        if reference[position] == "}":
            depth -= 1
            if not depth:
                return position + 1
        elif reference[position] == "{":
            depth += 1
            position += 1
        position += 1
    return len(reference)


def _by_sign(match: re.Match[str], lookup: Lookup) -> str:
    value = lookup(match["name"])
    # With a colon an empty value counts as one that is not set.
    there = bool(value) if match["sign"].startswith(":") else value is not None
    kind = match["sign"][-1]
    if kind == "+":
        return interpolate(match["word"], lookup) if there else value or ""
    if there:
        return value or ""
    if kind == "?":
        raise MissingValue(match["name"])
    return interpolate(match["word"], lookup)
