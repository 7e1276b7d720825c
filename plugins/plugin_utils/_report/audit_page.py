# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of an audit: hosts and checks at a glance, each cell with its reason."""

from __future__ import annotations

from typing import Any, NamedTuple

from .._audit import CHECKS, Check
from .._model.findings import SEVERITIES
from ._states import STATES, chips, natural
from .run import Run, about

TEMPLATE = "audit.html.j2"
SCRIPTS = ("page.js", "audit.js")
#: States that need attention.
ATTENTION = ("error", "warning", "info", "unknown", "accepted", "unseen")


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


def content(run: Run) -> dict[str, Any]:
    """What the template shows; ``run.missing`` hosts are not checked."""
    checks = _columns(run)
    rows = [_row(host, part, checks) for host, part in run.hosts.items()]
    rows += [_row(host, {"checks": [], "reason": "the run has said nothing of it"}, checks) for host in run.missing]
    rows.sort(key=lambda row: (row.rank, natural(row.host)))
    cells = {state: [sum(cell.state == state for cell in row.cells) for row in rows] for state in ATTENTION}
    return {
        "title": "Audit",
        "rows": rows,
        "checks": checks,
        "data": {
            "states": {name: word for name, (_sign, word) in STATES.items()},
            "order": list(STATES),
            "rows": [[[cell.evidence, cell.fix] for cell in row.cells] for row in rows],
        },
        "chips": chips(
            {state: sum(counts) for state, counts in cells.items()},
            {state: sum(map(bool, counts)) for state, counts in cells.items()},
        ),
        "groups": _groups(rows, checks),
    }


def _columns(run: Run) -> list[Check]:
    """The checks of the page: those for a cluster where a server is in one."""
    parts = [part for part in run.hosts.values() if not part.get("reason")]
    judged = {result["id"] for part in parts for result in part.get("checks") or ()}
    return [check for check in CHECKS if not check.cluster or check.id in judged]


def _row(host: str, part: dict[str, Any], checks: list[Check]) -> Row:
    found = {result["id"]: result for result in part.get("checks") or ()}
    reason = part.get("reason", "")
    cells = [_cell(found.get(check.id), reason) for check in checks]
    known = about(part)
    if reason:
        known = "not checked"
    elif not part.get("version"):
        known = ", ".join(text for text in ("does not answer", known) if text)
    counts = tuple(-sum(cell.state == state for cell in cells) for state in STATES)
    return Row(host, known, cells, counts[: len(SEVERITIES) + 2])


def _cell(result: dict[str, Any] | None, reason: str) -> Cell:
    if result is None:
        return Cell("unseen", reason, "") if reason else Cell("not_applicable", "Only for Kubernetes.", "")
    return Cell(
        result["severity"] if result["status"] == "finding" else result["status"], result["evidence"], result["fix"]
    )


def _groups(rows: list[Row], checks: list[Check]) -> list[dict[str, Any]]:
    """By check: the hosts with a finding, for paper and for browsers without scripts."""
    groups = []
    for number, check in enumerate(checks):
        hit = [(row.host, row.cells[number]) for row in rows if row.cells[number].state in SEVERITIES]
        groups.append({"check": check, "hosts": hit})
    return groups
