# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment of a server on bare metal is read from files as a shell and systemd read them."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils._bare_metal import environment_file, shell, unit
from oracles import environment_cases, readers

SCRIPTS, FILES, UNITS = 600, 400, 400


def test_a_script_exports_what_a_shell_exports(real):
    scripts = [environment_cases.script(seed) for seed in range(SCRIPTS)]
    answers = real(readers.sourced, "bash", scripts)
    wrong = []
    known = 0
    for seed, (text, answer) in enumerate(zip(scripts, answers, strict=True)):
        found = shell.source("/x", {"/x": text}, {})
        if found.unread:
            continue
        ours = {name: value.text for name, value in found.values.items()}
        known += len(ours)
        theirs = {name: value for name, value in answer.items() if name not in found.unknown}
        if ours != theirs:
            wrong.append((seed, text, ours, theirs))
    print(f"\n{SCRIPTS} scripts, {known} values known")
    assert wrong[:3] == []
    assert known > SCRIPTS


def test_an_environment_file_gives_what_systemd_gives(real, target):
    texts = [environment_cases.environment_file(seed) for seed in range(FILES)]
    units = [
        (f"[Service]\nEnvironmentFile=/values/{number}.env\n", {f"{number}.env": text})
        for number, text in enumerate(texts)
    ]
    answers = real(readers.services, target, units)
    ours = [{one.name: one.value for one in environment_file.assignments(text)} for text in texts]
    assert sum(map(len, answers)) > FILES / 2
    wrong = [case for case in zip(range(FILES), texts, ours, answers, strict=True) if case[2] != case[3]]
    assert wrong[:3] == []


def test_a_unit_gives_what_systemd_gives(real, target):
    texts = [environment_cases.unit(seed) for seed in range(UNITS)]
    answers = real(readers.services, target, [(text, {}) for text in texts])
    ours = [{name: setting.text for name, setting in unit.read([("/u", text)]).environment.items()} for text in texts]
    assert sum(map(len, answers)) > UNITS
    wrong = [case for case in zip(range(UNITS), texts, ours, answers, strict=True) if case[2] != case[3]]
    assert wrong[:3] == []
