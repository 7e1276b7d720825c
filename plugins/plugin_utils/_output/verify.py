# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of a comparison of a server with its plan: a table where something differs."""

from __future__ import annotations

from typing import Any

from ...module_utils._server.drift import has_drift
from .._plan.plan import Plan
from .apply import administrators, host_findings, own_keys
from .lines import count_of, finding_lines, heading, labelled, labels, some

#: The layers of a field, as columns of the table.
LAYERS = ("file", "stored", "served")
#: Characters of a value in the table.
WIDTH = 40


def verified(host: str, plan: Plan, answer: dict[str, Any]) -> list[str]:
    """The lines of a comparison."""
    compared = _drift(answer) if has_drift(answer) else [labelled("verified", _as_planned(answer))]
    next_step = labels("next", ["run openmetadata.sso.sso to apply the plan"]) if has_drift(answer) else []
    return [
        heading(host, plan, answer["version"]),
        *compared,
        *unknown(answer),
        *administrators(answer),
        *labels("note", answer["notes"]),
        *next_step,
        *finding_lines(plan.findings + host_findings(answer)),
    ]


def _as_planned(answer: dict[str, Any]) -> str:
    fields = sum(row["status"] == "ok" for row in answer["effective"])
    return f"{count_of(fields, 'field')} {'is' if fields == 1 else 'are'} as planned, own key {own_keys(answer)}"


def _drift(answer: dict[str, Any]) -> list[str]:
    rows = [row for row in answer["effective"] if row["status"] == "drift"]
    reads = ""
    if answer["rows_decide"]:
        reads = f"; this release ({answer['version']}) reads the stored rows, not the files"
    changed = [file for file in answer["files"] if file["changed"]]
    return [
        labelled("drift", f"in {len(rows)} of {len(answer['effective'])} fields{reads}"),
        *(table(rows) if rows else []),
        *labels(
            "file", [f"{file['path']} {file.get('rights', 'differs from the plan or is missing')}" for file in changed]
        ),
    ]


def unknown(answer: dict[str, Any]) -> list[str]:
    """Fields whose effective value cannot be read: they are neither as planned nor drift."""
    fields = [row["field"] for row in answer["effective"] if row["status"] == "unknown"]
    fields += answer.get("unseen") or ()
    if not fields:
        return []
    return [labelled("unknown", f"{count_of(len(fields), 'field')} that cannot be read: {some(fields)}")]


def table(rows: list[dict[str, Any]]) -> list[str]:
    """The fields that differ, with the value of each layer; columns are as wide as necessary."""
    cells = [("field", "planned", *LAYERS)]
    cells += [(row["field"], shown(row["wanted"]), *(cell(row, layer) for layer in LAYERS)) for row in rows]
    widths = [max(len(line[column]) for line in cells) + 2 for column in range(len(cells[0]))]
    return ["  " + "".join(f"{text:{width}}" for text, width in zip(line, widths)).rstrip() for line in cells]


def shown(value: Any) -> str:
    """A value, cut where it is too long for a table."""
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


def cell(row: dict[str, Any], layer: str) -> str:
    """The value of a layer beside the planned one; a dash where the layer could not be read."""
    if row[layer] is None:
        return "-"
    if row[layer] in ("", [], {}) and row["wanted"] not in ("", [], {}):
        return "(empty)"
    return "same" if row[layer] == row["wanted"] else shown(row[layer])
