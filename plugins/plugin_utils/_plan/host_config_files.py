# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with the files that a host has already: texts of a host in, findings with file and line out."""

from __future__ import annotations

from typing import Any

from .._model.catalogue import CATALOGUE, read_by
from .._model.findings import Finding, from_data, in_order, without_ignored
from .._register import finding_of
from .._rules import Context, check_file
from .._rules._assignments import resolved
from .._rules._env_lines import lines
from .._rules._file import Unreadable
from .._rules.compose_file import services
from .plan import Plan

COMPOSE = "compose_file"


def findings(answer: dict[str, Any], plan: Plan) -> list[Finding]:
    """Everything that speaks against the files of one host. ``plan`` may hold no more than where the server is."""
    release = answer["version"] or plan.settings.openmetadata_version
    wanted = _wanted(plan, release)
    handed = _handed_over(answer)
    found = [from_data(finding) for finding in answer["findings"]]
    for file in answer["files"]:
        context = Context(
            release, wanted.get("AUTHENTICATION_PROVIDER"), plan.settings.deployment, wanted, file["dialect"]
        )
        if file["kind"] == COMPOSE:
            context = context._replace(variables=handed, provider=_provider(answer, handed))
        found += check_file(file["kind"], file["path"], file["text"], context)
    found += [*map(_edited, (own for own in answer["own"] if own[1])), *map(_unread, answer["problems"])]
    return in_order(without_ignored(found, plan.settings.ignore_rules))


def _wanted(plan: Plan, release: str | None) -> dict[str, Any]:
    """Values of the plan by variable.

    Nothing where the release is not known, for then it is not known what it reads.
    """
    if release is None:
        return {}
    return {entry.name: entry.value for entry in plan.environment if read_by(CATALOGUE[entry.name], release)}


def _handed_over(answer: dict[str, Any]) -> dict[str, Any]:
    """Variables of Compose's env files that no Compose file hands to a container.

    Our override hands over all that it is to.
    """
    if any(path.endswith((".yml", ".yaml")) for path, _line in answer["own"]):
        return {}
    given = {}
    for file in answer["files"]:
        if file["dialect"] == "compose":
            given.update({line.name: line.value for line in lines(file["text"]) if line.name in CATALOGUE})
    passed = set()
    for file in answer["files"]:
        try:
            passed |= (
                {name for service in services(file["text"]) for name in service.environment}
                if file["kind"] == COMPOSE
                else set()
            )
        except Unreadable:  # a finding of its own
            continue
    return {name: value for name, value in given.items() if name not in passed}


def _provider(answer: dict[str, Any], handed: dict[str, Any]) -> str | None:
    """The provider that env files name, where what it needs is not handed over."""
    named = [
        line.value
        for file in answer["files"]
        if file["dialect"] == "compose"
        for line in lines(file["text"])
        if line.name == "AUTHENTICATION_PROVIDER"
    ]
    return resolved(named[-1]) if named and handed else None


def _edited(own: tuple[str, int]) -> Finding:
    path, line = own
    return finding_of("ENV-31", f"{path}:{line}", path=path, line=line)


def _unread(problem: tuple[str, str]) -> Finding:
    return finding_of("ENV-34", problem[0], text=problem[1])
