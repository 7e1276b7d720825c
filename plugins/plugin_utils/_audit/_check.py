# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A check of the audit: what holds, how that is seen, what mends it. A function from what was seen to a verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .._model.findings import Finding

#: ``accepted`` is a finding that ``om_sso_ignore_rules`` lives with; ``unseen`` a host that was not looked at.
STATUSES = ("finding", "unknown", "accepted", "unseen", "ok", "not_applicable")


class Verdict(NamedTuple):
    """``evidence`` says what was seen and where, or why nothing was; ``severity`` and ``fix`` only where they differ from the check's."""

    status: str
    evidence: str
    fix: str = ""
    severity: str = ""


def ok(evidence: str) -> Verdict:
    return Verdict("ok", evidence)


def finding(evidence: str, fix: str = "", severity: str = "") -> Verdict:
    return Verdict("finding", evidence, fix, severity)


def unknown(reason: str, remedy: str = "") -> Verdict:
    """``remedy``: what would let it be seen."""
    return Verdict("unknown", reason, remedy)


def not_applicable(reason: str) -> Verdict:
    return Verdict("not_applicable", reason)


class Check(NamedTuple):
    """``severity`` is the worst one; ``short`` heads a column; ``option`` is what a finding names, the role variable or verb that mends it."""

    id: str
    severity: str
    title: str
    short: str
    why: str
    how: str
    fix: str
    option: str
    judge: Callable[[Any], Verdict]


CHECKS: list[Check] = []


def check(
    id: str, severity: str, title: str, short: str, *, why: str, how: str, fix: str, option: str = ""
) -> Callable[[Callable[[Any], Verdict]], Callable[[Any], Verdict]]:
    """Enter a function into the table."""

    def enter(function: Callable[[Any], Verdict]) -> Callable[[Any], Verdict]:
        CHECKS.append(Check(id, severity, title, short, why, how, fix, option, function))
        return function

    return enter


class Result(NamedTuple):
    """A check on a host, as it stands in the report."""

    id: str
    title: str
    status: str
    severity: str
    evidence: str
    fix: str

    def finding(self) -> Finding:
        option = next(entry.option for entry in CHECKS if entry.id == self.id)
        return Finding(self.id, self.severity, option, self.evidence, self.fix)
