# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment that a server's process gets: of its systemd unit, then of the script that its start sources."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence

from .._model.file_values import Place, Value
from . import environment_file, shell
from . import unit as units
from .shell import Variables

#: A program that is started without OpenMetadata's start script, so that nothing is sourced.
WITHOUT_SCRIPT = ("java",)


def variables(texts: Mapping[str, str], unit: Sequence[str], script: str, unreadable: Iterable[str]) -> Variables:
    """Read the environment.

    ``texts`` are the files by path; ``unit`` the paths of the unit and its drop-ins, in systemd's order, empty without
    systemd; ``script`` the path of openmetadata-env.sh; ``unreadable`` the paths of files that could not be read.
    """
    found = units.read([(path, texts[path]) for path in unit if path in texts])
    given = _of_unit(found, texts, frozenset(unreadable))
    program = posixpath.basename(next(iter(units.words(found.command.lstrip("@-:+!"))), ""))
    if script not in texts or program in WITHOUT_SCRIPT:
        return given
    sourced = shell.source(script, texts, given.values)
    unknown = {name: place for name, place in given.unknown.items() if name not in sourced.values}
    return Variables(sourced.values, {**unknown, **sourced.unknown}, [*given.unread, *sourced.unread])


def _of_unit(found: units.Unit, texts: Mapping[str, str], unreadable: frozenset[str]) -> Variables:
    values: dict[str, Value] = {}
    unknown: dict[str, Place] = {}
    unread: list[Place] = []
    for name, setting in found.environment.items():
        if setting.text is None:
            unknown[name] = setting.place
        else:
            values[name] = Value(setting.text, (setting.place,), setting.text)
    for file in found.files:  # wins over Environment=, whichever comes first
        if file.text is None or file.text in unreadable or any(mark in file.text for mark in "*?["):
            unread.append(file.place)
        elif file.text in texts:
            for name, value, line in environment_file.assignments(texts[file.text]):
                unknown.pop(name, None)
                values[name] = Value(value, (Place(file.text, line),), value)
        elif file.text not in found.optional:
            unread.append(file.place)
    for name in found.unset:
        values.pop(name, None)
        unknown.pop(name, None)
    return Variables(values, unknown, unread)
