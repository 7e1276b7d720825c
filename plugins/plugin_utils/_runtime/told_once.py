# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Failures of many hosts, each in a task of its own: what another host of the run has told is referred to.

The hosts are worked on by processes side by side; the first one keeps its name in the run's private folder (``stash``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .._model.findings import Finding, errors
from .._output import grouped
from .._output.lines import finding_lines
from . import stash


class Told(NamedTuple):
    """The lines of a host, and the sentence that it shares with all hosts that refer to the same one.

    The sentence is empty where the host has an error of its own.
    """

    lines: list[str]
    sentence: str


def by_host(host: str, lines: Sequence[str], findings: Iterable[Finding]) -> Told | None:
    """What a host that fails says of errors that other hosts have told; ``None`` where it says all itself.

    Its other lines stay. Without an error among the findings all lines stay in the message of every host.
    """
    shown = [finding for finding in findings if finding_lines([finding])[0] in lines]
    wrong = errors(shown)
    if not wrong:
        head, *rest = lines
        first = _first(host, "\n".join([head.removeprefix(host), *rest]))
        return None if first == host else Told(list(lines), f"The same as {first}.")
    told: dict[str, list[Finding]] = {}
    for finding in wrong:
        told.setdefault(_first(host, repr(finding)), []).append(finding)
    own = told.pop(host, [])
    referring = [grouped.same_as(first, found) for first, found in told.items()]
    known = {line for found in told.values() for line in finding_lines(found)}
    kept = [line for line in lines if line not in known]
    return Told([*kept, *referring], "" if own else "; ".join(referring)) if referring else None


def _first(host: str, text: str) -> str:
    """The first host of the run that says a text."""
    name = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    return str(stash.keep(f"told_{name}", {"host": host})["host"])
