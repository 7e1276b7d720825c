# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a shell script, with what is known of their values before the script runs.

tests/oracle compares this file with shells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from typing import NamedTuple

from .._compose.line_numbers import LineNumbers

#: The value of a variable, ``None`` where it is not set.
Lookup = Callable[[str], "str | None"]
_PARAMETER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_BRACED = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+=])((?:[^\\}$`'\"])*))?\}")
_BLANK, _OPERATORS = " \t", "\n;&|()<>"
_DOUBLE = ("&&", "||", "<<", ";;")


class Unclosed(ValueError):
    """A quote or a substitution is not closed; ``line`` (from 1) is where it begins."""

    def __init__(self, line: int) -> None:
        super().__init__("a quote is not closed")
        self.line = line


class Word(NamedTuple):
    """A word, or an operator such as ``;``.

    ``text`` is its value without quotes, ``known`` whether that is all of it, ``used`` the variables that it refers
    to, ``plain`` its text when it has neither quotes nor references. ``line`` counts from 1.
    """

    text: str
    line: int
    known: bool = True
    used: tuple[str, ...] = ()
    plain: str = ""
    operator: bool = False


class Words:
    """The words of a text one by one. ``lookup`` is asked when a word is read, so that earlier commands count.

    ``unknown`` are variables that may have any value.
    """

    def __init__(self, text: str, lookup: Lookup, unknown: Container[str]) -> None:
        self._text, self._lookup, self._unknown, self._at = text, lookup, unknown, 0
        self._lines = LineNumbers(text)
        self._documents: list[str] = []

    def __iter__(self) -> Iterator[Word]:
        """Every word and operator. Raises ``Unclosed``."""
        while self._skip():
            character = self._text[self._at]
            line = self._line(self._at)
            if character not in _OPERATORS:
                yield self._word()
                continue
            operator = next(
                (two for two in ("&&", "||", "<<", ";;") if self._text.startswith(two, self._at)), character
            )
            self._at += len(operator)
            if operator == "<<":
                self._document()
            elif operator == "\n":
                self._skip_documents()
            yield Word(operator, line, operator=True)

    def _line(self, position: int) -> int:
        return self._lines.at(position)

    def _skip(self) -> bool:
        """Skip blanks, joined lines and comments; whether something follows."""
        while self._at < len(self._text):
            if self._text.startswith("\\\n", self._at):
                self._at += 2
            elif self._text[self._at] in _BLANK:
                self._at += 1
            elif self._text[self._at] == "#":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            else:
                return True
        return False

    def _document(self) -> None:
        """``<<END``: its lines follow the current one."""
        self._at += self._text.startswith("-", self._at)
        if self._skip():
            self._documents.append(self._word().text)

    def _skip_documents(self) -> None:
        for end in self._documents:
            while self._at < len(self._text):
                end_of_line = self._text.find("\n", self._at)
                end_of_line = len(self._text) if end_of_line < 0 else end_of_line
                line, self._at = self._text[self._at : end_of_line], min(end_of_line + 1, len(self._text))
                if line.strip("\t") == end:
                    break
        self._documents = []

    def _word(self) -> Word:
        begin = self._at
        parts: list[str] = []
        used: dict[str, None] = {}
        known = plain = True
        while self._at < len(self._text) and self._text[self._at] not in _BLANK + _OPERATORS:
            character = self._text[self._at]
            plain = plain and character not in "\\'\"$`"
            if character == "'":
                parts.append(self._single())
            elif character == '"':
                known = self._double(parts, used) and known
            elif character in "$`":
                known = self._reference(parts, used) and known
            else:
                parts.append(self._plain())
        text = "".join(parts)
        return Word(text, self._line(begin), known, tuple(used), text if plain else "")

    def _plain(self) -> str:
        """One character, or the one behind a backslash."""
        if self._text[self._at] != "\\":
            self._at += 1
            return self._text[self._at - 1]
        self._at += 2
        following = self._text[self._at - 1 : self._at]
        return "" if following == "\n" else following

    def _single(self) -> str:
        end = self._text.find("'", self._at + 1)
        if end < 0:
            raise Unclosed(self._line(self._at))
        begin, self._at = self._at + 1, end + 1
        return self._text[begin:end]

    def _double(self, parts: list[str], used: dict[str, None]) -> bool:
        begin, known = self._at, True
        self._at += 1
        while self._at < len(self._text):
            character = self._text[self._at]
            if character == '"':
                self._at += 1
                return known
            if character in "$`":
                known = self._reference(parts, used) and known
            elif character == "\\" and self._text[self._at + 1 : self._at + 2] not in ("$", "`", '"', "\\", "\n"):
                parts.append(character)
                self._at += 1
            else:
                parts.append(self._plain())
        raise Unclosed(self._line(begin))

    def _reference(self, parts: list[str], used: dict[str, None]) -> bool:
        """``$NAME``, ``${NAME:-word}``; of a command in the text nothing is known. Whether the value is."""
        begin = self._at
        if self._text[begin] == "`":
            return self._past("`", begin)
        self._at += 1
        if self._text.startswith("(", self._at):
            return self._past(")", begin, "(")
        if self._text.startswith("{", self._at):
            match = _BRACED.match(self._text, self._at + 1)
            if match is None:
                return self._past("}", begin, "{")
            self._at = match.end()
            return self._put(parts, used, match.group(1), match.group(2) or "", match.group(3) or "")
        parameter = _PARAMETER.match(self._text, self._at)
        if parameter is None:
            following = self._text[self._at : self._at + 1]
            parts.append("$")
            return following not in ("'", '"')  # texts of bash with escapes, or translated ones
        self._at = parameter.end()
        return self._put(parts, used, parameter.group(), "", "")

    def _put(self, parts: list[str], used: dict[str, None], name: str, sign: str, word: str) -> bool:
        used[name] = None
        value = self._lookup(name)
        there = bool(value) if sign.startswith(":") else value is not None
        if sign.endswith("+"):
            parts.append(word if there else "")
        elif there or not sign:
            parts.append(value or "")
        else:
            parts.append(word)
        return name not in self._unknown and (value is not None or bool(sign))

    def _past_quoted(self, quote: str) -> None:
        if quote == "'":
            self._single()
        else:
            self._double([], {})

    def _past(self, end: str, begin: int, opening: str = "") -> bool:
        """Skip a command or an expression, quotes within it included."""
        depth = 0
        self._at = begin + 1
        while self._at < len(self._text):
            character = self._text[self._at]
            self._at += 2 if character == "\\" else 1
            if character in "'\"" and opening:
                self._at -= 1
                self._past_quoted(character)
            elif character == opening:
                depth += 1
            elif character == end:
                depth -= 1
                if depth <= 0:
                    return False
        raise Unclosed(self._line(begin))
