# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings on role variables in the words of a file: the server's variable, and a fix that a file can have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .._model.findings import Finding
from .._plan import plan as planner

#: What the plan derives where the operator leaves it out. A server gives them the example that its release ships.
DERIVED = (
    "AUTHENTICATION_AUTHORITY",
    "AUTHENTICATION_CALLBACK_URL",
    "AUTHENTICATION_PUBLIC_KEYS",
    "OIDC_CALLBACK",
    "OIDC_DISCOVERY_URI",
    "OIDC_SERVER_URL",
    "OIDC_TENANT",
    "SAML_SP_ACS",
    "SAML_SP_CALLBACK",
)
#: Where nothing tells the value.
OF_NOBODY = "Write the one of your provider or your server."
_OR = re.compile(r"^Leave (?:it|the option|\S+) out, or (\w)")
_AT_THE_END = re.compile(r", or leave (?:it|the option|\S+) out(?=\.$)")
_ALONE = re.compile(r"^Leave (?:it|the option|\S+) out\b.*$")


def in_words_of_a_file(found: Finding, name: str, variables: Mapping[str, Any]) -> Finding:
    """The finding on a role variable as one on a variable of the server.

    ``variables`` are the role variables of which the finding speaks, ``name`` is what the file sets in their place.
    """
    fix = found.fix
    if name in DERIVED:
        fix = _AT_THE_END.sub("", _OR.sub(lambda match: match[1].upper(), fix))
        fix = _ALONE.sub(lambda _match: _written(found.option, name, variables), fix)
    return found._replace(message=found.message.replace(found.option, name), fix=fix.replace(found.option, name))


def _written(option: str, name: str, variables: Mapping[str, Any]) -> str:
    """What to write where the plan would derive the value; only a plan without errors is sure of it."""
    derived = planner.make(_without(variables, option.split(".")))
    value = next((entry.value for entry in derived.environment if entry.name == name), None)
    text = f"[{','.join(value)}]" if isinstance(value, list) else value
    return f"Write {text}." if text else OF_NOBODY


def _without(tree: Mapping[str, Any], path: list[str]) -> dict[str, Any]:
    """A dictionary without one key, which may be below others."""
    first, *rest = path
    if not rest:
        return {key: value for key, value in tree.items() if key != first}
    inner = tree.get(first)
    return {**tree, first: _without(inner, rest)} if isinstance(inner, Mapping) else dict(tree)
