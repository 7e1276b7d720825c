# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host that can be changed says nothing; any other fails before the first host is changed."""

import pytest
from ansible.errors import AnsibleConnectionFailure
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import confirmed
from fakes.host_answers import answered


def test_a_host_that_can_be_changed_says_nothing(acts):
    done = acts("host_access_info", {"answer": {}, "error": None})
    assert (done.result["msg"], done.result["changed"]) == ([], False)
    assert done.sent[0]["verb"] == "access"


def test_a_host_that_is_as_planned_is_verified_by_the_check_and_not_asked_again(acts):
    found = answered(changed=False, restarted=False)
    done = acts("host_access_info", found, arguments={"plan": "an-id"})
    assert (done.result["msg"], done.sent[0]["verb"]) == ([], "confirm")
    done = acts("configuration", None, arguments={"plan": "an-id"})
    assert done.sent == [] and done.result["result"] == "unchanged" and "  verified    " in done.said
    assert acts.reported()["result"] == "unchanged"
    assert acts("configuration", found, arguments={"plan": "an-id"}).sent, "once"


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        ({"plan": "another-id"}, {}),
        ({"plan": "an-id"}, {"check_mode": True}),
        ({"plan": "an-id", "rotate_key_pair": True}, {}),
        ({"plan": "an-id", "state": "basic"}, {}),
    ],
)
def test_any_other_task_asks_the_host(acts, arguments, more):
    acts("host_access_info", answered(changed=False), arguments={"plan": "an-id"})
    assert acts("configuration", answered(pair=None), arguments=arguments, **more).sent


def test_a_host_whose_turn_comes_later_is_asked_again(acts, monkeypatch):
    monkeypatch.setattr(confirmed, "FRESH", -1)
    acts("host_access_info", answered(changed=False), arguments={"plan": "an-id"})
    assert acts("configuration", answered(), arguments={"plan": "an-id"}).sent


def test_a_host_that_is_to_change_is_asked_at_its_turn(acts):
    acts("host_access_info", {"answer": {}, "error": None}, arguments={"plan": "an-id"})
    assert acts("configuration", answered(), arguments={"plan": "an-id"}).result["changed"]


def test_key_pairs_are_left_to_the_change(acts):
    done = acts("host_access_info", {"answer": {}, "error": None}, arguments={"plan": "x"}, om_sso_jwt_key_id="k")
    assert done.sent[0]["verb"] == "access"


def test_the_hosts_reason_fails_the_task(acts):
    error = {"message": "/opt/om is on a read-only file system.", "fix": "Mount it writable.", "option": "/opt/om"}
    done = acts("host_access_info", {"answer": None, "error": error})
    assert done.result["failed"] and done.result["result"] == "failed"
    assert "  failed      /opt/om is on a read-only file system. Mount it writable." in done.said


def test_a_host_that_cannot_be_reached_counts_as_failed(acts):
    def unreachable(_request):
        raise AnsibleConnectionFailure("Connection timed out\nduring banner exchange")

    done = acts("host_access_info", unreachable)
    assert done.result["failed"] and not done.result.get("unreachable")
    assert "The host cannot be reached: Connection timed out during banner exchange. Correct" in done.said


def test_errors_of_the_variables_need_no_host(acts):
    done = acts("host_access_info", {}, om_sso_flow="implict")
    assert done.result["failed"] and done.sent == []


def met(acts, host, answer, **changes):
    return acts("host_access_info", {"answer": answer, "error": None}, host=host, **changes)


def test_two_names_of_one_server_with_different_plans_are_refused(acts):
    """The second one would undo what the first one did, and both would be reported as changed."""
    assert not met(acts, "om-1", {"installation": "a"}).result.get("failed")
    done = met(acts, "alias", {"installation": "a"}, om_sso_client_id="another-client")
    assert done.result["failed"] and done.result["result"] == "failed"
    assert "alias and om-1 are one server under two names, and their plans differ. Leave one name out" in done.said


def test_one_that_is_as_planned_is_not_confirmed_where_another_name_changes_it(acts):
    met(acts, "om-1", {"installation": "a"})
    found = answered(changed=False)
    found["answer"]["installation"] = "a"
    done = acts("host_access_info", found, host="alias", arguments={"plan": "id"}, om_sso_client_id="another-client")
    assert done.result["failed"] and confirmed.take("id") is None


@pytest.mark.parametrize(
    ("answer", "changes"),
    [
        ({"installation": "a"}, {"om_sso_health_timeout": 77}),
        ({"installation": "b"}, {"om_sso_client_id": "another-client"}),
        ({"installation": ""}, {"om_sso_client_id": "another-client"}),
        ({}, {"om_sso_client_id": "another-client"}),
    ],
    ids=["the same plan", "another server", "a host that does not know", "no answer"],
)
def test_other_hosts_are_not_held_up(acts, answer, changes):
    met(acts, "om-1", answer if not answer.get("installation") else {"installation": "a"})
    assert not met(acts, "om-2", answer, **changes).result.get("failed")


@pytest.mark.parametrize(("name", "refused"), [("openmetadata", True), ("another", False)])
def test_two_names_of_one_release_are_refused(acts, name, refused):
    place = {"om_sso_deployment": "kubernetes", "om_sso_kubernetes_namespace": "om", "om_sso_home": None}
    place.update(om_sso_user=None, om_sso_service=None)
    for host, release, client in (("om-1", "openmetadata", "one-client"), ("om-2", name, "another-client")):
        changes = {**place, "om_sso_kubernetes_release": release, "om_sso_client_id": client}
        done = acts("host_access_info", None, host=host, **changes)
    assert bool(done.result.get("failed")) is refused, done.result
