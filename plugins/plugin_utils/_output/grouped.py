# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plans of many hosts: what several of them have in common is said once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from .._model.findings import Finding, count, errors, in_order
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
    told = _by_hosts(_where({host: plan.findings for host, plan in plans.items()}))
    lines: list[str] = []
    for hosts, shared in _blocks(plans).items():
        lines += [together(hosts) + shared[0], *shared[1:], *finding_lines(in_order(told.pop(hosts, [])))]
    return lines + _told(told, [host for host, plan in plans.items() if plan.errors])


def refused(found: Mapping[str, Iterable[Finding]]) -> list[str]:
    """The lines of hosts of which nothing was changed. Each finding is there once, below the hosts that it is about."""
    return _told(_by_hosts(_where(found)), found)


def failures(
    found: Mapping[str, Iterable[Finding]], told: Callable[[dict[str, list[Finding]]], list[str]] = refused
) -> dict[str, list[str]]:
    """{host that fails: the lines to fail with}; ``told`` gives the lines of {host: findings}.

    A finding that several hosts have is told by the first of them, and the others refer to it.
    """
    failing = {host: list(dict.fromkeys(findings)) for host, findings in found.items() if errors(findings)}
    where = _where(failing)
    result = {}
    for host, findings in failing.items():
        own: dict[str, list[Finding]] = {}
        referred: dict[str, list[Finding]] = {}
        for finding in findings:
            first = where[finding][0]
            if first != host:
                referred.setdefault(first, []).append(finding)
            for other in where[finding] if first == host else ():
                own.setdefault(other, []).append(finding)
        result[host] = (told(own) if own else []) + [same_as(first, rest) for first, rest in referred.items()]
    return result


def once(said: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """{host: its lines}; of several hosts with the same lines apart from their names the first one has them."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for host, (head, *rest) in said.items():
        alike.setdefault((head.removeprefix(host), *rest), []).append(host)
    result = {}
    for (head, *rest), (first, *others) in alike.items():
        result[first] = [together([first, *others]) + head, *rest]
        result.update({host: [f"the same as {first}"] for host in others})
    return result


def same_as(first: str, findings: Iterable[Finding]) -> str:
    """What a host says of findings that another host has told: its name and their rules, those of errors first."""
    rules = dict.fromkeys(finding.rule for finding in in_order(findings))
    return f"the same findings as {first}: {', '.join(rules)}"


def _where(found: Mapping[str, Iterable[Finding]]) -> dict[Finding, list[str]]:
    """{finding: the hosts that have it}."""
    where: dict[Finding, list[str]] = {}
    for host, findings in found.items():
        for finding in dict.fromkeys(findings):
            where.setdefault(finding, []).append(host)
    return where


def _by_hosts(where: Mapping[Finding, Iterable[str]]) -> dict[tuple[str, ...], list[Finding]]:
    """{hosts: the findings that just these hosts have}."""
    result: dict[tuple[str, ...], list[Finding]] = {}
    for finding, hosts in where.items():
        result.setdefault(tuple(hosts), []).append(finding)
    return result


def _told(by_hosts: Mapping[tuple[str, ...], list[Finding]], broken: Collection[str]) -> list[str]:
    """A block for each group of hosts; those of ``broken`` were not changed."""
    lines: list[str] = []
    for hosts, found in by_hosts.items():
        head = count(found) or count_of(len(found), "note")
        lines.append(f"{together(hosts)}  {head}{'; nothing was changed' if set(hosts) & set(broken) else ''}")
        lines += finding_lines(in_order(found))
    return lines


def _blocks(plans: Mapping[str, Plan]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """{hosts: the lines that their plans share, without findings}; plans with errors have none."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for host, plan in plans.items():
        if not plan.errors:
            lines = apply.planned("", plan._replace(findings=[]))
            alike.setdefault(tuple(lines), []).append(host)
    return {tuple(hosts): lines for lines, hosts in alike.items()}
