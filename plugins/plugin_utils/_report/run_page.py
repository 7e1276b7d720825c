# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of every verb but the audit: the hosts, each finding once with its hosts, and the fields that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from .._model.findings import SEVERITIES
from ._states import Chip, chips, natural
from .rule_pages import title_of_rule
from .run import Run, about, drifted

TEMPLATE = "run.html.j2"
SCRIPTS = ("page.js",)
TITLES = {
    "plan": "Plan of single sign-on",
    "preflight": "Check of identity providers",
    "verify": "Comparison with the plan",
    "sso": "Single sign-on",
    "recover": "Recovery",
}
#: (state, word) of a host's result. A word that a verb has of its own is in ``WORDS``.
RESULTS = {
    "failed": ("error", "failed"),
    "restored": ("error", "failed, restored"),
    "drift": ("warning", "drift"),
    "changed": ("info", "changed"),
    "unchanged": ("ok", "unchanged"),
    "planned": ("ok", "planned"),
}
WORDS = {("verify", "unchanged"): "as planned", ("preflight", "planned"): "good"}
#: The columns of the fields, by key of the report.
LAYERS = {"wanted": "planned", "file": "file", "stored": "stored", "served": "served"}
#: Characters of a value that are shown.
WIDTH = 200


class Row(NamedTuple):
    """A host; ``has`` are the keys of the chips that show it, ``notes`` sentences about it."""

    host: str
    about: str
    state: str
    result: str
    counts: Mapping[str, int]
    notes: list[str]
    has: list[str]


class Group(NamedTuple):
    """A finding with all hosts that have it."""

    rule: str
    title: str
    severity: str
    option: str
    message: str
    fix: str
    hosts: list[str]
    has: list[str]


def content(run: Run) -> dict[str, Any]:
    """What the template shows; ``run.missing`` hosts are not checked."""
    rows = [_row(run.verb, host, part) for host, part in run.hosts.items()]
    rows += [Row(host, "", "unseen", "not checked", {}, [], [_key("not checked")]) for host in run.missing]
    rows.sort(key=lambda row: (_rank(row), natural(row.host)))
    counts = {state: sum(row.counts.get(state, 0) for row in rows) for state in SEVERITIES}
    hosts = {state: sum(bool(row.counts.get(state)) for row in rows) for state in SEVERITIES}
    results = Counter((row.state, row.result) for row in rows)
    chosen = [Chip(_key(word), state, number, _hosts(word, number)) for (state, word), number in results.items()]
    has = {row.host: row.has for row in rows}
    return {
        "title": TITLES.get(run.verb, f"openmetadata.sso.{run.verb}"),
        "rows": rows,
        "chips": [*chosen, *chips(counts, hosts)],
        "groups": _groups(run.hosts, has),
        "fields": _fields(run.hosts, has),
        "layers": LAYERS,
    }


def _key(result: str) -> str:
    """The key of the chip of a result."""
    return "is-" + result.replace(" ", "-")


def _hosts(word: str, number: int) -> str:
    return f"host{'' if number == 1 else 's'} {'with drift' if word == 'drift' else word}"


def _rank(row: Row) -> tuple[int, ...]:
    order = ("error", "warning", "unseen", "info", "ok")
    return (order.index(row.state), *(-row.counts.get(severity, 0) for severity in SEVERITIES))


def _row(verb: str, host: str, part: Mapping[str, Any]) -> Row:
    result = part.get("result") or "failed"
    state, word = RESULTS.get(result, ("info", result))
    found = part.get("findings") or ()
    counts = {severity: sum(each["severity"] == severity for each in found) for severity in SEVERITIES}
    word = WORDS.get((verb, result)) or word
    has = [_key(word), *(severity for severity in SEVERITIES if counts[severity])]
    return Row(
        host,
        about(part),
        state,
        word,
        counts,
        _notes(verb, part),
        has,
    )


def _notes(verb: str, part: Mapping[str, Any]) -> list[str]:
    rows = part.get("effective") or ()
    notes = [part["reason"]] if part.get("reason") else []
    notes += [f"provider: {part['preflight']}"] if part.get("preflight") else []
    changed = [file["path"] for file in part.get("files") or () if file["changed"]]
    what = {"verify": "differs from the plan", "plan": "would be written"}.get(verb, "written")
    notes += [f"{path}: {what}" for path in changed]
    if part.get("would_restart") is not None:
        notes.append("would restart" if part["would_restart"] else "would not restart")
    notes += ["restarted"] if part.get("restarted") else []
    if rows:
        differ, unknown = len(drifted(part)), sum(row["status"] == "unknown" for row in rows)
        notes.append(f"{differ} of {len(rows)} fields differ" + (f", {unknown} unknown" if unknown else ""))
    administrators = part.get("administrators")
    return notes + ([f"administrators {administrators['status']}: {administrators['text']}"] if administrators else [])


def _groups(hosts: Mapping[str, Mapping[str, Any]], has: Mapping[str, list[str]]) -> list[Group]:
    found: dict[tuple[str, ...], list[str]] = {}
    names = ("rule", "severity", "option", "message", "fix")
    for host, part in hosts.items():
        for each in part.get("findings") or ():
            found.setdefault(tuple(each[name] for name in names), []).append(host)
    groups = [
        Group(
            rule,
            title_of_rule(rule),
            severity,
            option,
            message,
            fix,
            sorted(dict.fromkeys(those), key=natural),
            [severity, *dict.fromkeys(has[host][0] for host in those)],
        )
        for (rule, severity, option, message, fix), those in found.items()
    ]
    return sorted(groups, key=lambda group: (SEVERITIES.index(group.severity), -len(group.hosts)))


def _fields(hosts: Mapping[str, Mapping[str, Any]], has: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """For each host the fields that are not as planned; before a plan is applied that is what it changes."""
    tables = []
    for host in sorted(hosts, key=natural):
        rows = drifted(hosts[host])
        if rows:
            shown = [{"field": row["field"], "values": [_shown(row[layer]) for layer in LAYERS]} for row in rows]
            tables.append({"host": host, "rows": shown, "has": has[host]})
    return tables


def _shown(value: Any) -> str:
    if value is None:
        return "not read"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    if not text:
        return "(empty)"
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "\u2026"
