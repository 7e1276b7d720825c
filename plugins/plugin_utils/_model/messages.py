# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about a role variable that is missing, unknown or of the wrong type. A value itself is never shown."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

from .._register import finding_of
from .findings import Finding
from .options import PREFIX, Option
from .providers import PROVIDERS
from .value import option_name

_MARKUP = re.compile(r"[COV]\(([^)]*)\)")


def unknown(path: tuple[str, ...], name: str, known: Iterable[str]) -> Finding:
    """A variable, or a key of a dictionary, that is not one of ours."""
    here = option_name(*path, name)
    close = difflib.get_close_matches(name, list(known), n=1)
    what = f"a key of {option_name(*path)}" if path else "a variable of this collection"
    if close:
        return finding_of("OPT-01", here, "misspelled", what=what, close=option_name(*path, close[0]))
    return finding_of("OPT-01", here, "unknown", what=what)


def no_provider(option: Option, value: Any) -> Finding:
    """The provider is missing, or not one of the names."""
    names, here = ", ".join(PROVIDERS), option.variable
    if value is None:
        return finding_of("OPT-03", here, "no_provider", names=names)
    if not isinstance(value, str) or "," in value:
        return finding_of("URL-17", here, "several_providers", names=names)
    if close := difflib.get_close_matches(value.strip().lower(), PROVIDERS, n=1):
        return finding_of("URL-17", here, "misspelled_provider", names=names, close=close[0])
    return finding_of("URL-17", here, "unknown_provider", names=names)


def other_provider(name: str, provider: str) -> Finding:
    """An option that has no effect; one that says which provider is meant is more than a leftover."""
    here = PREFIX + name
    meant = [p.title for p in PROVIDERS.values() for option in p.options if option.name == name and option.required]
    if meant:
        return finding_of("MISC-02", here, "other_provider", meant=meant[0], provider=provider)
    return finding_of("OPT-04", here, "provider", provider=provider)


def invalid(entry: dict[str, Any], path: tuple[str, ...], option: Option) -> Finding:
    """One error of pydantic in the operator's words."""
    if option.type == "list" and path[-1].isdigit():
        return finding_of("OPT-02", option_name(*path), "not_dict" if option.options else "not_str")
    if path[-1] != option.name:
        return unknown(path[:-1], path[-1], [key.name for key in option.options])
    here = option_name(*path)
    if entry["type"] == "missing":
        cause = "missing_example" if option.example else "missing"
        return finding_of("OPT-03", here, cause, meaning=_plain(option.description[0]), example=option.example)
    if option.choices:
        return finding_of("OPT-02", here, "not_a_choice", names=", ".join(option.choices))
    if entry["type"] == "greater_than_equal":
        return finding_of("OPT-02", here, "too_small", minimum=option.minimum)
    if entry["type"] == "less_than_equal":
        return finding_of("OPT-02", here, "too_large", maximum=option.maximum or 2**31 - 1)
    if option.type == "list" and option.options:
        return finding_of("OPT-02", here, "not_dictionaries")
    example = option.example if option.example is not None else option.default
    return finding_of("OPT-02", here, f"not_{option.type}", example=example)


def _plain(text: str) -> str:
    """Without the markup of the documentation."""
    return _MARKUP.sub(r"\1", text)
