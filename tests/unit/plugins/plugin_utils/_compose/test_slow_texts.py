# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a host's files hold cannot make the controller run for minutes, fill its memory, or end in a defect."""

import contextlib
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import effective_config
from ansible_collections.openmetadata.sso.plugins.plugin_utils._bare_metal import environment_file, shell, unit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._compose import (
    compose_yaml,
    dotenv,
    env_file_values,
    project,
    service,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._compose.refused import NotRead, Refused
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.file_values import FOLLOWED
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules import _certificate
from faults.texts import GROWING, SECONDS, SLOW, WAYS


def _shell(text):
    return shell.source("/x", {"/x": "set -a\n" + text}, {})


def _services(text, **others):
    texts = {"/p/a.yml": text, **{f"/p/{name}.yml": other for name, other in others.items()}}
    return project.services(texts, ["/p/a.yml"], [])


READERS = {
    "a .env of Compose": lambda text: dotenv.assignments(text, lambda _name: None),
    "a Compose file": _services,
    "a shell script": _shell,
    "an environment file of systemd": environment_file.assignments,
    "a unit of systemd": lambda text: unit.read([("/u", "[Service]\n" + text)]),
    "openmetadata.yaml": lambda text: effective_config.tree(text, {"A": "b"}),
    "a certificate": _certificate.is_private_key,
}


@pytest.mark.parametrize("reader", READERS)
def test_no_text_takes_a_reader_of_the_controller_long(reader):
    for name, text in SLOW.items():
        begin = time.process_time()
        with contextlib.suppress(Refused, NotRead, effective_config.Unreadable):
            READERS[reader](text)
        assert time.process_time() - begin < SECONDS, name


def test_values_that_would_grow_without_end_are_refused_or_not_known():
    with pytest.raises(Refused, match="too long"):
        dotenv.assignments(GROWING, lambda _name: None)
    found = _shell(GROWING)
    assert "A15" in found.unknown and all(len(value.text) < 1 << 20 for value in found.values.values())
    with pytest.raises(effective_config.Unreadable, match="refers to other variables too often"):
        effective_config.tree("a: ${A9}", {f"A{number}": f"${{A{number - 1}}}" * 10 for number in range(10)})


def test_the_way_of_a_value_is_as_short_as_a_reader_follows():
    for found in (_shell(WAYS).values, env_file_values.of_project({"/e": WAYS}, ["/e"])):
        assert len(found["A27"].places) == FOLLOWED + 1


def _included(levels):
    for number in range(levels):
        yield chr(98 + number), "include:\n" + f"  - {chr(99 + number)}.yml\n" * 10


@pytest.mark.parametrize(
    ("text", "others", "reason"),
    [
        ("include:\n" + "  - b.yml\n" * 10, dict(_included(12)), "more than 200 projects"),
        (
            "services:\n" + "".join(f"  s{one}:\n    extends: {{service: s{one + 1}}}\n" for one in range(60)),
            {},
            "extended too often",
        ),
        (
            "services:\n"
            + "".join(f"  s{one}: {{image: x, env_file: [b.yml, c.yml, d.yml, e.yml]}}\n" for one in range(60)),
            dict.fromkeys("bcde", "A=b\n" * 500),
            "too many services",
        ),
    ],
    ids=["includes", "extends", "env files"],
)
def test_files_that_lead_to_others_again_and_again_are_refused(monkeypatch, text, others, reason):
    monkeypatch.setattr(service, "ENV_FILES", 1 << 17)
    with pytest.raises(NotRead, match=reason):
        _services(text, **others)


def test_services_that_extend_others_in_many_files_are_made_once():
    names = "bcdefghij"
    files = {
        name: "services:\n"
        + "".join(f"  s{one}:\n    extends: {{file: {chr(ord(name) + 1)}.yml, service: s{one}}}\n" for one in range(9))
        for name in names
    }
    last = "services:\n" + "".join(f"  s{one}: {{image: x}}\n" for one in range(9))
    begin = time.process_time()
    found = _services("services:\n  s0:\n    extends: {file: b.yml, service: s0}\n", **files, k=last)
    assert found[0].image == "x" and time.process_time() - begin < SECONDS


@pytest.mark.parametrize("text", ["2026-13-45", "0x" + "f" * 5000, "9" * 5000, "1e999", "-1e999", "0" + "7" * 5000])
def test_what_go_does_not_read_as_a_day_or_number_is_a_text(text):
    assert compose_yaml.as_text(compose_yaml.resolved(text)) == text


def test_a_number_that_nobody_can_write_is_not_readable():
    with pytest.raises(effective_config.Unreadable):
        effective_config.tree("a: 0x" + "f" * 5000, {})
