# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about files that exist already: a text goes in, findings with file and line come out. Nothing is read here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from .._model.findings import Finding
from .._register import Entry, Problem, at, entry_of
from ._rule import counts


class Context(NamedTuple):
    """What is known beside the text; every part may be left out, and rules that need it stay silent then.

    ``provider`` is OpenMetadata's name of the provider that is wanted, ``variables`` the wanted values by variable,
    ``dialect`` what reads a file of NAME=VALUE lines: ``shell``, ``systemd`` or ``compose``.
    """

    release: str | None = None
    provider: str | None = None
    deployment: str | None = None
    variables: Mapping[str, Any] = {}
    dialect: str | None = None


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
        return [_finding(entry_of("ENV-30", "files"), at(reason.line, reason=reason), path, context)]
    found = [
        (problem.place, _finding(rule.entry, problem, path, context))
        for rule in FILE_RULES
        if rule.kind == kind and counts(rule.entry, context.release)
        for problem in rule.check(document, context)
        if counts(rule.entry.cause(problem.cause), context.release)
    ]
    return [finding for _line, finding in sorted(found, key=lambda pair: pair[0])]


def _finding(entry: Entry, problem: Problem, path: str, context: Context) -> Finding:
    where = f"{path}:{problem.place}"
    found = entry.finding(where, problem.cause, **{"release": context.release, **problem.values})
    return found._replace(message=f"{path} line {problem.place}: {found.message}")
