# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The name that the chart has for a key that it does not know: by OpenMetadata's own names, place and spelling."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterator
from typing import NamedTuple

from .._model.catalogue import CATALOGUE
from . import chart_schema
from .chart_schema import Node

#: How alike two spellings are at least.
ALIKE = 0.8
#: A key that another one begins with has at least so many letters.
SHORTEST = 4
Path = tuple[str, ...]


class Meant(NamedTuple):
    """What was meant by a key: a cause of the rule, the chart's path, or the variable that only extraEnvs carries."""

    cause: str
    near: str = ""
    variable: str = ""
    since: str = ""

    @property
    def name(self) -> str:
        """The last key of ``near``."""
        return self.near.rpartition(".")[2]


def meant(path: Path, root: Node) -> Meant:
    """What was meant by the key at ``path``, which the charts of ``root`` do not have."""
    holder, key = path[:-1], path[-1]
    if chart_schema.has(chart_schema.of(chart_schema.VERSIONS), path):
        return Meant("other_version", since=chart_schema.since(path))
    for place in (holder, ()):
        found = _by_openmetadata(place, key)
        if found is not None and (found.variable or chart_schema.has(root, tuple(found.near.split(".")))):
            return found._replace(cause=_cause(found, holder))
    alike = _alike(key, list(_node_at(root, holder).keys), holder)
    if alike:
        return Meant("other_name", ".".join((*holder, alike)))
    elsewhere = _elsewhere(key, holder, root)
    if elsewhere is not None:
        return Meant("other_place", ".".join(elsewhere))
    return Meant("unknown")


def _cause(found: Meant, holder: Path) -> str:
    if found.variable:
        return "no_value"
    return "other_name" if tuple(found.near.split(".")[:-1]) == holder else "other_place"


def _by_openmetadata(holder: Path, key: str) -> Meant | None:
    """By the name of openmetadata.yaml below the same object, or anywhere where only one value is called so."""
    if not holder and key in CATALOGUE:
        return _of_variable(key)
    names = _names().get((holder, key)) if holder else _unique_names().get(key)
    return _of_variable(names) if names else None


def _of_variable(name: str) -> Meant:
    helm = CATALOGUE[name].helm
    return Meant("", near=helm) if helm else Meant("", variable=name)


@functools.cache
def _names() -> dict[tuple[Path, str], str]:
    """{(object in the values, key of openmetadata.yaml): variable}, where the chart calls the key otherwise."""
    holders = _holders()
    found = {}
    for name, variable in CATALOGUE.items():
        for path in variable.paths:
            holder, _dot, key = path.rpartition(".")
            place = holders.get(holder)
            if place is not None and (variable.helm is None or variable.helm.rpartition(".")[2] != key):
                found[tuple(place.split(".")), key] = name
    return found


@functools.cache
def _unique_names() -> dict[str, str]:
    """{key of openmetadata.yaml: variable} where the key tells which; short words such as ``id`` do not."""
    found: dict[str, set[str]] = {}
    for (_holder, key), name in _names().items():
        found.setdefault(key, set()).add(name)
    return {key: next(iter(names)) for key, names in found.items() if len(names) == 1 and not key.islower()}


@functools.cache
def _holders() -> dict[str, str]:
    """{object of openmetadata.yaml: its path in the values}, as most of its variables say."""
    counted: dict[str, dict[str, int]] = {}
    for variable in CATALOGUE.values():
        if variable.helm:
            places = counted.setdefault(variable.paths[0].rpartition(".")[0], {})
            place = variable.helm.rpartition(".")[0]
            places[place] = places.get(place, 0) + 1
    return {holder: max(places, key=lambda place: places[place]) for holder, places in counted.items() if holder}


def _alike(key: str, names: list[str], holder: Path) -> str | None:
    """The key of the same object that is spelled alike, is longer or shorter, or is what openmetadata.yaml calls so."""
    for ours, place in _holders().items():
        *above, name = place.split(".")
        if ours.rpartition(".")[2] == key and tuple(above) == holder and name in names:
            return name
    by_spelling = {name.lower(): name for name in names}
    spelled = key.lower().replace("_", "")
    begun = [name for name in by_spelling if _begins(spelled, name) or _begins(name, spelled)] if holder else []
    close = begun if len(begun) == 1 else difflib.get_close_matches(spelled, by_spelling, n=1, cutoff=ALIKE)
    return by_spelling[close[0]] if close else None


def _begins(short: str, long: str) -> bool:
    return len(short) >= SHORTEST and long.startswith(short)


def _elsewhere(key: str, holder: Path, root: Node) -> Path | None:
    """The only key of this name that is closest to the top, or of these the only one beside the same keys."""
    found = sorted((path for path in _paths(root, ()) if path[-1] == key and path[:-1] != holder), key=len)
    shortest = [path for path in found if len(path) == len(found[0])]
    related = [path for path in shortest if len(path) > 1 and path[-2] in holder]
    for paths in (shortest, related):
        if len(paths) == 1:
            return paths[0]
    return None


def _paths(node: Node, path: Path) -> Iterator[Path]:
    for name, below in node.keys.items():
        if name != chart_schema.ITEMS:
            yield (*path, name)
            yield from _paths(below, (*path, name))


def _node_at(root: Node, path: Path) -> Node:
    for name in path:
        root = root.keys.get(name) or root.keys.get(chart_schema.ITEMS) or Node(frozenset(), {})
    return root
