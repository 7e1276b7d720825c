# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rule on settings: its check, and the cases that it is for."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable
from typing import NamedTuple

from .._model.environment import environment, for_release
from .._model.findings import Finding
from .._model.options import PREFIX, Option
from .._model.options.registration_options import PENDING
from .._model.providers import OPENID_CONNECT, Derived, Provider
from .._model.releases import Range, within
from .._model.settings import LARGEST, given_values
from .._model.settings_class import Settings
from .._model.value import Value, dig
from .._register import Cause, Entry, Problem, entry_of
from ._written import Text, texts_of

#: No variable of the environment.
ABSENT = Value(None, "")


def _is(kind: type, value: object) -> bool:
    """Whether a value is of a type; a number is not a bool, and fits into the server's."""
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST
    return isinstance(value, kind)


class Case(NamedTuple):
    """What a rule sees. An option that is missing or wrong is ``None``; a rule then finds nothing about it.

    ``environment`` is what the release reads, ``unread`` what it does not; ``given`` all that the operator wrote,
    and ``written`` the texts of it.
    """

    settings: Settings
    provider: Provider
    derived: Derived
    environment: dict[str, Value]
    unread: dict[str, Value]
    given: tuple[tuple[Value, Option], ...]
    written: tuple[Text, ...]
    release: str | None
    today: datetime.date

    @property
    def client_id(self) -> str | None:
        """The client id; ``None`` also where client registration has still to get it from the provider."""
        return None if self.settings.client_id == PENDING else self.settings.client_id

    def variable(self, name: str, kind: type = str) -> Value:
        """An environment variable's value and the role variable that decides it; ``None`` unless it has the type."""
        found = self.environment.get(name, ABSENT)
        return found if _is(kind, found.value) else Value(None, found.option)

    def texts(self, name: str) -> list[tuple[str, str]]:
        """The texts of a list variable, each with the role variable that decides it."""
        found = self.variable(name, list)
        return [(item, found.option) for item in found.value or () if isinstance(item, str)]

    def is_given(self, value: Value) -> bool:
        """Whether the operator wrote the value; otherwise it follows from something else or is a default."""
        names = value.option.removeprefix(PREFIX).split(".")
        if names[0] == "extra_environment":
            return True
        own = dig(self.settings, *names)
        return own is not None and own == value.value


def case_of(settings: Settings, provider: Provider, release: str | None, today: datetime.date) -> Case:
    """What rules see of the settings of a host."""
    derived = provider.derive(settings, provider)
    values = environment(settings, provider, derived)
    read = for_release(values, release)
    unread = {name: value for name, value in values.items() if name not in read}
    given = tuple(given_values(settings))
    return Case(settings, provider, derived, read, unread, given, tuple(texts_of(given)), release, today)


class Kind(NamedTuple):
    """What decides which rules a case has. ``providers`` are its names: the operator's and OpenMetadata's."""

    providers: frozenset[str]
    flow: str | None
    deployment: str | None
    release: str | None


def kind_of(case: Case) -> Kind:
    """What decides which rules the case has."""
    names = frozenset((case.provider.name, case.provider.openmetadata_provider))
    return Kind(names, case.settings.flow, case.settings.deployment, case.release)


Check = Callable[[Case], Iterable[Problem]]


class Rule(NamedTuple):
    """A check and the cases that it is for. Empty ``providers``, ``deployments`` and ``flows`` mean all.

    A provider is named as the operator names it or as OpenMetadata does, so ``custom-oidc`` holds its presets too.
    """

    entry: Entry
    check: Check
    providers: tuple[str, ...] = ()
    deployments: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id in the register."""
        return self.entry.id

    def applies_to(self, case: Case) -> bool:
        """Whether the case has a provider, a flow, a deployment and a release of the rule."""
        return self.is_for(kind_of(case))

    def is_for(self, kind: Kind) -> bool:
        """The same of what a case has."""
        return (
            (not self.providers or not kind.providers.isdisjoint(self.providers))
            and (not self.flows or kind.flow in self.flows)
            and (not self.deployments or kind.deployment in self.deployments)
            and counts(self.entry, kind.release)
        )

    def findings(self, case: Case) -> list[Finding]:
        """What the check finds, in the words of the register."""
        problems = self.check(case) if self.applies_to(case) else ()
        return [self.finding(problem, case) for problem in problems if self.is_of_release(problem, case)]

    def is_of_release(self, problem: Problem, case: Case) -> bool:
        """Whether the cause of a problem is one of the release of the case."""
        return counts(self.entry.cause(problem.cause), case.release)

    def finding(self, problem: Problem, case: Case) -> Finding:
        """A problem of the case in the words of the register."""
        known = {"release": case.release, "provider": case.provider.title}
        return self.entry.finding(problem.place, problem.cause, **{**known, **problem.values})


def counts(limited: Entry | Cause, release: str | None) -> bool:
    """Whether an entry of the register, or a cause of it, is one of the release."""
    return within(Range(limited.since, limited.until), release)


RULES: list[Rule] = []


def findings(case: Case) -> list[Finding]:
    """What all rules find."""
    return [
        rule.finding(problem, case)
        for rule in _rules_for(kind_of(case))
        for problem in rule.check(case)
        if rule.is_of_release(problem, case)
    ]


@functools.lru_cache(maxsize=256)
def _rules_for(kind: Kind) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.is_for(kind))


#: For rules of one flow.
CODE = ("authorization_code",)
PUBLIC = ("implicit",)


def rule(
    rule_id: str,
    *,
    providers: tuple[str, ...] = (),
    deployments: tuple[str, ...] = (),
    flows: tuple[str, ...] = (),
) -> Callable[[Check], Check]:
    """Add the check of an id of the register on settings. ``LookupError`` for an unknown id; limits as in ``Rule``."""
    entry = entry_of(rule_id, "settings")

    def register(check: Check) -> Check:
        RULES.append(Rule(entry, check, providers, deployments, flows))
        return check

    return register


__all__ = ["CODE", "OPENID_CONNECT", "PUBLIC", "RULES", "Case", "Rule", "case_of", "counts", "findings", "rule"]
