# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compose that is missing, of version 1, too old or new enough."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import compose_program
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands


@pytest.fixture
def says(monkeypatch):
    """``says(status, out, err)``: what ``docker compose version --short`` does."""

    def set_answer(status, out, err=""):
        monkeypatch.setattr(commands, "run", lambda *_arguments, **_keywords: commands.Result(status, out, err))

    return set_answer


@pytest.mark.parametrize(
    ("written", "version"),
    [
        ("2.20.0", "2.20.0"),
        ("v2.26.1-4", "2.26.1-4"),
        ("2.40.3+ds1-0ubuntu1", "2.40.3+ds1-0ubuntu1"),
        ("5.0.1", "5.0.1"),
    ],
)
def test_a_version_that_is_new_enough_is_returned(says, written, version):
    says(0, written + "\n")
    assert compose_program.ComposeProgram().require() == version


@pytest.mark.parametrize("version", ["2.17.3", "v2.19.1", "2.3.3+ds1", "1.29.2"])
def test_a_version_that_is_too_old_is_named_with_the_minimum(says, version):
    says(0, version + "\n")
    with pytest.raises(HostError) as error:
        compose_program.ComposeProgram().require()
    assert error.value.message == f"Docker Compose {version.lstrip('v')} is too old; 2.20 or newer is needed."
    assert "docker-compose-plugin" in error.value.fix


@pytest.mark.parametrize(
    ("status", "out", "err", "reason"),
    [
        (1, "", "docker: 'compose' is not a docker command.\nSee 'docker --help'\n", "not a docker command"),
        (125, "", "docker: unknown command: docker compose\n\nRun 'docker --help' for more\n", "unknown command"),
        (125, "", "unknown flag: --short\nSee 'docker --help'.\n", "unknown flag: --short"),
        (0, "", "", "nothing"),
    ],
)
def test_a_docker_without_compose_is_named_with_what_to_install(says, status, out, err, reason):
    says(status, out, err)
    with pytest.raises(HostError) as error:
        compose_program.ComposeProgram().require()
    assert error.value.message.startswith("The host has no Docker Compose v2: ") and reason in error.value.message
    assert "docker-compose-v2" in error.value.fix


def test_the_version_is_asked_once_a_run(monkeypatch):
    asked = []
    monkeypatch.setattr(
        commands, "run", lambda command, **_keywords: asked.append(command) or commands.Result(0, "2.26.1", "")
    )
    program = compose_program.ComposeProgram()
    assert (program.require(), program.require(), program.one_off()[0], len(asked)) == ("2.26.1", "2.26.1", "run", 1)


@pytest.mark.parametrize(
    ("labels", "named"),
    [
        ({"com.docker.compose.version": "2.17.3"}, True),
        ({"com.docker.compose.version": "v2.26.1"}, False),
        ({"com.docker.compose.version": "2.26.1"}, False),
        ({}, False),
    ],
)
def test_another_version_is_named_as_the_cause_of_a_changed_hash(labels, named):
    assert ("2.17.3, and this is 2.26.1" in compose_program.made_by_another(labels, "2.26.1")) is named
