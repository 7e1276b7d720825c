# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of an audit: a line a finding, and what was not seen in one."""

from __future__ import annotations

from typing import Any

from .._audit._check import Result
from .._model.deployments import title_of
from .._model.findings import count, in_order
from .lines import finding_lines, labelled

NO_PROVIDER = "provider not seen"


def of(host: str, deployment: str, version: str | None, provider: str | None, results: list[Result]) -> list[str]:
    """The lines of one host."""
    findings = in_order([result.finding() for result in results if result.status == "finding"])
    release = f" {version}" if version else ", which does not answer,"
    said = f"{len([result for result in results if result.status == 'ok'])} of {len(results)} checks are good"
    told = count(findings) or "no finding"
    lines = [f"{host}  OpenMetadata{release} on {title_of(deployment)}, {provider or NO_PROVIDER}: {told}; {said}"]
    lines += finding_lines(findings)
    lines += [labelled("unknown", f"{ids}: {reason}") for reason, ids in grouped(results, "unknown")]
    return lines + [
        labelled("accepted", f"{result.id} {result.evidence}") for result in results if result.status == "accepted"
    ]


def grouped(results: list[Result], status: str) -> list[tuple[str, str]]:
    """(what would let it be seen, or why it was not seen; the ids it counts for)."""
    found: dict[str, list[str]] = {}
    for result in results:
        if result.status == status:
            found.setdefault(result.fix or result.evidence, []).append(result.id)
    return [(reason, ", ".join(ids)) for reason, ids in found.items()]


def not_audited(host: str, reason: str) -> list[str]:
    """The line of a host that could not be audited."""
    return [f"{host}  not audited: {reason}"]


def document(
    deployment: str | None,
    version: str | None,
    provider: str | None,
    flow: str | None,
    results: list[Result],
    reason: str = "",
) -> dict[str, Any]:
    """A host's part of the report."""
    return {
        "version": version,
        "provider": provider,
        "flow": flow,
        "deployment": deployment,
        "result": "failed" if reason else "audited",
        "reason": reason,
        "findings": [
            finding.to_data()
            for finding in in_order([result.finding() for result in results if result.status == "finding"])
        ],
        "checks": [result._asdict() for result in results],
    }
