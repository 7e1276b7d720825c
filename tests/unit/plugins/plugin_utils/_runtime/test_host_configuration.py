# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before a host is read, only what says where its server is must be right."""

import json
from types import SimpleNamespace

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.findings import Finding
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import host_configuration
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.variables import Variables
from examples import EXAMPLES

AUTH0 = {**EXAMPLES["auth0-implicit"], "om_sso_deployment": "bare_metal"}


def place(verb="check", findings=(), **changes):
    return host_configuration.place_of(Variables({**AUTH0, **changes}, list(findings)), verb)


def test_variables_that_make_a_plan_are_compared_with_the_files():
    assert place().environment and not place().errors


@pytest.mark.parametrize(
    "changes", [{"om_sso_client_id": "{Client ID}"}, {"om_sso_provider": None}, {"om_sso_server_url": 1}]
)
def test_variables_that_make_none_do_not_keep_from_looking(changes):
    plan = place(**changes)
    assert (plan.environment, plan.findings, plan.settings.home) == ((), [], "/opt/openmetadata")


@pytest.mark.parametrize("changes", [{"om_sso_home": "opt"}, {"om_sso_deployment": "vm"}])
def test_where_the_server_is_must_be_right(changes):
    assert [finding.option for finding in place(**changes).errors] == list(changes)


def test_on_kubernetes_the_values_files_are_what_is_read():
    release = {"om_sso_deployment": "kubernetes"}
    assert [finding.option for finding in place(**release).errors] == ["om_sso_helm_values_files"]
    assert place(**release, om_sso_helm_values_files=["values.yaml"]).errors == []


def test_a_variable_that_could_not_be_evaluated_counts_where_it_says_where_the_server_is():
    lost = [Finding("OPT-07", "error", name, "x", "y") for name in ("om_sso_home", "om_sso_client_secret")]
    assert [finding.option for finding in place("adopt", lost, om_sso_adopt_directory="x").errors] == ["om_sso_home"]


def test_where_adopt_writes_must_be_said():
    assert [finding.option for finding in place("adopt").errors] == ["om_sso_adopt_directory"]
    assert place("adopt", om_sso_adopt_directory="x").errors == []


def test_what_is_sent_is_what_the_host_needs():
    wanted = host_configuration.request(place(), "check")
    assert (wanted["verb"], wanted["deployment"], wanted["options"]["home"]) == (
        "check",
        "bare_metal",
        "/opt/openmetadata",
    )
    assert {entry["name"] for entry in wanted["environment"]} >= {"AUTHENTICATION_PROVIDER"}
    json.dumps(wanted)


@pytest.mark.parametrize(
    ("returned", "found"),
    [
        ({"answer": {"files": []}, "error": None}, ({"files": []}, {})),
        ({"answer": None, "error": {"message": "m"}}, (None, {"message": "m"})),
    ],
)
def test_an_answer_is_returned_and_an_error_is_told(returned, found):
    action = SimpleNamespace(ask_host=lambda _content: returned)
    assert host_configuration.read(action, place(), "check") == found


def test_what_could_not_be_read_is_said_in_one_line():
    outcome = host_configuration.refused(
        "om-1", place(), {"message": "It does not run.", "fix": "Start it.", "option": "om_sso_home"}
    )
    assert outcome.lines == ["om-1  It does not run. Start it.", "  see         om_sso_home"]
    assert outcome.failure == "om-1: nothing was read, see msg."
    assert outcome.data["result"] == outcome.parts["om-1"]["result"] == "failed"
