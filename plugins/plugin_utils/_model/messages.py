# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about a role variable that is missing, unknown or of the wrong type. A value itself is never shown."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

from .findings import Finding
from .options import PREFIX, Option
from .providers import PROVIDERS
from .value import option_name

#: The words for a type in a message.
TYPE_WORDS = {
    "str": "text",
    "path": "a path",
    "int": "a whole number",
    "bool": "true or false",
    "list": "a list of texts",
    "dict": "a dictionary",
}

_MARKUP = re.compile(r"[COV]\(([^)]*)\)")

_FIXES = {
    "str": "Write it in quotes: YAML reads unquoted digits, true and null as other types and may change them.",
    "list": "Write a YAML list, [a, b] without quotes around it or one '- item' a line, each item a text.",
    "dict": "Write name: value pairs below it.",
    "bool": "Write true or false, without quotes.",
    "int": "Write digits only.",
}


def unknown(path: tuple[str, ...], name: str, known: Iterable[str]) -> Finding:
    """A variable, or a key of a dictionary, that is not one of ours."""
    here = option_name(*path, name)
    close = difflib.get_close_matches(name, list(known), n=1)
    fix = f"Did you mean {option_name(*path, close[0])}?" if close else "Remove it, or see docs/reference/variables.md."
    what = f"a key of {option_name(*path)}" if path else "a variable of this collection"
    return Finding("OPT-01", "error", here, f"{here} is not {what}.", fix)


def no_provider(option: Option, value: Any) -> Finding:
    names = ", ".join(PROVIDERS)
    if value is None:
        return Finding(
            "OPT-03", "error", option.variable, f"{option.variable} is missing.", f"Set it to one of: {names}."
        )
    fix = "Write the name exactly."
    if not isinstance(value, str) or "," in value:
        fix = "A server signs in with one provider; connect several to a broker such as Keycloak or Auth0."
    elif close := difflib.get_close_matches(value.strip().lower(), PROVIDERS, n=1):
        fix += f" Did you mean {close[0]}?"
    return Finding("URL-17", "error", option.variable, f"{option.variable} is not one of: {names} (lower case).", fix)


def other_provider(name: str, provider: str) -> Finding:
    """An option that has no effect; one that says which provider is meant is more than a leftover."""
    here = PREFIX + name
    meant = [p.title for p in PROVIDERS.values() for option in p.options if option.name == name and option.required]
    if meant:
        message = f"{here} is for {meant[0]}, and om_sso_provider is {provider}: a server signs in with one provider."
        return Finding(
            "MISC-02",
            "warning",
            here,
            message,
            "Remove it; to offer both, connect them to a broker such as Keycloak or Auth0.",
        )
    return Finding(
        "OPT-04",
        "warning",
        here,
        f"{here} has no effect with om_sso_provider: {provider}.",
        "Remove it, or set another provider.",
    )


def invalid(entry: dict[str, Any], path: tuple[str, ...], option: Option) -> Finding:
    """One error of pydantic in the operator's words."""
    if option.type == "list" and path[-1].isdigit():
        here = option_name(*path)
        return Finding(
            "OPT-02",
            "error",
            here,
            f"{here} is not {TYPE_WORDS['dict' if option.options else 'str']}.",
            _FIXES["dict" if option.options else "str"],
        )
    if path[-1] != option.name:
        return unknown(path[:-1], path[-1], [key.name for key in option.options])
    here = option_name(*path)
    if entry["type"] == "missing":
        example = f" Example: {option.example}." if option.example else ""
        return Finding("OPT-03", "error", here, f"{here} is missing.", f"{_plain(option.description[0])}{example}")
    if option.choices:
        return Finding(
            "OPT-02", "error", here, f"{here} is not one of: {', '.join(option.choices)}.", "Write one of them exactly."
        )
    if entry["type"] == "greater_than_equal":
        return Finding(
            "OPT-02", "error", here, f"{here} is less than {option.minimum}.", f"Set at least {option.minimum}."
        )
    if entry["type"] == "less_than_equal":
        return Finding("OPT-02", "error", here, f"{here} is too large.", f"Set at most {option.maximum or 2**31 - 1}.")
    if option.type == "list" and option.options:
        return Finding(
            "OPT-02",
            "error",
            here,
            f"{here} is not a list of dictionaries.",
            "Write one '- ' item for each, with name: value pairs below it.",
        )
    fix = _FIXES.get(option.type, f"Example: {option.example if option.example is not None else option.default}.")
    return Finding("OPT-02", "error", here, f"{here} is not {TYPE_WORDS[option.type]}.", fix)


def _plain(text: str) -> str:
    """Without the markup of the documentation."""
    return _MARKUP.sub(r"\1", text)
