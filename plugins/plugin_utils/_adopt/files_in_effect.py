# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the plan's rules say of the configuration that files alone give a server, at the lines that set the values."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ...module_utils._formats import dotted_path, openmetadata_yaml, substitution
from .._model.catalogue import CATALOGUE, read_by
from .._model.file_values import Place
from .._model.findings import Finding, beside, in_order, without_consequences
from .._model.options import PREFIX
from .._model.settings import parse
from .._plan import plan as planner
from .._plan.server_process import Process
from .._register import entry_of, finding_of
from .._register._consequences import WRITTEN_IN_FILES
from .._rules import case_of
from . import shipped_yaml
from .effective_config import ABSENT, Effective, Server, Unreadable, effective, equal, tree
from .infer_variables import Adopted, invert
from .words_for_files import in_words_of_a_file

#: A value that is one reference with a default.
REFERENCE = re.compile(r"\$\{\w+:?-.*\}")


class Configuration(NamedTuple):
    """openmetadata.yaml: its path and text; an empty text where the one of the release counts."""

    path: str
    text: str


def findings(
    process: Process,
    configuration: Configuration,
    target: dict[str, Any],
    release: str,
    today: datetime.date | None = None,
) -> list[Finding]:
    """Check the configuration in effect. ``target`` are role variables that say where the server is.

    Nothing is said of a value that the release decides, unless nobody could sign in with it, and nothing at all where
    a part of the configuration is not known before the server starts.
    """
    text = configuration.text or shipped_yaml.text(release)
    texts = {name: value.text for name, value in process.environment.items()}
    broken = [*_broken(texts, text)]
    environment = {name: value for name, value in texts.items() if name not in broken}
    places = _Places(process, configuration, release)
    causes = {name: "breaks_yaml_by_lines" if "\n" in texts[name].strip("\n") else "breaks_yaml" for name in broken}
    found = [places.at(name, entry_of("ENV-04", "files").finding(name, cause)) for name, cause in causes.items()]
    unknown = [*process.unread, *(place for name, place in process.unknown.items() if _decides(name))]
    if unknown:
        return [*found, finding_of("ENV-35", f"{unknown[0].path}:{unknown[0].line}", **unknown[0]._asdict())]
    hidden = {name: "unknown" for name in process.unknown if name in CATALOGUE}
    try:
        read = effective(Server(text, {**environment, **hidden}, None, release))
        absent = _absent(text, {**environment, **hidden}, release)
        adopted = invert(_completed(read, absent, release), target, release)
    except Unreadable:  # not by a variable alone: a finding on the file itself
        adopted, absent = None, frozenset()
    if adopted is None:
        return found
    variables = {**target, **adopted.variables, PREFIX + "openmetadata_version": release}
    set_by = _variables_of_options(adopted, variables, release)
    for other in planner.make(variables, today).findings:
        names = set_by.get(other.option, [])
        given = [name for name in names if places.of(name) and not _is_example(process, read, name)]
        if not names or any(name in broken or name in hidden or name in absent for name in names):
            continue
        if given or other.severity == "error":
            name = _spoken_of(other.rule, given or names)
            found.append(places.at(name, in_words_of_a_file(other, name, variables)))
    return found


def _is_example(process: Process, read: Effective, name: str) -> bool:
    """Whether a reference ``${NAME:-default}`` that nothing sets gives what the release ships, as its Compose file."""
    value = process.environment.get(name)
    is_default = value is not None and bool(value.unset) and REFERENCE.fullmatch(value.raw) is not None
    return is_default and equal(name, read.values.get(name), read.shipped.get(name))


def _spoken_of(rule: str, names: list[str]) -> str:
    """Which of the variables that one option decides a rule is about."""
    about = "AUTHENTICATION_PUBLIC_KEYS" if rule.startswith("JWK-") else "AUTHENTICATION_AUTHORITY"
    return about if about in names else names[0]


