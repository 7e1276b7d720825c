# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for pods that the cluster replaces."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import waiting
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import rollout
from fakes.chart_objects import DEPLOYMENT
from faults import cluster


def rollout_of(world, seconds=5):
    return rollout.Rollout(world.cluster(), world.core.objects["Deployment", DEPLOYMENT], "openmetadata", seconds)


def ids(world):
    return {pod["metadata"]["uid"] for pod in world.core.pods()}


def test_a_complete_rollout_is_not_waited_for(world, pauses):
    assert rollout_of(world).wait(set()) == 0 and pauses == []


def test_a_restart_replaces_every_pod(make_world):
    world = make_world(replicas=2)
    known = ids(world)
    one = rollout_of(world)
    one.restart()
    one.wait(known)
    assert len(ids(world)) == 2 and not ids(world) & known


def test_a_rollout_that_is_not_complete_is_asked_for_again(world, pauses):
    one = rollout_of(world)
    deployment = world.core.objects["Deployment", DEPLOYMENT]
    deployment["status"]["updatedReplicas"] = 0
    answers = [deployment, deployment, {**deployment, "status": {**deployment["status"], "updatedReplicas": 1}}]
    one.deployment = lambda: answers.pop(0)
    one.wait(ids(world))
    assert len(pauses) == 2 and not answers


def test_a_rollout_tells_what_it_waits_for(world, pauses):
    told = []
    one = rollout_of(world, seconds=600)
    deployment = world.core.objects["Deployment", DEPLOYMENT]
    answers = [{**deployment, "status": {**deployment["status"], "updatedReplicas": 0}}, deployment]
    one.deployment = lambda: answers.pop(0)
    with waiting.followed(told.append):
        one.wait(ids(world))
    wait = (f"the rollout of {DEPLOYMENT}", 600)
    assert [each and (each["what"], each["seconds"]) for each in told] == [wait, wait, None]


def test_a_new_pod_that_cannot_start_is_an_error_at_once(world, pauses):
    known = ids(world)
    world.core.waiting = "ImagePullBackOff"
    world.core.upgrade({"podAnnotations": {"a": "b"}})
    with pytest.raises(HostError, match="A new pod cannot start: ImagePullBackOff"):
        rollout_of(world).wait(known)
    assert pauses == []


def test_the_timeout_names_how_far_the_rollout_is_and_the_option(world):
    known = ids(world)
    world.core.waiting = "ContainerCreating"
    world.core.upgrade({"podAnnotations": {"a": "b"}})
    with pytest.raises(HostError, match=r"not complete after -1 s \(0 of 1 pods new, 0 available\)") as error:
        rollout_of(world, seconds=-1).wait(known)
    assert error.value.option == "om_sso_health_timeout"


def test_a_deployment_that_is_deleted_is_an_error(world):
    one = rollout_of(world)
    del world.core.objects["Deployment", DEPLOYMENT]
    with pytest.raises(HostError, match="does not exist any more"):
        one.wait(set())


@pytest.fixture
def clock(monkeypatch):
    """A clock that runs as the rollout pauses."""
    now = [0.0]
    monkeypatch.setattr(rollout.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(rollout.time, "sleep", lambda seconds: now.__setitem__(0, now[0] + seconds))
    return now


def test_pods_that_stay_available_have_settled(world, clock):
    one = rollout_of(world)
    one.settle(10, one.restarts())
    assert clock == [10.0]


def test_a_container_that_is_restarted_meanwhile_is_an_error_at_once(world, clock):
    one = rollout_of(world)
    before = one.restarts()
    world.core.pods()[0]["status"]["containerStatuses"][0]["restartCount"] = 1
    with pytest.raises(HostError, match="did not stay available: a container of it ended") as error:
        one.settle(10, before)
    assert error.value.option == "om_sso_settle_time" and clock == [0.0]


def test_a_container_that_ends_with_a_pod_that_is_deleted_is_not_an_error(make_world, clock):
    world = make_world(replicas=2)
    one = rollout_of(world)
    before = one.restarts()
    replaced = world.core.pods()[0]
    replaced["metadata"]["deletionTimestamp"] = "2026-11-30T21:56:20Z"
    replaced["status"]["containerStatuses"][0]["restartCount"] = 1
    one.settle(10, before)
    assert clock == [10.0]
    assert len(before) == 2 and len(one.restarts()) == 1


def test_pods_that_are_replaced_meanwhile_begin_the_time_anew(world, clock):
    one = rollout_of(world)
    deployment = world.core.objects["Deployment", DEPLOYMENT]
    missing = {**deployment, "status": {**deployment["status"], "availableReplicas": 0}}
    answers = [deployment, deployment, missing]
    one.deployment = lambda: answers.pop(0) if answers else deployment
    one.settle(10, one.restarts())
    assert clock == [12.0]


def test_pods_that_are_not_available_again_are_an_error(world, clock):
    one = rollout_of(world)
    deployment = world.core.objects["Deployment", DEPLOYMENT]
    one.deployment = lambda: {**deployment, "status": {}}
    with pytest.raises(HostError, match="did not stay available"):
        one.settle(10, one.restarts())


def test_the_log_is_the_one_of_the_newest_pod(make_world):
    world = make_world(replicas=2)
    assert "no route" in rollout_of(world).newest_log()
    newest = max(world.core.pods(), key=lambda pod: pod["metadata"]["creationTimestamp"])
    assert world.core.called("k8s_log")[0]["name"] == newest["metadata"]["name"]


def test_without_a_pod_there_is_no_log(make_world):
    assert rollout_of(make_world(replicas=0)).newest_log() == ""


@pytest.mark.parametrize("fault", cluster.OBSTACLES)
def test_the_timeout_says_what_stands_in_the_way_of_new_pods(world, fault):
    of_deployment, of_pod, words = cluster.OBSTACLES[fault]
    known = ids(world)
    world.core.waiting = "ContainerCreating"
    world.core.upgrade({"podAnnotations": {"a": "b"}})
    (new,) = [pod for pod in world.core.pods() if pod["metadata"]["uid"] not in known]
    for each, conditions in ((world.core.objects["Deployment", DEPLOYMENT], of_deployment), (new, of_pod)):
        each["status"]["conditions"] = [
            {"type": name, "status": state, "message": message} for name, (state, message) in conditions.items()
        ]
    with pytest.raises(HostError, match=r"is not complete after -1 s \(0 of 1 pods new, 0 available\): ") as error:
        rollout_of(world, seconds=-1).wait(known)
    assert words in error.value.message


@pytest.mark.parametrize("reason", cluster.WAITING)
def test_a_new_pod_that_waits_for_ever_ends_the_wait_at_once(world, pauses, reason):
    known = ids(world)
    world.core.waiting = reason
    world.core.upgrade({"podAnnotations": {"a": "b"}})
    with pytest.raises(HostError, match=f"A new pod cannot start: {reason} of "):
        rollout_of(world).wait(known)
    assert pauses == []
