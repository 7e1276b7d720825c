# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``om_sso_ldap`` and ``om_sso_saml``: one dictionary each, whose keys are OpenMetadata's field names in snake_case.

What keys there are, their types and which are secret comes from the catalogue, so a new field is a row there.
"""

from __future__ import annotations

import functools
import json
import re
from typing import Any, Iterator, NamedTuple

from .catalogue import CATALOGUE, Variable

SECTIONS = {
    "ldap": "authenticationConfiguration.ldapConfiguration.",
    "saml": "authenticationConfiguration.samlConfiguration.",
}
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
#: Fields that hold JSON as text; a dictionary is written as such.
JSON_TEXT = ("AUTH_ROLES_MAPPING",)


class Reading(NamedTuple):
    """``values`` by variable; ``unknown`` keys; ``wrong`` as (key, what it should be)."""

    values: dict[str, Any]
    unknown: list[str]
    wrong: list[tuple[str, str]]


def snake_case(name: str) -> str:
    """``userBaseDN`` as ``user_base_dn``."""
    return CAMEL.sub("_", name).lower()


@functools.lru_cache(maxsize=None)
def keys(section: str) -> dict[str, Variable]:
    """{dotted key of the dictionary: variable}."""
    prefix = SECTIONS[section]
    return {snake_case(path[len(prefix):]): variable for variable in CATALOGUE.values() for path in variable.paths if path.startswith(prefix)}


def read(section: str, given: dict[str, Any] | None) -> Reading:
    """Turn the operator's dictionary into values by variable; nothing is guessed."""
    known, values, unknown, wrong = keys(section), {}, [], []
    for key, value in flat(given or {}):
        if key not in known:
            unknown.append(key)
        elif value is not None:
            variable = known[key]
            try:
                typed = typed_value(variable, value)
            except ValueError as reason:
                wrong.append((key, str(reason)))
                continue
            if values.setdefault(variable.name, typed) != typed:
                wrong.append((key, "the same as the other key of this variable, since OpenMetadata has one for both"))
    return Reading(values, unknown, wrong)


def flat(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted keys and values of nested dictionaries; a value that is a dictionary of its own kind stays whole."""
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict) and key != "auth_roles_mapping":
            yield from flat(value, key + ".")
        else:
            yield key, value


def typed_value(variable: Variable, value: Any) -> Any:
    """The value as the server's type; ``ValueError`` with what it should be."""
    if variable.name in JSON_TEXT and isinstance(value, dict):
        return json.dumps(value, sort_keys=True)
    convert = {"boolean": _boolean, "integer": _integer, "list": _list}.get(variable.type, _text)
    typed = convert(value)
    if variable.choices and typed not in variable.choices:
        raise ValueError("one of " + ", ".join(variable.choices))
    return typed


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("text, in quotes")
    return value


def _boolean(value: Any) -> bool:
    words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise ValueError("true or false")


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not re.fullmatch(r"-?[0-9]{1,18}", str(value)):
        raise ValueError("a whole number")
    return int(value)


def _list(value: Any) -> list[str]:
    if isinstance(value, str) and not value.lstrip().startswith("["):
        return [item.strip() for item in value.split(",") if item.strip()]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("a list of texts")
    return value
