# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of ``EnvironmentFile=`` as systemd reads it: quotes, escapes, continued lines, comments.

tests/oracle compares this file with systemd.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .._compose.line_numbers import LineNumbers

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BLANK, _END = " \t\n\r", "\n\r"
#: What a backslash takes its meaning from within double quotes.
_ESCAPED = '"\\`$'


class Assignment(NamedTuple):
    """A variable, its value, and the line (from 1) of its name."""

    name: str
    value: str
    line: int


def assignments(text: str) -> list[Assignment]:
    """Every variable that the text sets, in its order; the last one of a name counts.

    systemd leaves out what is not the name of a variable, such as ``export A``.
    """
    return [found for found in _Reader(text.removeprefix("\ufeff")).read() if _NAME.fullmatch(found.name)]


class _Reader:
    """The text and how far it was read."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._lines = text, 0, LineNumbers(text)

    def read(self) -> Iterator[Assignment]:
        while self._to_name():
            line = self._lines.at(self._at)
            name = self._until(lambda character: character == "=" or character in _END)
            if self._at < len(self._text) and self._text[self._at] == "=":
                self._at += 1
                yield Assignment(name.rstrip(_BLANK), self._value(), line)

    def _until(self, ends: Callable[[str], bool]) -> str:
        begin = self._at
        while self._at < len(self._text) and not ends(self._text[self._at]):
            self._at += 1
        return self._text[begin : self._at]

    def _to_name(self) -> bool:
        """Skip blanks and comments; whether something follows."""
        while True:
            self._until(lambda character: character not in _BLANK)
            if self._at >= len(self._text) or self._text[self._at] not in "#;":
                return self._at < len(self._text)
            self._until(lambda character: character in _END)

    def _value(self) -> str:
        """The value up to the end of its line. Quotes count at its beginning, and right after other quotes."""
        value = ""
        while self._at < len(self._text):
            character = self._text[self._at]
            if character in _END:
                self._at += 1
                break
            if character in "'\"":
                value += self._quoted(character)
            elif character in _BLANK:
                self._at += 1
            else:
                return value + self._plain()
        return value

    def _quoted(self, quote: str) -> str:
        self._at += 1
        value = ""
        while self._at < len(self._text):
            character = self._text[self._at]
            self._at += 1
            if character == quote:
                break
            if character == "\\" and quote == '"':
                following = self._text[self._at : self._at + 1]
                self._at += 1
                character = following if following in _ESCAPED else "" if following == "\n" else character + following
            value += character
        return value

    def _plain(self) -> str:
        """What is outside quotes: a backslash takes the next character as it is, and joins lines."""
        value, kept = "", 0
        while self._at < len(self._text) and self._text[self._at] not in _END:
            character = self._text[self._at]
            self._at += 1
            if character == "\\":
                following = self._text[self._at : self._at + 1]
                self._at += 1
                value += "" if following in _END else following
                kept = len(value)
            else:
                value += character
        self._at += 1
        return value[:kept] + value[kept:].rstrip(_BLANK)
