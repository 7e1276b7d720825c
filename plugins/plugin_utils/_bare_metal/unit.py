# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A systemd unit with its drop-ins: the environment that it sets, and the files that it reads one from.

tests/oracle compares this file with systemd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .._model.file_values import Place

_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|(.))", re.DOTALL)
_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "s": " "}
#: A specifier, such as %h, whose value only systemd knows.
_SPECIFIER = re.compile(r"%([a-zA-Z%])")


class Setting(NamedTuple):
    """A text of a unit and its place; ``text`` is ``None`` where only systemd knows it."""

    text: str | None
    place: Place


class Unit(NamedTuple):
    """What a unit does to the environment of its process.

    ``files`` are paths in their order, ``optional`` those of them that may be missing; ``command`` is the last
    ``ExecStart=``.
    """

    environment: dict[str, Setting]
    files: list[Setting]
    optional: frozenset[str]
    unset: frozenset[str]
    command: str


def read(texts: Sequence[tuple[str, str]]) -> Unit:
    """Read a unit. ``texts`` are (path, text) of the unit itself and then of its drop-ins, in systemd's order."""
    environment: dict[str, Setting] = {}
    files: list[Setting] = []
    optional: set[str] = set()
    unset: set[str] = set()
    command = ""
    for path, text in texts:
        for key, value, line in _settings(text):
            place = Place(path, line)
            if key == "Environment" and not value:
                environment = {}
            elif key == "Environment":
                environment.update(_assigned(value, place))
            elif key == "EnvironmentFile" and not value:
                files = []
            elif key == "EnvironmentFile":
                name = _expanded(value.removeprefix("-"))
                files.append(Setting(name, place))
                optional |= {name} if name is not None and value.startswith("-") else set()
            elif key == "UnsetEnvironment":
                unset = {*unset, *words(value)} if value else set()
            elif key == "ExecStart":
                command = value
    return Unit(environment, files, frozenset(optional), frozenset(unset), command)


def _settings(text: str) -> Iterator[tuple[str, str, int]]:
    """(key, value, line) of every setting of the section [Service], with continued lines joined by a blank."""
    section, whole, begin = "", "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith(("#", ";")) or (not whole and not line.strip()):
            continue
        begin = begin if whole else number
        if line.endswith("\\"):
            whole += line[:-1] + " "
            continue
        whole, full = "", (whole + line).strip()
        if full.startswith("[") and full.endswith("]"):
            section = full[1:-1]
        elif section == "Service" and "=" in full:
            key, _sign, value = full.partition("=")
            yield key.strip(), value.strip(), begin


def _assigned(value: str, place: Place) -> Iterator[tuple[str, Setting]]:
    for word in words(value):
        match = _ASSIGNMENT.fullmatch(word)
        if match:
            yield match.group(1), Setting(_expanded(match.group(2)), place)


def _expanded(text: str) -> str | None:
    """With %% as one percent sign; ``None`` where another specifier is in the text."""
    found = {match.group(1) for match in _SPECIFIER.finditer(text)}
    return text.replace("%%", "%") if found <= {"%"} else None


def words(text: str) -> list[str]:
    """The words of a setting: quotes at any place in a word, escapes as in C. An open quote ends the list."""
    found: list[str] = []
    word, quote, position = "", "", 0
    inside = False
    while position < len(text):
        character = text[position]
        escape = _ESCAPE.match(text, position) if character == "\\" else None
        if escape:
            word, inside, position = word + _unescaped(escape), True, escape.end()
            continue
        position += 1
        if quote:
            quote, word = ("", word) if character == quote else (quote, word + character)
        elif character in "'\"":
            quote, inside = character, True
        elif character in " \t\n":
            found += [word] if inside else []
            word, inside = "", False
        else:
            word, inside = word + character, True
    return found + ([word] if inside and not quote else [])


def _unescaped(match: re.Match[str]) -> str:
    short, middle, long, octal, letter = match.groups()
    number = short or middle or long
    if number:
        return chr(int(number, 16)) if int(number, 16) < 0x110000 else match[0]
    if octal:
        return chr(int(octal, 8))
    return _LETTERS.get(letter, letter if letter in "\\\"'" else match[0])
