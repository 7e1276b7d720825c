# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Label and field selectors."""

import re
from collections.abc import Callable
from typing import Any

_TERM = re.compile(
    r"\s*(?:(!)?([A-Za-z0-9./_-]+)|([A-Za-z0-9./_-]+)\s*(=|==|!=)\s*([A-Za-z0-9._-]*)|([A-Za-z0-9./_-]+)\s+(in|notin)\s+\(([^)]*)\))\s*(?:,|$)"
)


def selector(labels: str, fields: str) -> Callable[[dict[str, Any]], bool]:
    """A function that takes an object and says whether both selectors take it."""
    terms = [_label(*match.groups()) for match in _terms(labels)]
    wanted = dict(term.split("=", 1) for term in fields.replace("==", "=").split(",") if term)
    return lambda content: (
        all(term(content["metadata"].get("labels") or {}) for term in terms)
        and all(_field(content, *pair) for pair in wanted.items())
    )


def _terms(text: str) -> list[re.Match]:
    found, place = [], 0
    while place < len(text):
        match = _TERM.match(text, place)
        if not match or match.end() == place:
            raise ValueError(f"no label selector: {text}")
        found.append(match)
        place = match.end()
    return found


def _label(absent, bare, name, operator, value, listed, within, values) -> Callable[[dict[str, str]], bool]:
    if bare:
        return lambda labels: (bare in labels) != bool(absent)
    if name:
        return lambda labels: (labels.get(name) == value) != (operator == "!=")
    allowed = [each.strip() for each in values.split(",")]
    return lambda labels: (labels.get(listed) in allowed) == (within == "in")


def _field(content: dict[str, Any], path: str, value: str) -> bool:
    found: Any = content
    for part in path.split("."):
        found = (found or {}).get(part)
    return str(found) == value
