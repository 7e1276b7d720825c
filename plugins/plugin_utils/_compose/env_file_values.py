# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables that env files of a project set, each value with its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._model.file_values import Place, Value, way
from . import dotenv
from .refused import NotRead, Refused


def of_project(texts: Mapping[str, str], env_files: Sequence[str]) -> dict[str, Value]:
    """The variables of a project, which its Compose files may refer to. Raises ``NotRead``."""
    known: dict[str, Value] = {}
    for path in env_files:
        if path in texts:
            known.update(of_file(path, texts[path], {}, known))
    return known


def of_file(
    path: str, text: str, outer: Mapping[str, Value], before: Mapping[str, Value] | None = None, as_is: bool = False
) -> dict[str, Value]:
    """What an env file sets. A reference gets the value of ``outer``, else of the file itself, else of ``before``.

    Where values are taken ``as_is`` there are none.
    """
    before = before or {}
    found: dict[str, Value] = {}

    def lookup(name: str) -> str | None:
        return outer[name].text if name in outer else None

    try:
        texts = {name: value.text for name, value in before.items()}
        assigned = dotenv.raw_assignments(text, lookup) if as_is else dotenv.assignments(text, lookup, texts)
        for name, value, line, used, raw in assigned:
            sources = [outer.get(other) or found.get(other) or before.get(other) for other in used]
            unset = tuple(other for other, source in zip(used, sources) if source is None)
            found[name] = Value(value, way(Place(path, line), sources), raw, unset)
    except Refused as refused:
        raise NotRead(path, refused) from None
    return found
