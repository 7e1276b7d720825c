# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Compose project is read from its files as Docker Compose reads it: equal environments, equal refusals."""

import re

from ansible_collections.openmetadata.sso.plugins.plugin_utils._compose.project import services
from ansible_collections.openmetadata.sso.plugins.plugin_utils._compose.refused import NotRead
from oracles import compose_cases, compose_oracle

NEWEST, INSTALLED = 1500, 100
#: Projects of several folders: what is included, what it refers to, and what may be missing.
SERVER = "services:\n  server:\n    environment:\n      A: ${A:-none}\n      B: ${B:-none}\n"
SUB = "services:\n  sub:\n    environment:\n      A: ${A:-none}\n      B: ${B:-none}\n"
IN_FOLDERS = [
    {"compose.yaml": "include:\n  - sub/compose.yaml\n" + SERVER, "sub/compose.yaml": SUB},
    {"compose.yaml": "include: [sub/compose.yaml]\n" + SERVER, "sub/compose.yaml": SUB, "sub/.env": "A=of-sub\n"},
    {
        "compose.yaml": "include:\n  - sub/compose.yaml\n" + SERVER,
        "sub/compose.yaml": SUB,
        "sub/.env": "A=of-sub\nB=of-sub\n",
        ".env": "A=of-project\n",
    },
    {
        "compose.yaml": "include:\n  - path: sub/compose.yaml\n    env_file: own.env\n" + SERVER,
        "sub/compose.yaml": SUB,
        "own.env": "B=of-own\n",
        "sub/.env": "A=of-sub\n",
    },
    {
        "compose.yaml": "include:\n  - path:\n      - sub/compose.yaml\n      - sub/more.yaml\n" + SERVER,
        "sub/compose.yaml": SUB,
        "sub/more.yaml": "services:\n  sub:\n    environment:\n      B: more\n",
    },
    {
        "compose.yaml": "include:\n  - sub/compose.yaml\n" + SERVER,
        "sub/compose.yaml": "services:\n  sub:\n    env_file: own.env\n",
        "sub/own.env": "C=${A:-none}\n",
        "own.env": "C=wrong\n",
        ".env": "A=of-project\n",
    },
    {
        "compose.yaml": "include:\n  - path: sub/compose.yaml\n    project_directory: .\n" + SERVER,
        "sub/compose.yaml": "services:\n  sub:\n    env_file: own.env\n",
        "own.env": "C=right\n",
    },
    {
        "compose.yaml": "include:\n  - sub/compose.yaml\n" + SERVER,
        "sub/compose.yaml": "include:\n  - deep.yaml\n" + SUB,
        "sub/deep.yaml": "services:\n  deep:\n    environment:\n      A: ${A:-none}\n",
    },
    {
        "compose.yaml": "services:\n  server:\n    extends: {file: sub/compose.yaml, service: sub}\n",
        "sub/compose.yaml": "services:\n  sub:\n    env_file: [{path: a.env, required: false}, own.env]\n",
        "sub/own.env": "C=d\n",
    },
    {"compose.yaml": "services:\n  server:\n    env_file:\n      - {path: none.env, required: false}\n"},
    {"compose.yaml": "services:\n  server:\n    env_file:\n      - {path: none.env, required: true}\n"},
]
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


def test_projects_of_several_folders_are_read_the_same(real, tmp_path):
    projects = [
        {name: re.sub(r"^  (\w+):$", r"  \1:\n    image: none", text, flags=re.M) for name, text in one.items()}
        for one in IN_FOLDERS
    ]
    answers = real(compose_oracle.newest, projects, tmp_path)
    assert list(differences(projects, answers, (5, 7))) == []
    assert sum(isinstance(answer, compose_oracle.Refused) for answer in answers) == 1
