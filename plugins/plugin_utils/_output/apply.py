# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads: short lines made of a plan and of what the host answered."""

from __future__ import annotations

from typing import Any

from .._model.catalogue import CATALOGUE, RELEASES, passed_by_compose
from .._model.deployments import DEPLOYMENTS, FLOWS
from .._model.findings import Finding, count
from .._model.value import shortened
from .._plan.plan import Plan

LABEL = 12


def heading(host: str, plan: Plan, version: str | None = None) -> str:
    settings = plan.settings_or_none
    if settings is None or plan.provider is None:
        return host
    where = DEPLOYMENTS.get(settings.deployment, "?")
    release = version or settings.openmetadata_version
    flow = f", {FLOWS[settings.flow]}" if plan.provider.kind == "oidc" and settings.flow in FLOWS else ""
    return f"{host}  OpenMetadata{' ' + release if release else ''} on {where}, {plan.provider.title}{flow}"


def labelled(label: str, text: str) -> str:
    return f"  {label:{LABEL}}{text}"


def finding_lines(findings: list[Finding]) -> list[str]:
    return [f"  {finding.line()}" for finding in findings]


def planned(host: str, plan: Plan) -> list[str]:
    """The lines of a plan; nothing was touched when it has errors."""
    if plan.errors:
        return [f"{host}  {count(plan.findings)}; nothing was touched", *finding_lines(plan.findings)]
    settings = plan.settings
    not_stock = "" if settings.deployment != "docker_compose" else ", passed by an override file"
    beside = (
        f", {len(plan.stored)} field{'' if len(plan.stored) == 1 else 's'} of the stored rows alone"
        if plan.stored
        else ""
    )
    values = {entry.name: entry.value for entry in plan.environment}
    lines = [heading(host, plan), *(labelled(*line) for line in plan.provider.summary(values, plan.provider))]
    return [
        *lines,
        labelled("plan", f"{len(plan.environment)} variables{not_stock}{beside}"),
        *finding_lines(plan.findings),
    ]


def files_line(files: list[dict[str, Any]]) -> str:
    changed = [file["path"] for file in files if file["changed"]]
    return ", ".join(changed) if changed else "no file changes"


def applied(host: str, plan: Plan, answer: dict[str, Any], check: bool) -> list[str]:
    """The lines of an apply that went well, or of what it would do in check mode."""
    lines = [heading(host, plan, answer["version"]), *key_pair_lines(answer.get("pair"), check)]
    if not answer["changed"]:
        lines.append(labelled("unchanged", "files, environment and server are as planned"))
    else:
        lines.append(labelled("change", change(plan, answer)))
    if answer["changed"] and check:
        lines.append(labelled("would write", files_line(answer["files"]) + (", stored rows" if answer["rows"] else "")))
        lines.append(
            labelled(
                "would",
                "restart the server" if answer["would_restart"] else "not restart the server: its environment stays",
            )
        )
    if answer["changed"] and not check:
        lines.append(labelled("applied", files_line(answer["files"]) + (", stored rows" if answer["rows"] else "")))
        restarted = (
            f"healthy after {answer['seconds']} s" if answer["restarted"] else "not needed, the environment is the same"
        )
        lines.append(labelled("restart", restarted))
    if not (check and answer["changed"]):
        lines += [labelled("proved", proof(answer)), *administrators(answer)]
    if answer["changed"] and not check:
        lines.append(
            labelled(
                "next",
                f"sign in as {plan.settings.admin_principals[0]}; ingestion pipelines need a redeploy (docs/operate/bots.md)",
            )
        )
    return (
        lines
        + [labelled("note", note) for note in answer["notes"]]
        + finding_lines(plan.findings + host_findings(answer))
    )


def administrators(answer: dict[str, Any]) -> list[str]:
    """Who is seen to be an administrator; what was not seen is said to be unknown."""
    seen = answer.get("administrators")
    if not seen:
        return []
    word = "unknown: " if seen["status"] == "unknown" else ""
    return [labelled("admins", f"{word}{seen['text']}")]


def key_pair_lines(pair: dict[str, Any] | None, check: bool) -> list[str]:
    """A line when there is a new own key pair on the host."""
    if not pair or not pair["is_new"]:
        return []
    public = f", public key SHA-256 {pair['fingerprint'][:16]}…" if pair["fingerprint"] and not check else ""
    return [labelled("key pair", f"{pair['id']} {'would be put' if check else 'is'} on the host{public}")]


def change(plan: Plan, answer: dict[str, Any]) -> str:
    """``14 variables (3 not passed by the stock Compose file)``."""
    names = answer["variables"]
    text = f"{len(names)} variable{'' if len(names) == 1 else 's'}"
    release = answer["version"] or plan.settings.openmetadata_version or RELEASES[-1]
    hidden = [name for name in names if not passed_by_compose(CATALOGUE[name], release)]
    if hidden and plan.settings.deployment == "docker_compose":
        text += f" ({len(hidden)} not passed by the stock Compose file)"
    if answer["rows"]:
        text += f", stored rows: {len(answer['rows'])} field{'' if len(answer['rows']) == 1 else 's'}"
    return text


def proof(answer: dict[str, Any]) -> str:
    served = {row["field"]: row["served"] for row in answer["effective"]}
    kids = ", ".join(shortened(kid) for kid in answer["kids"] or ())
    client = (
        f", client {shortened(served['clientId'])}, callback {served['callbackUrl']}" if served.get("clientId") else ""
    )
    return f"served provider {served['provider']}{client}, own key {kids}"


