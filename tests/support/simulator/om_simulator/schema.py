# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of openmetadata.yaml that matter to sign-on: which keys each release knows, and their types.

A line is `path type [since=RELEASE] [until=RELEASE] [default=TEXT]`; `until` is the first release without the key;
`+` in a default is a blank. A list without a default is empty, as in the generated classes.
Types: string, boolean, integer, list, set, map (of text), object, and enum:NAME. Where the generated models of two
releases differ and those between could not be had, the first that has the key counts [I].
"""

from typing import Any, Dict, NamedTuple, Optional, Tuple

from om_simulator.releases import as_numbers
from om_simulator.schema_fields import ENUMS, FIELDS, TOP_LEVEL


class Field(NamedTuple):
    """One key of the configuration."""

    kind: str
    since: Optional[str]
    until: Optional[str]
    default: Any

    def known_to(self, release: str) -> bool:
        """Whether the release's model has the key."""
        number = as_numbers(release)
        return (self.since is None or number >= as_numbers(self.since)) and (
            self.until is None or number < as_numbers(self.until)
        )


def _parse(lines: str) -> Dict[str, Field]:
    fields = {}
    for line in lines.split("\n"):
        words = line.split()
        if not words:
            continue
        options = dict(word.split("=", 1) for word in words[2:])
        default: Any = options.get("default")
        if default is None and words[1] in ("list", "set"):
            default = []
        elif default is not None:
            default = None if default == "null" else default.replace("+", " ")
        fields[words[0]] = Field(words[1], options.get("since"), options.get("until"), default)
    return fields


_FIELDS = _parse(FIELDS)


def top_level() -> Tuple[str, ...]:
    """Keys of the file's first level; those without fields here may hold anything."""
    return tuple(TOP_LEVEL.split())


def section(path: str, release: str) -> Dict[str, Field]:
    """Keys directly under a dotted path, {} when the section is not modelled."""
    prefix = path + "."
    return {
        name[len(prefix) :]: field
        for name, field in _FIELDS.items()
        if name.startswith(prefix) and "." not in name[len(prefix) :] and field.known_to(release)
    }


def enum_values(name: str, release: str) -> Tuple[str, ...]:
    """The exact texts an enum accepts in a release."""
    values: Tuple[str, ...] = ()
    for since, words in ENUMS[name]:
        if as_numbers(release) >= as_numbers(since):
            values += tuple(words.split())
    return values
