# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a change of a release has the form of the one of a host, and no secret."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import result
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.current_state import CurrentState
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.release_change import ReleaseChange
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.result import VerifiedPods
from fakes.release_world import ROWS


def built(world, verified=None, **more):
    target = ReleaseChange(world.release(**more), str(world.folder))
    current = CurrentState(target.release)
    return result.build(target, current, verified)


def test_without_a_verification_it_tells_the_current_state(make_world):
    world = make_world(replicas=2)
    found = built(world)
    assert (found.changed, found.restarted, found.seconds, found.version) == (True, False, None, "1.9.7")
    assert found.pods == [pod["metadata"]["name"] for pod in world.core.pods()] and found.kids == ["a"]
    status = {row["field"]: row["status"] for row in found.effective}
    assert status["provider"] == "drift"


def test_the_pods_that_were_verified_are_named(world):
    states = CurrentState(world.release()).pod_states
    found = built(world, VerifiedPods([states[0]._replace(name="new", kids=["b"], version="1.9.8")], None))
    assert (found.pods, found.kids, found.version) == (["new"], ["b"], "1.9.8")


def test_without_a_pod_that_answers_nothing_is_made_up(make_world):
    world = make_world(replicas=0)
    found = built(world)
    assert (found.kids, found.version, found.pods, found.rows_decide) == (None, None, [], False)


def test_a_changed_secret_is_shown_by_its_hash_before_and_after(world):
    world.transaction().apply()
    found = built(world, client_secret="another one")
    entry = found.diff[0]
    assert entry["before_header"] == "Secret openmetadata-sso"
    assert entry["before"] != entry["after"] and "sha256:" in entry["before"] and "sha256:" in entry["after"]
    assert "another one" not in str(found) and "a secret of the client" not in str(found)


def test_values_of_others_are_not_shown(world):
    world.core.upgrade({"theirs": {"password": "hunter2"}, "openmetadata": {"theirs": "hunter3"}})
    found = built(world)
    (entry,) = [each for each in found.diff if each["before_header"].startswith("values")]
    assert "hunter" not in str(found) and "provider" in entry["after"]


def test_rows_are_shown_by_field(make_world):
    found = built(make_world(version="1.12.14", rows=ROWS))
    entry = found.diff[-1]
    assert (entry["before_header"], found.rows_decide) == ("stored rows", True)
    assert 'authenticationConfiguration.provider: "basic"' in entry["before"]
    assert "provider" in found.rows and "a secret of the client" not in str(found)