def recovered(host: str, answer: dict[str, Any], check: bool) -> list[str]:
    """The lines of going back to what was last proven, or of what that would be."""
    served = answer["served"]
    what = files_line(answer["files"]) + (", stored rows" if answer["rows"] else "")
    lines = [
        f"{host}  the configuration that was proven on {answer['when']}: provider {served.get('provider')}, client {shortened(served.get('clientId'))}",
        labelled("would write" if check else "put back", what),
    ]
    if check:
        return [*lines, labelled("would", "restart the server")]
    return [
        *lines,
        labelled("restart", f"healthy after {answer['seconds']} s"),
        labelled("proved", "the server serves what was proven then"),
    ]


def host_findings(answer: dict[str, Any]) -> list[Finding]:
    return [Finding(*finding) for finding in answer.get("findings") or ()]


def failed(host: str, plan: Plan, error: dict[str, Any]) -> list[str]:
    """The lines of an apply that failed: what, where to look, and how the host was left."""
    lines = [heading(host, plan), labelled("failed", f"{error['message']} {error['fix']}".strip())]
    if error.get("option"):
        lines.append(labelled("look at", error["option"]))
    if error.get("outcome"):
        lines.append(labelled("restored" if error.get("restored") else "left", error["outcome"]))
    elif not error.get("findings"):
        lines.append(labelled("left", "nothing was touched"))
    if error.get("words"):
        lines += [labelled("log", line.strip()[:200]) for line in error["words"].splitlines()]
    return lines + finding_lines(host_findings(error))


def verified(host: str, plan: Plan, answer: dict[str, Any]) -> list[str]:
    """The lines of a comparison: a table where something differs."""
    rows = [row for row in answer["effective"] if row["status"] == "drift"]
    stale = [file["path"] for file in answer["files"] if file["changed"]]
    lines = [heading(host, plan, answer["version"])]
    if not has_drift(answer):
        kids = ", ".join(shortened(kid) for kid in answer["kids"] or ())
        seen = sum(row["status"] == "ok" for row in answer["effective"])
        lines += [
            labelled("in effect", f"{seen} fields are as planned, own key {kids}"),
            *unseen(answer),
            *administrators(answer),
        ]
        return lines + [labelled("note", note) for note in answer["notes"]] + finding_lines(plan.findings)
    reads = (
        f"; this release ({answer['version']}) reads the stored rows, not the files" if answer["rows_decide"] else ""
    )
    lines.append(labelled("drift", f"in {len(rows)} of {len(answer['effective'])} fields{reads}"))
    if rows:
        lines += table(rows)
    lines += [labelled("file", f"{path} differs from the plan or is missing") for path in stale]
    lines += [*unseen(answer), *administrators(answer), *(labelled("note", note) for note in answer["notes"])]
    return (
        lines
        + [labelled("next", "run openmetadata.sso.sso to bring the plan into effect")]
        + finding_lines(plan.findings)
    )


def unseen(answer: dict[str, Any]) -> list[str]:
    """Fields of which the layer that decides was not seen: they are neither good nor drift."""
    fields = [row["field"] for row in answer["effective"] if row["status"] == "unknown"] + list(
        answer.get("unseen") or ()
    )
    if not fields:
        return []
    more = f" and {len(fields) - 5} more" if len(fields) > 5 else ""
    return [
        labelled(
            "unknown",
            f"{len(fields)} field{'' if len(fields) == 1 else 's'} that cannot be seen: {', '.join(fields[:5])}{more}",
        )
    ]


def has_drift(answer: dict[str, Any]) -> bool:
    """Whether anything is not as planned; a server that does not answer proves nothing and counts too."""
    stale = (
        any(file["changed"] for file in answer["files"])
        or (answer.get("administrators") or {}).get("status") == "missing"
    )
    return (
        stale
        or answer["stale"]
        or bool(answer["variables"])
        or not answer["reachable"]
        or any(row["status"] == "drift" for row in answer["effective"])
    )


def drift_in_short(host: str, answer: dict[str, Any]) -> str:
    """One line for logs that show nothing else."""
    fields = [row["field"] for row in answer["effective"] if row["status"] == "drift"]
    more = f" and {len(fields) - 5} more fields" if len(fields) > 5 else ""
    return f"{host}: drift in {', '.join(fields[:5]) if fields else 'files or environment'}{more}."


def error_in_short(host: str, error: dict[str, Any]) -> str:
    parts = (
        error["message"],
        error["fix"],
        error.get("outcome", ""),
        *(Finding(*finding).message for finding in error.get("findings", ())),
    )
    return f"{host}: {' '.join(part for part in parts if part)}"


def table(rows: list[dict[str, Any]]) -> list[str]:
    """The fields that differ, with what each layer holds; columns are as wide as they need to be."""
    cells = [("field", "wanted", *LAYERS)]
    cells += [(row["field"], shown(row["wanted"]), *(cell(row, layer) for layer in LAYERS)) for row in rows]
    widths = [max(len(line[column]) for line in cells) + 2 for column in range(len(cells[0]))]
    return ["  " + "".join(f"{text:{width}}" for text, width in zip(line, widths)).rstrip() for line in cells]


LAYERS = ("file", "stored", "served")


def shown(value: Any, width: int = 40) -> str:
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= width else text[: width - 1] + "…"


def cell(row: dict[str, Any], layer: str) -> str:
    """What a layer holds beside what is wanted; a layer that was not seen is a dash."""
    if row[layer] is None:
        return "-"
    if row[layer] in ("", [], {}) and row["wanted"] not in ("", [], {}):
        return "(empty)"
    return "same" if row[layer] == row["wanted"] else shown(row[layer])
