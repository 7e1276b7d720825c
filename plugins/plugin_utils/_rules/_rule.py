# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a rule is, and the register of all rules."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from .._model.environment import environment, for_release
from .._model.findings import Finding
from .._model.options import PREFIX, Option
from .._model.providers import OPENID_CONNECT, Derived, Provider
from .._model.releases import Range, within
from .._model.settings import LARGEST, given_values
from .._model.settings_class import Settings
from .._model.value import Value, dig

#: No variable of the environment.
ABSENT = Value(None, "")


class Case(NamedTuple):
    """What a rule looks at. An option that is missing or wrong is ``None``; a rule then stays silent about it.

    ``environment`` is what the release reads, ``unread`` what it does not; ``given`` all that the operator wrote.
    """

    settings: Settings
    provider: Provider
    derived: Derived
    environment: dict[str, Value]
    unread: dict[str, Value]
    given: tuple[tuple[Value, Option], ...]
    release: str | None
    today: datetime.date

    def variable(self, name: str, type: type = str) -> Value:
        """What an environment variable will hold and which role variable decides it; ``None`` unless it is of the type."""
        found = self.environment.get(name, ABSENT)
        right = isinstance(found.value, type) and not (
            type is int and (isinstance(found.value, bool) or abs(found.value) > LARGEST)
        )
        return found if right else Value(None, found.option)

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
    derived = provider.derive(settings, provider)
    values = environment(settings, provider, derived)
    read = for_release(values, release)
    unread = {name: value for name, value in values.items() if name not in read}
    return Case(settings, provider, derived, read, unread, tuple(given_values(settings)), release, today)


#: option (role variable), what is wrong and why, what to do
Problem = tuple[str, str, str]


class Rule(NamedTuple):
    """A check and the cases that it is for. Empty ``providers``, ``deployments`` and ``flows`` mean all.

    A provider is named as the operator names it or as OpenMetadata does, so ``custom-oidc`` holds its presets too.
    """

    id: str
    severity: str
    title: str
    check: Callable[[Case], Iterable[Problem]]
    providers: tuple[str, ...] = ()
    releases: Range = Range()
    deployments: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()

    def applies_to(self, case: Case) -> bool:
        return (
            (
                not self.providers
                or case.provider.name in self.providers
                or case.provider.openmetadata_provider in self.providers
            )
            and (not self.flows or case.settings.flow in self.flows)
            and (not self.deployments or case.settings.deployment in self.deployments)
            and within(self.releases, case.release)
        )

    def findings(self, case: Case) -> list[Finding]:
        return (
            [Finding(self.id, self.severity, *problem) for problem in self.check(case)] if self.applies_to(case) else []
        )


RULES: list[Rule] = []

#: For rules of one flow.
CODE = ("authorization_code",)
PUBLIC = ("implicit",)

Check = Callable[[Case], Iterator[Problem]]


def rule(
    id: str, severity: str, title: str, *, since: str | None = None, until: str | None = None, **more: Any
) -> Callable[[Check], Check]:
    """Register a check; the docs' index of rules is made from this register.

    ``since`` and ``until`` (exclusive) are releases; ``providers``, ``deployments`` and ``flows`` as in ``Rule``.
    """

    def register(check: Check) -> Check:
        RULES.append(Rule(id, severity, title, check, releases=Range(since, until), **more))
        return check

    return register


__all__ = ["CODE", "OPENID_CONNECT", "PUBLIC", "RULES", "Case", "Problem", "Rule", "case_of", "rule"]
