# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A script that a start script sources: the variables that it exports, as far as they are known before it runs.

What is set by a condition, in a loop or by a command is unknown, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .._model.file_values import Place, Value, way
from .shell_words import Unclosed, Word, Words

_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\+?)=(.*)", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ENDS = {"if": "fi", "for": "done", "while": "done", "until": "done", "select": "done", "case": "esac", "{": "}"}
#: Characters of all values that refer to others, and scripts that are sourced: beyond that nothing is known.
LONGEST, MOST = 1 << 20, 100
_JOINS = ("&&", "||", "|", "&")
_DECLARING = ("export", "declare", "typeset", "readonly", "local")
_SOURCING = (".", "source")


class Variables(NamedTuple):
    """``values`` are the exported variables, ``unknown`` the places of those whose value is not known.

    ``unread`` are places where anything may be set: a file that was not read, or a text that the shell refuses.
    """

    values: dict[str, Value]
    unknown: dict[str, Place]
    unread: list[Place]


def source(path: str, texts: Mapping[str, str], inherited: Mapping[str, Value]) -> Variables:
    """Source the script at a path of ``texts`` with the inherited environment."""
    script = _Script(texts, inherited)
    script.run(path, ())
    exported = {name: value for name, value in script.values.items() if name in script.exported}
    unknown = {name: place for name, place in script.unknown.items() if name in script.exported}
    return Variables(exported, unknown, script.unread)


class _Script:
    """The state of the shell."""

    def __init__(self, texts: Mapping[str, str], inherited: Mapping[str, Value]) -> None:
        self._texts = texts
        self.values: dict[str, Value] = dict(inherited)
        self.exported: set[str] = set(inherited)
        self.unknown: dict[str, Place] = {}
        self.unread: list[Place] = []
        self._all = False
        self._room, self._scripts = LONGEST, MOST
        self._open: list[str] = []
        self._joined = self._ended = False

    def _lookup(self, name: str) -> str | None:
        return self.values[name].text if name in self.values else None

    def run(self, path: str, within: tuple[str, ...]) -> None:
        """Read a script command by command, until it returns or ends."""
        command: list[Word] = []
        line = 1
        try:
            for word in Words(self._texts[path], self._lookup, self.unknown):
                line = word.line
                if not word.operator:
                    command.append(word)
                    continue
                self._command(path, command, within)
                self._joined = word.text in _JOINS
                command = []
                if word.text == "(":
                    self._open.append(")")
                elif word.text == ")" and self._open[-1:] == [")"]:
                    self._open.pop()
                if self._ended:
                    return
            self._command(path, command, within)
        except Unclosed as reason:
            line = reason.line
            self.unread.append(Place(path, line))

    @property
    def _sure(self) -> bool:
        """Whether the command runs in any case."""
        return not self._open and not self._joined

    def _command(self, path: str, words: list[Word], within: tuple[str, ...]) -> None:
        words = self._without_keywords(words)
        assigned = 0
        while assigned < len(words) and _ASSIGNMENT.fullmatch(words[assigned].text):
            assigned += 1
        if assigned == len(words):
            self._assign(path, words, False)
            return
        name, arguments = words[assigned].text, words[assigned + 1 :]
        options = [word.plain for word in arguments if word.plain[:1] in ("-", "+")]
        others = [word for word in arguments if word.plain[:1] not in ("-", "+")]
        if name in _DECLARING:
            exports = (name == "export" and "-n" not in options) or any("x" in option for option in options)
            self._assign(path, others, exports)
            if name == "export" and "-n" in options:
                self.exported -= {word.text.partition("=")[0] for word in others}
        elif name == "unset":
            self._unset(path, others)
        elif name == "set":
            self._set([word.plain for word in arguments])
        elif name in _SOURCING and others:
            self._source(path, others[0], within)
        elif name in ("eval", "read"):
            self.unread.append(Place(path, words[assigned].line))
        elif name in ("exit", "return") and self._sure:
            self._ended = True

    def _without_keywords(self, words: list[Word]) -> list[Word]:
        """The command behind ``if``, ``then`` and so on, which open and close blocks."""
        while words:
            keyword = words[0].plain
            if self._open[-1:] == [keyword] and keyword:
                self._open.pop()
            elif keyword in _ENDS:
                self._open.append(_ENDS[keyword])
                if keyword in ("for", "case", "select"):
                    return []
            elif keyword == "function":
                self._open += ["}"] if any(word.plain == "{" for word in words) else []
                return []
            elif keyword not in ("then", "else", "elif", "do", "!", "time"):
                return words
            words = words[1:]
        return words

    def _assign(self, path: str, words: Iterable[Word], exports: bool) -> None:
        for word in words:
            match = _ASSIGNMENT.fullmatch(word.text)
            name, adds, text = match.groups() if match else (word.text, "", None)
            if not _NAME.fullmatch(name):
                continue
            if exports or self._all:
                self.exported.add(name)
            if text is not None:
                self._set_value(name, text, word, Place(path, word.line), bool(adds))

    def _set_value(self, name: str, text: str, word: Word, place: Place, adds: bool) -> None:
        if not word.known or adds or not self._sure or text.startswith("~"):
            self.values.pop(name, None)
            self.unknown[name] = place
            return
        self._room -= len(text) if word.used else 0
        if self._room < 0:
            self.values.pop(name, None)
            self.unknown[name] = place
            return
        self.unknown.pop(name, None)
        self.values[name] = Value(text, way(place, map(self.values.get, word.used)), text)

    def _unset(self, path: str, words: Iterable[Word]) -> None:
        for word in words:
            self.values.pop(word.text, None)
            if self._sure:
                self.unknown.pop(word.text, None)
                self.exported.discard(word.text)
            else:
                self.unknown[word.text] = Place(path, word.line)

    def _set(self, options: list[str]) -> None:
        """``set -a``: every variable that is set from now on is exported."""
        for first, second in zip(options, [*options[1:], ""]):
            if re.fullmatch(r"[-+][a-z]*a[a-z]*", first) or (first in ("-o", "+o") and second == "allexport"):
                self._all = first.startswith("-")

    def _source(self, path: str, named: Word, within: tuple[str, ...]) -> None:
        self._scripts -= 1
        if named.known and named.text in self._texts and self._sure and named.text not in within and self._scripts >= 0:
            self.run(named.text, (*within, path))
            self._ended = False
        else:
            self.unread.append(Place(path, named.line))
