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

#: References in one text, how deep their defaults may be nested, and characters of a text with all values put in.
MOST, DEEPEST, LONGEST = 1000, 50, 1 << 20
_NAME = r"[_A-Za-z][_A-Za-z0-9]*"
#: A default ends at the last brace of its line; ``_first_end`` then finds where its own reference ends.
_REFERENCE = re.compile(
    r"\$(?:(?P<dollar>\$)"
    rf"|(?P<plain>{_NAME})"
    rf"|\{{(?:(?P<name>{_NAME})(?:(?P<sign>:?[-+?])(?P<word>.*))?\}}|(?P<open>)))"
)


class NotInterpolated(ValueError):
    """Why a text cannot be interpolated, without a value."""


class Interpolation:
    """The texts of one reader, which together may not become longer than ``LONGEST``."""

    def __init__(self) -> None:
        self._room = LONGEST

    def replaced(self, text: str, lookup: Lookup) -> tuple[str, tuple[str, ...]]:
        """The text with every reference replaced, and the variables that it asked for; one that is not set is empty.

        Raises ``NotInterpolated``.
        """
        used: dict[str, None] = {}

        def noted(name: str) -> str | None:
            used[name] = None
            return lookup(name)

        value = _interpolate(text, noted, 0)
        self._room -= len(value) if used else 0
        if self._room < 0:
            raise _too_long()
        return value, tuple(used)


def _too_long() -> NotInterpolated:
    return NotInterpolated("its references to variables are too many, or become too long")


def _interpolate(text: str, lookup: Lookup, depth: int) -> str:
    if depth > DEEPEST or text.count("$") > MOST:
        raise _too_long()
    parts, position, length = [], 0, 0
    while match := _REFERENCE.search(text, position):
        value, end = _replacement(match, lookup, depth)
        parts += [text[position : match.start()], value]
        position = match.start() + end
        length += len(value)
        if length > LONGEST:
            raise _too_long()
    return "".join([*parts, text[position:]])


def _replacement(match: re.Match[str], lookup: Lookup, depth: int) -> tuple[str, int]:
    """The value of a reference, and how long the reference is."""
    whole = match[0]
    if match["dollar"]:
        return "$", len(whole)
    if match["open"] is not None:
        raise NotInterpolated("a reference ${...} has no name or no end on this line; write $$ for a dollar sign")
    if not match["sign"]:
        return lookup(match["plain"] or match["name"]) or "", len(whole)
    end = _first_end(whole)
    own = _REFERENCE.fullmatch(whole[:end]) or match
    return _by_sign(own, lookup, depth + 1), end


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


def _by_sign(match: re.Match[str], lookup: Lookup, depth: int) -> str:
    value = lookup(match["name"])
    # With a colon an empty value counts as one that is not set.
    there = bool(value) if match["sign"].startswith(":") else value is not None
    kind = match["sign"][-1]
    if kind == "+":
        return _interpolate(match["word"], lookup, depth) if there else value or ""
    if there:
        return value or ""
    if kind == "?":
        raise NotInterpolated("{0} is required with ${{{0}:?...}}, and is not set".format(match["name"]))
    return _interpolate(match["word"], lookup, depth)
