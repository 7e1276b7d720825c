# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a row of the catalogue is, and the short form in which the section files write it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

RELEASES = ("1.8", "1.9", "1.10", "1.11", "1.12", "1.13", "2.0")


class Variable(NamedTuple):
    """One environment variable that conf/openmetadata.yaml reads."""

    name: str
    paths: tuple[str, ...]  # of dotted paths in openmetadata.yaml; a number is an index of a list
    type: str  # string, boolean, integer, list, map or enum, as the server's schema has it
    default: str | None  # the text between `:-` and `}`, quotes included, at the first path
    other_defaults: tuple[tuple[str, str | None], ...] = ()  # of (path, default) where another path has another default
    choices: tuple[str, ...] = ()  # of an enum, exact and case-sensitive
    later_choices: tuple[tuple[str, str], ...] = ()  # of (release, choice) for choices younger than the variable
    secret: bool = False
    since: str = "1.8"  # the first release that reads it; 1.8 means "1.8 or earlier"
    until: str | None = None  # the first release that no longer reads it
    compose: tuple[str, ...] = ()  # release lines whose stock Compose files hand it to the server and to the migration
    compose_default: str | None = (
        None  # the default of its Compose line, also where that is a comment; None without a line
    )
    helm: str | None = None  # path in the chart's values; None: only by extraEnvs
    helm_secret: bool = False  # the chart takes {secretRef, secretKey} there
    embedded: bool = False  # at one path it is only a part of the scalar, so its text cannot be quoted

    @property
    def defaults(self) -> tuple[str | None, ...]:
        """The texts that count at its paths when it is not set."""
        return (self.default, *(text for _path, text in self.other_defaults))


class Passing(NamedTuple):
    """How the stock Compose files treat a variable."""

    lines: tuple[str, ...]
    has_line: bool


ALWAYS = Passing(RELEASES, True)
COMMENTED = Passing((), True)
MIGRATION_ONLY = Passing((), True)  # the Postgres file of 1.9 hands it to execute-migrate-all, no file to the server
ABSENT = Passing((), False)


def section(path: str, helm: str | None, passing: Passing) -> Callable[..., Variable]:
    """Return the function that makes the rows of one object of openmetadata.yaml.

    A row names its field below `path` (or several, as a tuple); its Helm value is the field's name below `helm`
    unless it says otherwise, and its Compose default is its default unless it says otherwise.
    """

    def row(
        name: str,
        fields: str | tuple[str, ...],
        default: str | None,
        value_type: str = "string",
        *,
        helm_name: str | None = "",
        compose: Passing = passing,
        **more: Any,
    ) -> Variable:
        fields = (fields,) if isinstance(fields, str) else fields
        if compose.has_line:
            more.setdefault("compose_default", default)
        return Variable(
            name=name,
            paths=tuple(_join(path, field) for field in fields),
            type=value_type,
            default=default,
            compose=compose.lines,
            helm=None if helm is None or helm_name is None else _join(helm, helm_name or fields[0]),
            **more,
        )

    return row


def _join(prefix: str, name: str) -> str:
    return prefix + "." + name if prefix else name
