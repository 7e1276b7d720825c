# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of one pod, and its stored rows."""

import base64
import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import pod

ROWS = config_export.write(
    {"authenticationConfiguration": {"provider": "basic", "note": "ü"}, "authorizerConfiguration": {}}
)
EXEC = "kubernetes.core.k8s_exec"


def read(world, with_rows=True):
    return pod.read_state(
        world.cluster(), world.core.pods()[0], "openmetadata", "http://localhost:8585/", with_rows, []
    )


def test_version_environment_keys_and_what_is_served_are_read(make_world):
    world = make_world(rows=ROWS)
    world.core.upgrade({"extraEnvs": [{"name": "JWT_ISSUER", "value": "a=b"}]})
    state = read(world)
    assert (state.version, state.served, state.kids, state.reason) == ("1.9.7", {"provider": "basic"}, ["a"], None)
    assert state.environment == {"JWT_ISSUER": "a=b"}


def test_rows_are_exported_only_where_the_release_reads_them_and_they_are_asked_for(make_world):
    assert read(make_world(rows=ROWS)).rows is None
    assert read(make_world(version="1.12.1", rows=ROWS), with_rows=False).rows is None
    state = read(make_world(version="1.12.1", rows=ROWS))
    assert state.rows == ROWS and state.stored()["authenticationConfiguration"]["note"] == "ü"


def test_an_export_that_cannot_be_read_is_an_error_without_its_content(make_world):
    world = make_world(version="1.12.1", rows=ROWS)
    world.core.rows = "- no\n  : export"
    state = read(world)
    with pytest.raises(HostError, match="The export of the stored rows cannot be read"):
        state.stored()


def test_a_server_that_does_not_answer_is_a_reason_and_its_environment_is_read(world):
    world.core.server_answers = False
    state = read(world)
    assert "does not answer" in state.reason and (state.version, state.served, state.kids) == (None, None, None)


def test_an_image_without_wget_is_a_reason(world):
    world.core.refuse[EXEC] = {"rc": 0, "stdout": "environment QT1i\nwget missing\n", "stderr": ""}
    state = read(world)
    assert "has no wget" in state.reason and state.environment == {"A": "b"}


def test_output_that_is_damaged_is_a_server_that_does_not_answer(world):
    world.core.refuse[EXEC] = {"rc": 0, "stdout": "environment QT1i\nversion x\nconfig/auth bm9u\n", "stderr": ""}
    assert "does not answer" in read(world).reason


def said(version, served):
    parts = {"version": version, "config/auth": served, "config/jwks": {"keys": [{"kid": "a"}]}}
    lines = [f"{name} {base64.b64encode(json.dumps(content).encode()).decode()}" for name, content in parts.items()]
    return {"rc": 0, "stdout": "\n".join([*lines, ""]), "stderr": ""}


@pytest.mark.parametrize(
    ("version", "served", "words"),
    [
        ({"version": "of-today"}, {"provider": "basic"}, "answers without its release"),
        ({"version": 2}, {"provider": "basic"}, "answers without its release"),
        ({}, {"provider": "basic"}, "answers without its release"),
        ({"version": "1.9.7"}, {"authenticationConfiguration": {}}, "answers without a provider"),
        ({"version": "1.9.7"}, {"provider": {}}, "answers without a provider"),
        ({"version": "1.9.7"}, [], "does not answer"),
        ({"version": "1.9.7"}, {"provider": "basic"}, None),
    ],
)
def test_an_answer_of_an_unknown_form_is_a_reason(world, version, served, words):
    world.core.refuse[EXEC] = said(version, served)
    reason = read(world).reason
    assert reason is None if words is None else words in reason


@pytest.mark.parametrize("rows", ["{}", "[]", '{"authenticationConfiguration": {}}'])
def test_an_export_that_is_not_both_rows_is_never_compared(make_world, rows):
    world = make_world(version="1.12.1", rows=ROWS)
    world.core.rows = rows
    with pytest.raises(HostError, match=r"could not be understood|cannot be read"):
        read(world).stored()


def test_rows_that_cannot_be_read_are_an_error_with_the_last_line_of_the_command(make_world):
    world = make_world(version="1.12.1", rows=ROWS)
    answer = world.core._k8s_exec
    world.core._k8s_exec = lambda arguments: {**answer(arguments), "rc": 4, "stderr": "ERROR no database"}
    with pytest.raises(
        HostError, match=r"could not be read: openmetadata-ops\.sh ended with exit status 4: ERROR no data"
    ):
        read(world)


def test_changed_rows_keep_every_other_field(make_world):
    world = make_world(version="1.12.1", rows=ROWS)
    stored = config_export.read(ROWS)
    changes = [("authenticationConfiguration.provider", "auth0")]
    pod.write_rows(world.cluster(), "om-1", "openmetadata", pod.changed_rows(stored, changes))
    written = config_export.read(world.core.rows)
    assert written["authenticationConfiguration"] == {"provider": "auth0", "note": "ü"}


def test_a_file_that_does_not_arrive_leaves_the_rows_untouched(world):
    world.core.refuse["kubernetes.core.k8s_cp"] = {"failed": True, "msg": "no space"}
    with pytest.raises(HostError) as error:
        pod.write_rows(world.cluster(), "om-1", "openmetadata", ROWS)
    assert error.value.more["untouched"] is True


def test_rows_that_are_not_written_are_an_error_and_may_have_changed(make_world):
    world = make_world(version="1.12.1", rows=ROWS)
    world.core.ops_status = 1
    with pytest.raises(HostError, match=r"could not be written: .* status 1: Exception: no database") as error:
        pod.write_rows(world.cluster(), "om-1", "openmetadata", ROWS)
    assert "untouched" not in error.value.more
