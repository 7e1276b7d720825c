# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about files that exist already: a text goes in, findings with file and line come out. Nothing is read here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from .._model.file_values import Place
from .._model.findings import Finding
from .._register import Entry, Problem, at, entry_of
from .._register._consequences import WRITTEN_IN_FILES, Found, primary
from ._rule import counts


class Context(NamedTuple):
    """What is known beside the text; every part may be left out, and rules that need it then find nothing.

    ``provider`` is OpenMetadata's name of the provider that is wanted, ``variables`` the wanted values by variable,
    ``dialect`` what reads a file of NAME=VALUE lines: ``shell``, ``systemd`` or ``compose``, ``referenced`` the
    variables that other files of the host refer to.
    """

    release: str | None = None
    provider: str | None = None
    deployment: str | None = None
    variables: Mapping[str, Any] = {}
    dialect: str | None = None
    referenced: frozenset[str] = frozenset()


Check = Callable[[Any, Context], Iterable[Problem]]


class FileRule(NamedTuple):
    """A check of one kind of file. It is given what the reader of the kind makes of the text."""

    entry: Entry
    kind: str
    check: Check

    @property
    def id(self) -> str:
        """The id in the register."""
        return self.entry.id


class Unreadable(ValueError):
    """The file is not of its kind: the number of the line, and the reason."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


NOTHING_KNOWN = Context()

FILE_RULES: list[FileRule] = []
READERS: dict[str, Callable[[str], Any]] = {}


def file_rule(rule_id: str, kind: str) -> Callable[[Check], Check]:
    """Add the check of an id of the register for one kind of file. ``LookupError`` for an unknown id."""
    entry = entry_of(rule_id, "files")

    def register(check: Check) -> Check:
        FILE_RULES.append(FileRule(entry, kind, check))
        return check

    return register


def check_file(kind: str, path: str, text: str, context: Context = NOTHING_KNOWN) -> list[Finding]:
    """All findings of a text, in the order of its lines; their option is ``path:line``."""
    try:
        document = READERS[kind](text)
    except Unreadable as reason:
        return [unreadable(Place(path, reason.line), reason)]
    return check_document(kind, path, document, context)


def check_document(kind: str, path: str, document: Any, context: Context) -> list[Finding]:
    """All findings of what the reader of a kind gives, in order, without what follows from others.

    The place of a problem is a line of ``path``, or a ``Place`` in another file.
    """
    found = [
        (_place(path, problem), rule.entry, problem)
        for rule in FILE_RULES
        if rule.kind == kind and counts(rule.entry, context.release)
        for problem in rule.check(document, context)
        if counts(rule.entry.cause(problem.cause), context.release)
    ]
    found.sort(key=lambda one: one[0])
    marks = [
        Found((place, problem.values.get("option")), entry.id, entry.cause(problem.cause).severity)
        for place, entry, problem in found
    ]
    return [
        _finding(entry, problem, place, context)
        for (place, entry, problem), stays in zip(found, primary(marks, WRITTEN_IN_FILES))
        if stays
    ]


def unreadable(place: Place, reason: object) -> Finding:
    """The finding of a file that cannot be read as one of its kind."""
    return _finding(entry_of("ENV-30", "files"), at(place, reason=reason), place, NOTHING_KNOWN)


def _place(path: str, problem: Problem) -> Place:
    place = problem.place
    return Place(place.path or path, place.line) if isinstance(place, Place) else Place(path, place)


def _finding(entry: Entry, problem: Problem, place: Place, context: Context) -> Finding:
    found = entry.finding(f"{place.path}:{place.line}", problem.cause, **{"release": context.release, **problem.values})
    return found._replace(message=f"{place.path} line {place.line}: {found.message}")
