# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The current state of a release is read once, and says what has to change and whether that replaces pods."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.current_state import (
    CurrentState,
    RunningRelease,
)
from fakes.release_world import PUBLIC, ROWS, SECRET


def current(world, **more):
    return CurrentState(world.release(**more))


@pytest.mark.parametrize("version", ["1.9.7", "1.12.14"])
def test_nothing_changes_where_all_is_as_planned(make_world, version):
    world = make_world(version=version, rows=ROWS)
    world.transaction().apply()
    found = current(world)
    assert not found.changed and not found.restart and found.outdated == [] and found.changed_secrets == []
    assert [file["changed"] for file in found.files()] == [False, False, False]


def test_a_fresh_release_lacks_both_secrets_the_values_and_the_rows(newer):
    found = current(newer)
    assert found.changed and found.restart and found.changed_secrets == [PUBLIC, SECRET] and found.changed_values
    assert ("authenticationConfiguration.provider", "auth0") in found.row_changes
    assert not found.stale, "the rows differ from the plan, so that no process can be too old for them"


def test_another_secret_alone_replaces_the_pods(world):
    world.transaction().apply()
    found = current(world, client_secret="another")
    assert found.changed_secrets == [SECRET] and found.restart
    assert found.changed_values, "the checksum of the Secret is an annotation of the pods"


def test_a_pod_with_another_environment_has_to_be_replaced(make_world):
    world = make_world(replicas=2)
    world.transaction().apply()
    world.core.pods()[1]["process"]["environment"]["AUTHENTICATION_PROVIDER"] = '"okta"'
    found = current(world)
    assert found.outdated == ["AUTHENTICATION_PROVIDER"] and found.restart and not found.changed_values


def test_without_a_pod_every_variable_is_outdated(make_world):
    found = current(make_world(replicas=0))
    assert found.outdated == sorted(found.release.planned) and found.first is None and found.stored is None


@pytest.mark.parametrize("why", ["served", "fingerprint"])
def test_rows_as_planned_with_an_older_process_are_stale(newer, why):
    newer.transaction().apply()
    release = newer.release()
    if why == "served":
        newer.core.pods()[0]["process"]["rows"] = ROWS
    else:
        release.state.last_good["fingerprint"] = "another"
    found = CurrentState(release)
    assert found.stale and found.restart and found.row_changes == []


def test_rows_are_not_read_where_the_operator_keeps_them(newer):
    found = current(newer, stored_configuration="ignore")
    assert found.stored is None and found.row_changes == [] and not found.stale


def test_values_of_others_stay_and_those_of_an_earlier_plan_go(world):
    world.core.upgrade({"theirs": 1, "extraEnvs": [{"name": "THEIRS", "value": "1"}]})
    world.transaction().apply()
    found = current(world, flow="implicit", client_secret=None)
    assert found.values["theirs"] == 1 and found.values["extraEnvs"][0]["name"] == "THEIRS"
    authentication = found.values["openmetadata"]["config"]["authentication"]
    assert authentication["clientType"] == "public" and "clientSecret" not in str(authentication)


def test_a_variable_of_the_operator_that_the_plan_sets_is_a_finding(world):
    world.core.upgrade({"extraEnvs": [{"name": "AUTHENTICATION_PROVIDER", "value": "okta"}]})
    found = current(world)
    assert [finding.severity for finding in found.findings() if "AUTHENTICATION_PROVIDER" in str(finding)]


def test_findings_can_be_ignored_by_their_rule(world):
    world.core.upgrade({"extraEnvs": [{"name": "AUTHENTICATION_PROVIDER", "value": "okta"}]})
    rules = {finding.rule for finding in current(world).findings()}
    assert (
        rules
        and not {
            finding.rule for finding in current(world, ignore_rules=dict.fromkeys(rules, "as intended")).findings()
        }
        & rules
    )


REFERENCE = {"kubernetes_secret": "theirs", "kubernetes_secret_style": "reference", "client_secret": "in-vault"}


def test_a_secret_of_the_operator_without_a_key_is_an_error(world):
    found = current(world, **REFERENCE)
    (finding,) = [each for each in found.findings() if each.rule == "K8S-01"]
    assert found.missing_keys == ["OIDC_CLIENT_SECRET"] and "theirs has no OIDC_CLIENT_SECRET" in finding.message


def test_a_secret_of_the_operator_is_used_and_never_written(world):
    world.core.put({"kind": "Secret", "metadata": {"name": "theirs"}, "data": {"OIDC_CLIENT_SECRET": "InRleHQi"}})
    found = current(world, **REFERENCE)
    assert found.missing_keys == [] and "theirs" not in found.contents
    assert found.release.planned["OIDC_CLIENT_SECRET"] == '"text"'
    first = found.values["podAnnotations"]
    world.core.put({"kind": "Secret", "metadata": {"name": "theirs"}, "data": {"OIDC_CLIENT_SECRET": "Im90aGVyIg=="}})
    assert current(world, **REFERENCE).values["podAnnotations"] != first, "a change of it replaces the pods"


def test_the_environment_is_the_one_of_a_pod_that_would_start_now(world):
    assert current(world).environment() == {}
    world.transaction().apply()
    environment = current(world).environment()
    assert environment["AUTHENTICATION_PROVIDER"] == '"auth0"'
    assert environment["OIDC_CLIENT_SECRET"] == '"a secret of the client"'


def test_values_that_another_tool_applied_from_a_render_are_replaced(world):
    """``helm_values`` marks them with an annotation, so that its variables are not taken for those of the operator."""
    world.transaction().apply()
    rendered = world.core.revision()[1]
    fresh = type(world)(world.folder)
    fresh.core.upgrade(rendered)
    assert [entry["name"] for entry in current(fresh).values["extraEnvs"]] == [
        entry["name"] for entry in rendered["extraEnvs"]
    ]
    assert "extraEnvs" not in current(fresh).base


def test_another_chart_is_named(world):
    world.core.put_revision({}, "deployed", "postgres")
    with pytest.raises(HostError, match="no Deployment, or more than one, that runs") as error:
        RunningRelease(world.release())
    assert error.value.option == "om_sso_kubernetes_release"


def test_pods_whose_container_does_not_run_are_left_out(make_world):
    world = make_world(replicas=2)
    world.core.pods()[0]["status"]["containerStatuses"][0]["state"] = {"waiting": {}}
    found = RunningRelease(world.release())
    assert len(found.pod_states) == 1 and len(found.pod_ids) == 2


def test_rows_are_exported_through_the_first_pod_alone(make_world):
    world = make_world(version="1.12.14", rows=ROWS, replicas=2)
    states = RunningRelease(world.release()).pod_states
    assert [state.rows for state in states] == [ROWS, None]


def test_the_version_of_a_chart_that_flux_has_added_a_digest_to_is_read(world):
    world.core.chart_version = "1.11.0+0cc9a8446c95"
    world.core.upgrade({})
    (error,) = [each for each in world.failure().more["findings"] if each["severity"] == "error"]
    assert error["rule"] == "HELM-08" and "1.11.0" in error["message"]
