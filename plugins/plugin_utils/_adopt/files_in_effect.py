# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the plan's rules say of the configuration that files alone give a server, at the lines that set the values."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .._compose.project import Place
from .._model.catalogue import CATALOGUE
from .._model.findings import Finding, in_order
from .._model.options import PREFIX
from .._model.settings import parse
from .._plan import plan as planner
from .._register import entry_of
from .._rules import case_of
from . import shipped_yaml
from .effective_config import Server, Unreadable, effective
from .infer_variables import Adopted, invert


class Process(NamedTuple):
    """A server's process as files make it: its environment, where each value is set, and where it is started."""

    environment: Mapping[str, str]
    places: Mapping[str, Place]
    place: Place


def findings(
    process: Process, yaml: str, target: dict[str, Any], release: str, today: datetime.date | None = None
) -> list[Finding]:
    """Check the configuration in effect. ``yaml`` is openmetadata.yaml, empty where the one of the release counts.

    ``target`` are role variables that say where the server is. Nothing is said of a value that the release decides,
    unless nobody could sign in with it.
    """
    text = yaml or shipped_yaml.text(release)
    broken = [*_broken(process, text, release)]
    environment = {name: value for name, value in process.environment.items() if name not in broken}
    found = [_at(process, name, entry_of("ENV-04", "files").finding(name, "breaks_yaml")) for name in broken]
    try:
        adopted = invert(effective(Server(text, environment, None, release)), target, release)
    except Unreadable:  # not by a variable alone: a finding on the file itself
        adopted = None
    if adopted is None:
        return found
    variables = {**target, **adopted.variables, PREFIX + "openmetadata_version": release}
    set_by = _variables_of_options(adopted, variables, release)
    for other in planner.make(variables, today).findings:
        names = set_by.get(other.option, [])
        given = [name for name in names if name in process.places]
        if not names or any(name in broken for name in names):
            continue
        if given or other.severity == "error":
            name = (given or names)[0]
            found.append(_at(process, name, _in_words_of(other, name)))
    return found


def merged(of_files: list[Finding], in_effect: list[Finding]) -> list[Finding]:
    """Both, without what follows: a line with an error of its own, or with the same rule, is named once."""
    named = {finding.option for finding in of_files if finding.severity == "error"}
    named_by = {(finding.option, finding.rule) for finding in of_files}
    return in_order(
        [*of_files, *(one for one in in_effect if one.option not in named and (one.option, one.rule) not in named_by)]
    )


def _broken(process: Process, text: str, release: str) -> Iterator[str]:
    """Variables that make openmetadata.yaml unreadable, each by itself."""
    for name, value in process.environment.items():
        if name in CATALOGUE:
            try:
                effective(Server(text, {name: value}, None, release))
            except Unreadable:
                yield name


def _variables_of_options(adopted: Adopted, variables: dict[str, Any], release: str) -> dict[str, list[str]]:
    """{role variable: variables of the server that it decides}."""
    found: dict[str, list[str]] = {}
    settings = parse(variables).settings
    if settings is not None:
        case = case_of(settings, adopted.provider, release, datetime.date.today())
        for name, value in case.environment.items():
            found.setdefault(value.option, []).append(name)
    return found


def _in_words_of(other: Finding, name: str) -> Finding:
    """A finding on a role variable as one on the variable of the server, which is what the file sets."""
    return other._replace(message=other.message.replace(other.option, name), fix=other.fix.replace(other.option, name))


def _at(process: Process, name: str, found: Finding) -> Finding:
    place = process.places.get(name, process.place)
    return found._replace(
        option=f"{place.path}:{place.line}", message=f"{place.path} line {place.line}: {found.message}"
    )
