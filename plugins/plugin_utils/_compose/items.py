# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of a Compose file after interpolation."""

from __future__ import annotations

from typing import Any, NamedTuple

from .._model.file_values import Place
from .refused import NotRead, Refused


class Item(NamedTuple):
    """A value of a Compose file after interpolation."""

    value: Any
    places: tuple[Place, ...]
    tag: str = ""
    raw: Any = None
    unset: tuple[str, ...] = ()

    def at(self, key: str) -> Item | None:
        """The value of a key; ``None`` where it is missing, or this is not a mapping."""
        return self.value.get(key) if isinstance(self.value, dict) else None


def sequence(block: Item) -> list[Item]:
    """The items of a list; a value that is not a list is one item, and nothing is none."""
    return list(block.value) if isinstance(block.value, list) else [] if block.value is None else [block]


def names(item: Item, key: str) -> list[str]:
    """The texts below a key of a mapping, one or a list of them; of another item those that it is itself."""
    below = item.at(key) if isinstance(item.value, dict) else item
    return [] if below is None else [str(one.value) for one in sequence(below) if isinstance(one.value, str)]


def listed(item: Item) -> tuple[str, Item]:
    """An item of a list, NAME=value, or a name alone whose value is taken over."""
    if isinstance(item.value, (dict, list)):
        place = item.places[0]
        raise NotRead(
            place.path, Refused(place.line, "an item of environment is not a text NAME=value; put it in quotes")
        )
    name, sign, value = str(item.value).partition("=")
    return name, item._replace(value=value if sign else None, raw=str(item.raw).partition("=")[2])
