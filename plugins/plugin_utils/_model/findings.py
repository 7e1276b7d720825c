# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a check found: one shape for rules, type errors and what the target host reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

SEVERITIES = ("error", "warning", "info")


class Finding(NamedTuple):
    """One problem, in the operator's words.

    ``rule`` is a stable id such as ``URL-12``; ``option`` a role variable (or the path of a file on the host);
    ``message`` says what is wrong and why, ``fix`` what to do. None of them ever holds a secret.
    """

    rule: str
    severity: str
    option: str
    message: str
    fix: str

    def line(self) -> str:
        """The finding as one line of a report."""
        return f"{self.severity.upper():8} {self.rule:8} {self.message} {self.fix}".rstrip()


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first; within a severity in the order of discovery, each finding once."""
    return sorted(dict.fromkeys(findings), key=lambda finding: SEVERITIES.index(finding.severity))


def errors(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "error"]


def count(findings: Collection[Finding]) -> str:
    """``2 errors, 1 warning``; the empty string when there is nothing to say."""
    counts = [(sum(1 for f in findings if f.severity == severity), severity) for severity in SEVERITIES[:2]]
    return ", ".join(f"{number} {severity}{'s' if number > 1 else ''}" for number, severity in counts if number)
