# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A check of the audit: a function from what was observed to a verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .._model.findings import Finding
from .._register import Entry, entry_of

#: ``accepted`` is a finding that ``om_sso_ignore_rules`` accepts; ``unseen`` a host that was not checked.
STATUSES = ("finding", "unknown", "accepted", "unseen", "ok", "not_applicable")


class Verdict(NamedTuple):
    """``evidence`` says what was seen and where, or why nothing was.

    ``cause`` is a cause of the register whose fix or severity differs from the entry's; ``remedy`` what would let it
    be seen.
    """

    status: str
    evidence: str
    cause: str = ""
    remedy: str = ""


def ok(evidence: str) -> Verdict:
    """The rule holds."""
    return Verdict("ok", evidence)


def finding(evidence: str, cause: str = "") -> Verdict:
    """The rule does not hold."""
    return Verdict("finding", evidence, cause)


def unknown(reason: str, remedy: str = "") -> Verdict:
    """Unknown; ``remedy`` is what would let it be seen."""
    return Verdict("unknown", reason, remedy=remedy)


def not_applicable(reason: str) -> Verdict:
    """The rule is not for this server."""
    return Verdict("not_applicable", reason)


class Check(NamedTuple):
    """A check of a running server: an entry of the register and how it is seen.

    ``short`` heads a column of the page, ``how`` says what is read, ``option`` is the role variable or playbook that
    a finding names, ``judge`` makes the verdict. ``cluster`` is true where it is for a cluster alone. Title, severity,
    reason and fix are in the register.
    """

    entry: Entry
    short: str
    how: str
    option: str
    judge: Callable[[Any], Verdict]
    cluster: bool = False

    @property
    def id(self) -> str:
        """The id in the register."""
        return self.entry.id


CHECKS: list[Check] = []


def check(
    rule_id: str, short: str, *, how: str, option: str = "", cluster: bool = False
) -> Callable[[Callable[[Any], Verdict]], Callable[[Any], Verdict]]:
    """Add the check of an id of the register. ``LookupError`` for an unknown id."""
    entry = entry_of(rule_id, "audit")

    def register(function: Callable[[Any], Verdict]) -> Callable[[Any], Verdict]:
        CHECKS.append(Check(entry, short, how, option, function, cluster))
        return function

    return register


class Result(NamedTuple):
    """A check on a host, as the report shows it."""

    id: str
    title: str
    status: str
    severity: str
    evidence: str
    fix: str

    def finding(self) -> Finding:
        """The result as a finding at the option of its check."""
        option = next(entry.option for entry in CHECKS if entry.id == self.id)
        return Finding(self.id, self.severity, option, self.evidence, self.fix)
