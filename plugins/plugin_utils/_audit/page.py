# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit as one HTML page: hosts and checks at a glance, each cell with its reason, nothing fetched from anywhere.

Host names and evidence come from machines that may be hostile: the template escapes everything, scripts run only by
their hash, and what a click shows is put in as text.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import pathlib
import re
from typing import Any, NamedTuple

import jinja2

from .._model.deployments import title_of
from .._model.findings import SEVERITIES
from ._check import CHECKS

HERE = pathlib.Path(__file__).parent
#: Sign, word and rank of a cell; a sign is there for whoever sees no colours.
STATES = {
    "error": ("\u2716", "error", 0),
    "warning": ("!", "warning", 1),
    "info": ("i", "info", 2),
    "unseen": ("\u2013", "not checked", 3),
    "unknown": ("?", "unknown", 4),
    "accepted": ("~", "accepted", 5),
    "ok": ("\u2713", "good", 6),
    "not_applicable": ("\u00b7", "does not apply", 7),
}


class Cell(NamedTuple):
    """A check on a host."""

    state: str
    evidence: str
    fix: str


class Row(NamedTuple):
    """A host; ``rank`` orders the worst first."""

    host: str
    about: str
    cells: list[Cell]
    rank: tuple[int, ...]


def render(hosts: dict[str, dict[str, Any]], missing: list[str], when: datetime.datetime, release: str) -> str:
    """The page of these parts of a report; ``missing`` hosts are shown as not checked."""
    rows = [_row(host, part) for host, part in hosts.items()]
    rows += [_row(host, {"checks": [], "reason": "the run has said nothing of it"}) for host in missing]
    rows.sort(key=lambda row: (row.rank, _natural(row.host)))
    style, script = ((HERE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    content = {
        "style": style,
        "script": script,
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "rows": rows,
        "checks": CHECKS,
        "states": STATES,
        "data": {
            "states": {name: state[1] for name, state in STATES.items()},
            "order": list(STATES),
            "rows": [[[cell.evidence, cell.fix] for cell in row.cells] for row in rows],
        },
        "summary": _summary(rows),
        "groups": _groups(rows),
        "when": when.strftime("%Y-%m-%d %H:%M UTC"),
        "release": release,
    }
    return environment.get_template("page.html.j2").render(content)


def _natural(name: str) -> list[tuple[int, str]]:
    """``om-2`` before ``om-10``."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)]


def _row(host: str, part: dict[str, Any]) -> Row:
    found = {result["id"]: result for result in part["checks"]}
    reason = part.get("reason", "")
    cells = [_cell(found.get(check.id), reason) for check in CHECKS]
    about = ", ".join(
        text
        for text in (
            part.get("version"),
            part.get("provider"),
            title_of(part["deployment"]) if part.get("deployment") else None,
        )
        if text
    )
    if reason:
        about = "not checked"
    elif not part.get("version"):
        about = ", ".join(text for text in ("does not answer", about) if text)
    counts = tuple(-sum(cell.state == state for cell in cells) for state in STATES)
    return Row(host, about, cells, counts[: len(SEVERITIES) + 2])


def _cell(result: dict[str, Any] | None, reason: str) -> Cell:
    if result is None:
        return Cell("unseen", reason, "")
    return Cell(
        result["severity"] if result["status"] == "finding" else result["status"], result["evidence"], result["fix"]
    )


def _summary(rows: list[Row]) -> list[tuple[str, int, int]]:
    """(state, cells of it, hosts that have one) for the states that need attention."""
    states = ("error", "warning", "info", "unknown", "accepted", "unseen")
    counted = [
        (
            state,
            sum(cell.state == state for row in rows for cell in row.cells),
            sum(any(c.state == state for c in row.cells) for row in rows),
        )
        for state in states
    ]
    return [entry for entry in counted if entry[1] or entry[0] in ("error", "warning")]


def _groups(rows: list[Row]) -> list[dict[str, Any]]:
    """By check: the hosts with a finding, for paper and for browsers without scripts."""
    groups = []
    for number, check in enumerate(CHECKS):
        hit = [(row.host, row.cells[number]) for row in rows if row.cells[number].state in SEVERITIES]
        groups.append({"check": check, "hosts": hit})
    return groups


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
