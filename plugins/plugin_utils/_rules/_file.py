# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about files that exist already: a text goes in, findings with file and line come out. Nothing is read here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from .._model.findings import Finding
from .._model.releases import Range, within


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


#: line (from 1), what is wrong and why, what to do
Place = tuple[int, str, str]
Check = Callable[[Any, Context], Iterator[Place]]


class FileRule(NamedTuple):
    """A check of one kind of file. What it is given is what the kind's reader makes of the text."""

    id: str
    severity: str
    title: str
    kind: str
    check: Check
    releases: Range = Range()


class Unreadable(ValueError):
    """The file is not of its kind at all: a line number and what is wrong."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


NOTHING_KNOWN = Context()

FILE_RULES: list[FileRule] = []
READERS: dict[str, Callable[[str], Any]] = {}


def file_rule(
    id: str, severity: str, title: str, kind: str, *, since: str | None = None, until: str | None = None
) -> Callable[[Check], Check]:
    """Register a check of one kind of file."""

    def register(check: Check) -> Check:
        FILE_RULES.append(FileRule(id, severity, title, kind, check, Range(since, until)))
        return check

    return register


def check_file(kind: str, path: str, text: str, context: Context = NOTHING_KNOWN) -> list[Finding]:
    """All findings of a text, in the order of its lines; their option is ``path:line``."""
    try:
        document = READERS[kind](text)
    except Unreadable as reason:
        return [
            Finding(
                "ENV-30", "error", f"{path}:{reason.line}", f"{path} line {reason.line}: {reason}.", "Correct the line."
            )
        ]
    found = []
    for rule in FILE_RULES:
        if rule.kind == kind and within(rule.releases, context.release):
            for line, message, fix in rule.check(document, context):
                found.append(
                    (line, Finding(rule.id, rule.severity, f"{path}:{line}", f"{path} line {line}: {message}", fix))
                )
    return [finding for _line, finding in sorted(found, key=lambda pair: pair[0])]
