# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person reads of a plan before they approve it, as lines and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .._model.findings import Finding
from .._plan.plan import Plan
from . import apply
from .grouped import names, together
from .lines import count_of, heading, labelled, labels

#: Differences of a host that are shown.
MOST = 10
UNSIGNED = (
    "without om_sso_plan_file_key the plan file has a hash that notices accidents and not tampering",
    "without om_sso_plan_file_key secrets and the text of files are not compared with what was reviewed",
)


class Change(NamedTuple):
    """A host's plan and what check mode found on the host, ``None`` where it was not read."""

    plan: Plan
    answer: dict[str, Any] | None

    @property
    def changes(self) -> bool | None:
        """Whether applying changes the host; ``None`` where that is not known."""
        return None if self.answer is None else bool(self.answer["changed"])

    @property
    def restarts(self) -> bool | None:
        """Whether applying restarts the server; ``None`` where that is not known."""
        return None if self.answer is None else bool(self.answer["changed"] and self.answer["would_restart"])

    @property
    def findings(self) -> list[Finding]:
        """The findings of the plan and on the host."""
        return [*self.plan.findings, *(apply.host_findings(self.answer) if self.answer else [])]


def totals(changes: Mapping[str, Change]) -> str:
    """``2 of 3 hosts change, 1 restarts``."""
    changing = sum(change.changes is True for change in changes.values())
    unknown = sum(change.changes is None for change in changes.values())
    restarting = sum(change.restarts is True for change in changes.values())
    if unknown:
        return f"{count_of(len(changes), 'host')}, whose current state was not read"
    text = f"{changing} of {count_of(len(changes), 'host')} {'changes' if changing == 1 else 'change'}"
    return text + (f", {restarting} {'restarts' if restarting == 1 else 'restart'}" if changing else "")


def lines(changes: Mapping[str, Change]) -> list[str]:
    """What applying would do on each host that was read; the findings of the plans were shown before."""
    found: list[str] = []
    for host, change in changes.items():
        if change.answer is not None:
            found += apply.applied(host, change.plan._replace(findings=[]), change.answer, True)
    return found


def written(path: str, expires: str, signed: bool, total: str, check_mode: bool) -> list[str]:
    """The lines about the plan file."""
    how = "signed with om_sso_plan_file_key" if signed else "not signed"
    return [
        f"{path}  {total}",
        labelled("planned" if check_mode else "applied", f"plan file, {how}, can be applied until {expires}"),
        *labels("note", () if signed else UNSIGNED),
        labelled("next", f"run openmetadata.sso.sso -e om_sso_plan_file={path}"),
    ]


def compared(
    name: str,
    known: Iterable[str],
    absent: Iterable[str],
    missing: Iterable[str],
    differing: Mapping[str, list[str]],
) -> list[str]:
    """The plans of a run beside a plan file: what differs, and which hosts are not touched."""
    found = [f"{name}  reviewed plan of {names(known)}"]
    if absent := list(absent):
        found.append(labelled("note", f"not in {name} and not touched: {names(absent, 100)}"))
    if missing := list(missing):
        found.append(labelled("note", f"in {name} and not in this run: {names(missing)}"))
    return found + [line for hosts, texts in _alike(differing) for line in _differs(hosts, texts)]


def not_reviewed(differing: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """{host: the lines that it fails with}; the first of several hosts with the same changes has them."""
    found = {}
    for (first, *others), texts in _alike(differing):
        found[first] = _differs([first, *others], texts)
        found.update({host: [f"the same changes as {first}"] for host in others})
    return found


def _alike(differing: Mapping[str, list[str]]) -> list[tuple[list[str], list[str]]]:
    """(hosts, the changes that just these hosts have)."""
    hosts: dict[tuple[str, ...], list[str]] = {}
    for host, texts in differing.items():
        hosts.setdefault(tuple(texts), []).append(host)
    return [(alike, list(texts)) for texts, alike in hosts.items()]


def _differs(hosts: Iterable[str], texts: list[str]) -> list[str]:
    return [
        f"{together(hosts)}  the plan is not the one that was reviewed; nothing was changed",
        *labels("changes", texts[:MOST]),
        *([labelled("changes", f"and {len(texts) - MOST} more")] if len(texts) > MOST else []),
        labelled("next", "make and review a new plan (openmetadata.sso.plan)"),
    ]


def markdown(changes: Mapping[str, Change], about: Iterable[tuple[str, str]]) -> str:
    """The summary for a merge request: a table of all hosts, then what changes on each, then the findings."""
    rows = [
        f"| {_cell(host)} | {_cell(heading('', change.plan).strip())} | {_yes(change.changes)} | "
        f"{_yes(change.restarts)} | {sum(found.severity == 'warning' for found in change.findings)} |"
        for host, change in changes.items()
    ]
    parts = [
        "# OpenMetadata single sign-on: plan",
        f"**{totals(changes)}**",
        "\n".join(f"- {name}: {_cell(text)}" for name, text in about),
        "\n".join(["| host | server | changes | restart | warnings |", "|---|---|---|---|---|", *rows]),
    ]
    for host, change in changes.items():
        found = [f"- {_cell(text)}" for text in _texts(change)]
        parts += [f"## {_cell(host)}", "\n".join(found)] if found else []
    return "\n\n".join(part for part in parts if part) + "\n"


def _texts(change: Change) -> list[str]:
    texts = []
    answer = change.answer
    if answer and answer["changed"]:
        texts += [f"write {file['path']}" for file in answer["files"] if file["changed"]]
        texts += [f"variable {name}" for name in answer["variables"]]
        texts += [f"stored field {name}" for name in answer["rows"]]
        texts += [] if change.restarts is None else ["restart the server" if change.restarts else "no restart"]
    return texts + [" ".join(finding.line().split()) for finding in change.findings]


def _yes(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "not known"}[value]


def _cell(text: str) -> str:
    """A text that Markdown shows as it is."""
    for special in "\\`*_[]<>|#":
        text = text.replace(special, "\\" + special)
    return " ".join(text.split())
