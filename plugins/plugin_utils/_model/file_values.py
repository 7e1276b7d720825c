# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that files give, each with the places that it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

#: Places of a value that are kept.
FOLLOWED = 10


class Place(NamedTuple):
    """A line (from 1) of a file."""

    path: str
    line: int


class Value(NamedTuple):
    """A text and its way: the place that gives it to the service first, then those that it refers to.

    ``raw`` is the text before references were replaced, ``unset`` names those that no file sets.
    """

    text: str
    places: tuple[Place, ...]
    raw: str = ""
    unset: tuple[str, ...] = ()


def way(place: Place, sources: Iterable[Value | None]) -> tuple[Place, ...]:
    """The place of a value, then those of the values that it refers to: each once, and no more than a reader follows.

    A value that refers to all before it would have twice the places of the one before.
    """
    beyond = dict.fromkeys(one for source in sources if source is not None for one in source.places[:FOLLOWED])
    return (place, *[one for one in beyond if one != place][:FOLLOWED])
