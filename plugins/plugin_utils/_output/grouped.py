# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plans of many hosts: what several of them have in common is said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .._model.findings import Finding, count, in_order
from .._plan.plan import Plan
from . import apply
from .lines import count_of, finding_lines

#: Names of hosts in a heading, and in the sentence of a failure.
IN_HEADING, IN_SENTENCE = 3, 10


def names(hosts: Iterable[str], most: int = IN_SENTENCE) -> str:
    """``om-1, om-2 and 98 more``."""
    listed = list(hosts)
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {rest} more" if rest > 0 else "")


def together(hosts: Iterable[str]) -> str:
    """Hosts at the beginning of a block: ``om-1, om-2, om-3, … (100 hosts)``."""
    listed = list(hosts)
    shown = ", ".join(listed[:IN_HEADING]) + (", …" if len(listed) > IN_HEADING else "")
    return shown if len(listed) == 1 else f"{shown} ({len(listed)} hosts)"


def planned(plans: Mapping[str, Plan]) -> list[str]:
    """The lines of the plans. Each finding is there once, below the hosts that it is about."""
    told = _by_hosts(plans)
    lines: list[str] = []
    for hosts, shared in _blocks(plans).items():
        lines += [together(hosts) + shared[0], *shared[1:], *finding_lines(in_order(told.pop(hosts, [])))]
    for hosts, found in told.items():
        broken = any(plans[host].errors for host in hosts)
        head = count(found) or count_of(len(found), "note")
        lines.append(f"{together(hosts)}  {head}{'; nothing was changed' if broken else ''}")
        lines += finding_lines(in_order(found))
    return lines


def _by_hosts(plans: Mapping[str, Plan]) -> dict[tuple[str, ...], list[Finding]]:
    """{hosts: the findings that just these hosts have}."""
    where: dict[Finding, list[str]] = {}
    for host, plan in plans.items():
        for finding in dict.fromkeys(plan.findings):
            where.setdefault(finding, []).append(host)
    result: dict[tuple[str, ...], list[Finding]] = {}
    for finding, hosts in where.items():
        result.setdefault(tuple(hosts), []).append(finding)
    return result


def _blocks(plans: Mapping[str, Plan]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """{hosts: the lines that their plans share, without findings}; plans with errors have none."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for host, plan in plans.items():
        if not plan.errors:
            lines = apply.planned("", plan._replace(findings=[]))
            alike.setdefault(tuple(lines), []).append(host)
    return {tuple(hosts): lines for lines, hosts in alike.items()}
