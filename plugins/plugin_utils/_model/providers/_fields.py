# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dictionary of role variables whose keys are OpenMetadata's own field names: which variable carries which key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..catalogue import CATALOGUE
from ..options import Option
from ..settings_class import Settings
from ..value import Value, dig, option_name

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def snake_case(name: str) -> str:
    """``userBaseDN`` as ``user_base_dn``, ``idpX509Certificate`` as ``idp_x509_certificate``."""
    return _HUMP.sub("_", name).lower()


def variables_below(path: str) -> dict[tuple[str, ...], str]:
    """{keys: variable} for every variable of the catalogue below an object of openmetadata.yaml.

    A variable with several paths is listed under each.
    """
    found = {}
    for variable in CATALOGUE.values():
        for full in variable.paths:
            if full.startswith(path + "."):
                found[tuple(snake_case(part) for part in full.removeprefix(path + ".").split("."))] = variable.name
    return found


def leaves(options: tuple[Option, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Option]]:
    """Every key of a documented dictionary that holds a value, with its path."""
    for option in options:
        if option.options:
            yield from leaves(option.options, (*path, option.name))
        else:
            yield (*path, option.name), option


def unset(name: str) -> Any:
    """What a variable holds when its key was left out: what the server ships, as a value."""
    variable = CATALOGUE[name]
    empty: dict[str, Any] = {"list": [], "string": "" if variable.default else None}
    return empty.get(variable.type)


def value_of(settings: Settings, root: str, path: tuple[str, ...], variable: str) -> Value:
    """The value for a variable from a nested option, or what an unset one holds."""
    value = dig(settings, root, *path)
    return Value(unset(variable) if value is None else value, option_name(root, *path))
