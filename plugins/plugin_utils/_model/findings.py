# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of findings on the controller: their order, their count and what ``om_sso_ignore_rules`` leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ...module_utils._core.findings import SEVERITIES, Finding, errors, from_data, to_data
from .._register import _consequences as consequences

__all__ = [
    "SEVERITIES",
    "Finding",
    "beside",
    "count",
    "errors",
    "from_data",
    "in_order",
    "is_ignored",
    "to_data",
    "without_consequences",
    "without_ignored",
]

#: Findings about the variables themselves cannot be ignored: without a valid value there is nothing to go on with.
NEVER_IGNORED = "OPT-"


def is_ignored(rule: str, ignore_rules: Collection[str] | None) -> bool:
    """Whether ``om_sso_ignore_rules`` leaves a rule out; the only place that decides it."""
    return rule in (ignore_rules or ()) and not rule.startswith(NEVER_IGNORED)


def without_ignored(findings: Iterable[Finding], ignore_rules: Collection[str] | None) -> list[Finding]:
    """The findings that count."""
    return [finding for finding in findings if not is_ignored(finding.rule, ignore_rules)]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first; within a severity in the order of discovery, each finding once."""
    return sorted(dict.fromkeys(findings), key=lambda finding: SEVERITIES.index(finding.severity))


def count(findings: Collection[Finding]) -> str:
    """``2 errors, 1 warning``; the empty string when there is nothing to say."""
    counts = [(sum(1 for f in findings if f.severity == severity), severity) for severity in SEVERITIES[:2]]
    return ", ".join(f"{number} {severity}{'s' if number > 1 else ''}" for number, severity in counts if number)


def beside(named: list[Finding], others: Iterable[Finding]) -> list[Finding]:
    """The others without what follows: a line with an error of its own, or with the same rule, is named once."""
    wrong = {finding.option for finding in named if finding.severity == "error"}
    known = {(finding.option, finding.rule) for finding in named}
    return [other for other in others if other.option not in wrong and (other.option, other.rule) not in known]


def without_consequences(
    findings: list[Finding], written: Collection[str] = consequences.WRITTEN_IN_SETTINGS
) -> list[Finding]:
    """Without what follows from an error on the same value: correcting that decides about it."""
    found = [consequences.Found(finding.option, finding.rule, finding.severity) for finding in findings]
    return [finding for finding, stays in zip(findings, consequences.primary(found, written)) if stays]
