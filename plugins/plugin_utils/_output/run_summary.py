# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last lines of a run over several hosts: how each was left, and where the files of the report are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .grouped import names
from .lines import labelled

#: Results in the order in which they are printed, with what they are called, and how many hosts are named: those that
#: an operator has to do something about are all named.
RESULTS = {
    "changed": ("changed", 10),
    "unchanged": ("unchanged", 10),
    "audited": ("audited", 10),
    "passed": ("no error", 10),
    "drift": ("drift", 100),
    "restored": ("restored", 100),
    "failed": ("failed", 100),
    "unreachable": ("unreachable", 100),
    "planned": ("not touched", 10),
}
#: Verbs that change hosts.
CHANGING = ("sso", "recover")
#: Results that no host has whose task failed.
GOOD = ("changed", "unchanged", "audited")
FAILURES = ("restored", "failed", "unreachable")
#: Results of steps that only looked or planned, which take no other one back; a plan says more than that a task passed.
WEAK = {"passed": (), "planned": ("passed",)}


def lines(entries: list[dict[str, Any]]) -> list[str]:
    """The lines of a run; ``entries`` have ``verb``, ``check_mode``, ``report`` and ``hosts`` (host: result).

    Empty for one host, whose own lines say it all, and for a run that neither changes hosts nor fails.
    """
    hosts = _last(entries)
    changes = any(entry["verb"] in CHANGING for entry in entries)
    if len(hosts) < 2 or not (changes or set(hosts.values()) & set(FAILURES)):
        return []
    check_mode = any(entry["check_mode"] for entry in entries)
    found = ["SUMMARY"]
    for result, (label, most) in RESULTS.items():
        those = [host for host, left in hosts.items() if left == result]
        if those:
            label = "planned" if check_mode and result == "changed" else label
            found.append(labelled(label, f"{len(those)} of {len(hosts)}: {names(those, most)}"))
    reports = dict.fromkeys(path for entry in entries for path in entry["report"])
    return found + [labelled("report", path) for path in reports]


def _last(entries: list[dict[str, Any]]) -> dict[str, str]:
    """{host: its last result}; a later step that only looked or planned takes nothing back."""
    hosts: dict[str, str] = {}
    for entry in entries:
        found: Mapping[str, str] = entry["hosts"]
        for host, result in found.items():
            if host not in hosts or result not in WEAK or hosts[host] in WEAK[result]:
                hosts[host] = result
    return hosts
