# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in an environment that is the server's (ENV-08), in whatever file it is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from .._model.variable_names import ALIAS, MISSPELLED, UNKNOWN, Name, classify, is_own
from .._register import Problem, at


def unread(names: Mapping[str, Any], release: str | None, referenced: Collection[str] = ()) -> Iterator[Problem]:
    """Each name that OpenMetadata does not read and that was meant for it. ``names`` is {name: where it is set}.

    ``referenced`` are names that the server's own files refer to. A name for one that is set as well is another
    program's.
    """
    for name, place in names.items():
        found = classify(name, release)
        cause = _cause(name, found)
        if cause and name not in referenced and found.right not in names:
            yield at(place, cause, option=name, right=found.right)


def _cause(name: str, found: Name) -> str:
    if found.kind == ALIAS and not found.right:
        return "old_name"
    if found.kind in (ALIAS, MISSPELLED):
        return found.kind if is_own(name) else f"{found.kind}_or_of_others"
    return "unknown" if found.kind == UNKNOWN else ""