def merged(of_files: list[Finding], in_effect: list[Finding]) -> list[Finding]:
    """Both, without what follows: a line with an error of its own, or with the same rule, is named once."""
    return in_order(without_consequences([*of_files, *beside(of_files, in_effect)], WRITTEN_IN_FILES))


def _decides(name: str) -> bool:
    """Whether other values are compared with the one of a variable; with a secret's none is."""
    return name in CATALOGUE and not CATALOGUE[name].secret


def _broken(environment: Mapping[str, str], text: str) -> Iterator[str]:
    """Variables that make openmetadata.yaml unreadable, each by itself."""
    if _is_readable(text, environment):
        return
    for name, value in environment.items():
        if name in CATALOGUE and not _is_readable(text, {name: value}):
            yield name


def _is_readable(text: str, environment: Mapping[str, str]) -> bool:
    try:
        tree(text, environment)
    except Unreadable:
        return False
    return True


def _absent(text: str, environment: Mapping[str, str], release: str) -> frozenset[str]:
    """Variables whose keys openmetadata.yaml does not have: the server's own default counts, whatever is set."""
    root = tree(text, environment)
    known = [name for name, variable in CATALOGUE.items() if read_by(variable, release)]
    return frozenset(
        name for name in known if all(dotted_path.read(root, path, ABSENT) is ABSENT for path in CATALOGUE[name].paths)
    )


def _completed(read: Effective, absent: Iterable[str], release: str) -> Effective:
    """With the values that the release ships in place of keys that openmetadata.yaml does not have."""
    shipped = effective(Server(shipped_yaml.text(release), {}, None, release)).values
    default = {name: shipped[name] for name in absent if name in shipped}
    return read._replace(values={**read.values, **default}, shipped={**read.shipped, **default})


class _Places:
    """Where each value in effect comes from."""

    def __init__(self, process: Process, configuration: Configuration, release: str) -> None:
        self._process = process
        self._in_yaml = dict(_in_yaml(configuration, release)) if configuration.text else {}
        self._read = set(substitution.names(configuration.text)) if configuration.text else set(CATALOGUE)

    def of(self, name: str) -> tuple[Place, ...]:
        """The way of a value, the line that sets it last; empty where the release decides it."""
        value = self._process.environment.get(name)
        return value.places if value is not None and name in self._read else self._in_yaml.get(name, ())

    def at(self, name: str, found: Finding) -> Finding:
        """The finding at the line that sets the value, with the lines that it passes on its way."""
        *way, place = self.of(name) or (self._process.place,)
        passed = " and ".join(f"{one.path} line {one.line}" for one in reversed(way))
        by = f" (by {passed})" if passed else ""
        return found._replace(
            option=f"{place.path}:{place.line}", message=f"{place.path} line {place.line}{by}: {found.message}"
        )


def _in_yaml(configuration: Configuration, release: str) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """Variables whose value openmetadata.yaml itself sets: without a reference, or another one than the release."""
    entries = {path: (text, number) for path, text, number in openmetadata_yaml.entries(configuration.text)}
    try:
        values = effective(Server(configuration.text, {}, None, release)).values
    except Unreadable:
        return
    shipped = effective(Server(shipped_yaml.text(release), {}, None, release)).values
    for name, value in values.items():
        text, line = next((entries[path] for path in CATALOGUE[name].paths if path in entries), ("", 0))
        literal = bool(text) and not substitution.names(text)
        if line and (literal or not equal(name, value, shipped.get(name))):
            yield name, (Place(configuration.path, line),)


def _variables_of_options(adopted: Adopted, variables: dict[str, Any], release: str) -> dict[str, list[str]]:
    """{role variable: variables of the server that it decides}."""
    found: dict[str, list[str]] = {}
    settings = parse(variables).settings
    if settings is not None:
        case = case_of(settings, adopted.provider, release, datetime.date.today())
        for name, value in case.environment.items():
            found.setdefault(value.option, []).append(name)
    return found
