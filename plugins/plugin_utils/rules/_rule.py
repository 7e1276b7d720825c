# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a rule is, and the register of all rules."""

from __future__ import annotations

from typing import Any, Callable, Iterable, NamedTuple

from ..derivation import Derived
from ..findings import Finding
from ..providers import Provider


class Case(NamedTuple):
    """What a rule looks at. An option that is missing or wrong is ``None``; a rule then stays silent about it."""

    settings: Any
    provider: Provider
    derived: Derived
    environment: dict[str, Any]
    release: str | None


#: option (role variable), what is wrong and why, what to do
Problem = tuple[str, str, str]


class Rule(NamedTuple):
    id: str
    severity: str
    title: str
    check: Callable[[Case], Iterable[Problem]]
    kinds: tuple[str, ...] = ()

    def findings(self, case: Case) -> list[Finding]:
        if self.kinds and case.provider.kind not in self.kinds:
            return []
        return [Finding(self.id, self.severity, *problem) for problem in self.check(case)]


RULES: list[Rule] = []


def rule(id: str, severity: str, title: str, kinds: tuple[str, ...] = ()) -> Callable:
    """Register a check, for some kinds of providers or for all; the docs' index of rules is made from this register."""

    def register(check: Callable[[Case], Iterable[Problem]]) -> Callable[[Case], Iterable[Problem]]:
        RULES.append(Rule(id, severity, title, check, kinds))
        return check

    return register
