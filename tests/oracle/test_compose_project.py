# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Compose project is read from its files as Docker Compose reads it: equal environments, equal refusals."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils._compose.project import NotRead, services
from oracles import compose_cases, compose_oracle

NEWEST, INSTALLED = 1500, 100
FILES = ("compose.yaml", "compose.override.yaml")


def read(project, release):
    """{service: {variable: text}} of a project, or the text of its refusal."""
    present = [name for name in FILES if name in project]
    try:
        found = services(project, present, [".env"], release)
    except NotRead as refused:
        return f"{refused.place}: {refused.reason}"
    missing = [name for service in found for name in service.unread]
    if missing:
        return f"{missing[0]} is not there"
    return {service.name: {name: value.text for name, value in service.environment.items()} for service in found}


def differences(projects, answers, release):
    """What is read otherwise than Compose reads it, with the seed of each."""
    for seed, (project, answer) in enumerate(zip(projects, answers, strict=True)):
        ours = read(project, release)
        refused = isinstance(answer, compose_oracle.Refused)
        if isinstance(ours, str) != refused or (not refused and ours != answer):
            yield seed, ours, answer


def test_the_newest_compose_reads_the_same(real, tmp_path):
    projects = [compose_cases.project(seed) for seed in range(NEWEST)]
    answers = real(compose_oracle.newest, projects, tmp_path)
    refused = sum(isinstance(answer, compose_oracle.Refused) for answer in answers)
    print(f"\n{NEWEST} projects of {sum(map(len, projects))} files, {refused} of them refused")
    assert list(differences(projects, answers, (5, 7)))[:3] == []
    assert NEWEST / 10 < refused < NEWEST / 2


def test_compose_2_26_reads_the_same(real, target):
    projects = [compose_cases.project(seed) for seed in range(INSTALLED)]
    answers = real(compose_oracle.installed, projects, target)
    assert list(differences(projects, answers, (2, 26)))[:3] == []
    assert sum(map(len, projects)) > 300
