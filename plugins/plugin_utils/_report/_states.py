# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages mark with a colour, a sign and a word, and the chips that filter by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

#: Sign and word, the worst first; a sign is there for whoever sees no colours.
STATES = {
    "error": ("\u2716", "error"),
    "warning": ("!", "warning"),
    "info": ("i", "info"),
    "unseen": ("\u2013", "not checked"),
    "unknown": ("?", "unknown"),
    "accepted": ("~", "accepted"),
    "ok": ("\u2713", "good"),
    "not_applicable": ("\u00b7", "does not apply"),
}
#: States that can be counted in words.
_COUNTED = ("error", "warning")


class Chip(NamedTuple):
    """A count; when it is pressed, only what has its ``key`` is shown. ``state`` is its colour and sign."""

    key: str
    state: str
    number: int
    text: str


def chips(counts: Mapping[str, int], hosts: Mapping[str, int]) -> list[Chip]:
    """The chips of how often each state was found and on how many hosts; errors and warnings are shown at zero too."""
    return [
        Chip(
            state,
            state,
            counts[state] if state != "unseen" else hosts[state],
            _text(state, counts[state], hosts[state]),
        )
        for state in counts
        if counts[state] or state in _COUNTED
    ]


def _text(state: str, number: int, hosts: int) -> str:
    where = f"host{'' if hosts == 1 else 's'}"
    if state == "unseen":
        return f"{where} not checked"
    word = STATES[state][1] + ("s" if state in _COUNTED and number != 1 else "")
    return f"{word} on {hosts} {where}"


def natural(name: str) -> list[tuple[int, str]]:
    """A key for sorting: ``om-2`` before ``om-10``."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)]
