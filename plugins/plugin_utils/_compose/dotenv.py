# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Env files (``.env`` and ``env_file``) as Compose reads them: quotes, comments, values of several lines, references.

tests/oracle compares this file with Compose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .interpolation import Interpolation, Lookup, NotInterpolated
from .line_numbers import LineNumbers
from .refused import Refused

_EXPORT = re.compile(r"export\s+")
#: Blanks that do not end a line.
_BLANK = "\t\v\f\r \x85\xa0"
_NAME_CHARACTERS = "_.-[]"
_ESCAPE = re.compile(r"\\(?:([abcfnrtv$\"\\])|0(\d{0,3}))")
_ESCAPED = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "$": "$$",  # for interpolation, which follows
    '"': '"',
    "\\": "\\",
}
_OCTAL = re.compile(r"[0-3][0-7]{2}")


class Assignment(NamedTuple):
    """A variable and its value; ``line`` is where its name is (from 1), ``used`` names what its value refers to.

    ``raw`` is the value before references were replaced.
    """

    name: str
    value: str
    line: int
    used: tuple[str, ...] = ()
    raw: str = ""


def assignments(text: str, outer: Lookup, before: Mapping[str, str] | None = None) -> list[Assignment]:
    """Every variable that the text sets, in its order. Raises ``Refused``.

    A reference gets the value of ``outer``, else what the text set so far, else that of ``before``. A name alone on its
    line takes its value from ``outer``, and is left out where that has none.
    """
    return _Reader(text.removeprefix("\ufeff"), outer, dict(before or {})).read()


def raw_assignments(text: str, outer: Lookup) -> list[Assignment]:
    """The same for a file of the format ``raw``: each value is the rest of its line as it is. Raises ``Refused``."""
    found = []
    for number, whole in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = whole.removesuffix("\r").lstrip()
        name, sign, value = line.partition("=")
        if not line or line.startswith("#"):
            continue
        if not name or any(map(str.isspace, name)):
            raise Refused(number, "a variable's name holds a space" if name else "a line has no name before =")
        given = value if sign else outer(name)
        if given is not None:
            found.append(Assignment(name, given, number, () if sign else (name,), given))
    return found


class _Reader:
    """The text, how far it was read, and what was found."""

    def __init__(self, text: str, outer: Lookup, values: dict[str, str]) -> None:
        self._text, self._at, self._outer, self._values = text, 0, outer, values
        self._lines, self._interpolation = LineNumbers(text), Interpolation()
        self._found: list[Assignment] = []

    def read(self) -> list[Assignment]:
        while self._to_statement():
            begin = self._at
            name, alone = self._name()
            if " " in name:
                raise Refused(self._line(begin), "a variable's name holds a space")
            value, used, raw = (self._outer(name), (name,), "") if alone else self._value()
            if value is not None:
                self._values[name] = value
                self._found.append(Assignment(name, value, self._line(begin), used, raw))
        return self._found

    def _line(self, position: int) -> int:
        return self._lines.at(position)

    def _line_end(self) -> int:
        end = self._text.find("\n", self._at)
        return len(self._text) if end < 0 else end

    def _to_statement(self) -> bool:
        """Skip blanks, empty lines and comments; whether something follows."""
        while True:
            while self._at < len(self._text) and self._text[self._at].isspace():
                self._at += 1
            if self._text[self._at : self._at + 1] != "#":
                return self._at < len(self._text)
            self._at = self._line_end()

    def _skip_blanks(self) -> None:
        while self._at < len(self._text) and self._text[self._at] in _BLANK:
            self._at += 1

    def _name(self) -> tuple[str, bool]:
        """The name, and whether it is alone on its line. The sign is ``=`` or ``:``."""
        if _EXPORT.match(self._text, self._at):
            self._at += len("export")
            self._skip_blanks()
        begin = self._at
        for position in range(begin, len(self._text)):
            character = self._text[position]
            if character in "=:\n":
                self._at = position + 1
                self._skip_blanks()
                return self._text[begin:position].rstrip(), character == "\n"
            if not (character in _BLANK or character in _NAME_CHARACTERS or character.isalnum()):
                raise Refused(self._line(position), f"{character!r} cannot be in a variable's name")
        # Compose takes a last line without a sign as the value of a variable without a name.
        return "", False

    def _value(self) -> tuple[str, tuple[str, ...], str]:
        """The value, the names that it refers to, and its text before they were replaced."""
        begin, quote = self._at, self._text[self._at : self._at + 1]
        if quote == "'":
            text = self._quoted(quote)
            return text, (), text
        if quote == '"':
            return self._replaced(_ESCAPE.sub(_escaped, self._quoted(quote)), begin)
        end = self._line_end()
        self._at = end + 1
        return self._replaced(self._text[begin:end].split(" #", 1)[0].rstrip(), begin)

    def _quoted(self, quote: str) -> str:
        """What is between the quotes, on one line or more; a quote after a backslash is part of the value."""
        value: list[str] = []
        position = self._at + 1
        while position < len(self._text):
            character = self._text[position]
            if character == quote:
                self._at = position + 1
                return "".join(value)
            if character == "\\":
                position += 1
                following = self._text[position : position + 1]
                character = following if following == quote else character + following
            value.append(character)
            position += 1
        raise Refused(self._line(self._at), "a quote is not closed")

    def _replaced(self, text: str, begin: int) -> tuple[str, tuple[str, ...], str]:
        def lookup(name: str) -> str | None:
            value = self._outer(name)
            return self._values.get(name) if value is None else value

        try:
            return (*self._interpolation.replaced(text, lookup), text)
        except NotInterpolated as error:
            raise Refused(self._line(begin), str(error)) from None


def _escaped(match: re.Match[str]) -> str:
    letter, octal = match.groups()
    if letter is not None:
        return _ESCAPED.get(letter, match[0])
    return chr(int(octal, 8)) if _OCTAL.fullmatch(octal) else match[0]
