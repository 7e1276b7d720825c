# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run at a time changes a release."""

import contextlib
import datetime

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import lock
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import clock

LEASE = ("Lease", "om-lock")


def held_by_another(core, seconds_ago, duration, said="2020-01-01T00:00:00.000000Z", uid="theirs"):
    """``seconds_ago`` by the clock of the API server; ``said`` is the time by that of the other controller."""
    moment = (clock.now() - datetime.timedelta(seconds=seconds_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")
    spec = {"holderIdentity": "another run", "leaseDurationSeconds": duration, "renewTime": said}
    fields = [{"manager": "another", "operation": "Apply", "time": moment, "fieldsV1": {"f:spec": {}}}]
    meta = {"name": "om-lock", "uid": uid, "creationTimestamp": "2020-01-01T00:00:00Z", "managedFields": fields}
    core.put({"kind": "Lease", "metadata": meta, "spec": spec, "manager": "another"})


def test_the_lease_is_there_while_the_lock_is_held_and_removed_after_it(world):
    with lock.hold(world.cluster(), "om-lock", 60):
        assert world.core.objects[LEASE]["spec"]["leaseDurationSeconds"] == 60
    assert LEASE not in world.core.objects


def test_the_lease_is_removed_when_the_change_fails(world):
    with pytest.raises(ZeroDivisionError), lock.hold(world.cluster(), "om-lock", 60):
        raise ZeroDivisionError
    assert LEASE not in world.core.objects


def test_a_release_that_another_run_changes_is_refused_and_its_lease_stays(world):
    held_by_another(world.core, 10, 600)
    words = r"Another run is changing this release since .*: another run"
    with pytest.raises(HostError, match=words) as error, lock.hold(world.cluster(), "om-lock", 60):
        pytest.fail("the lock was not free")
    assert "delete the Lease om-lock" in error.value.fix and LEASE in world.core.objects


@pytest.mark.parametrize("said", ["2020-01-01T00:00:00.000000Z", "2999-01-01T00:00:00.000000Z", "yesterday"])
def test_a_lease_counts_by_the_clock_of_the_api_server_alone(world, said):
    """The clock of the other controller, or of this one, is wrong by more than a Lease lasts."""
    held_by_another(world.core, 10, 600, said)
    with pytest.raises(HostError, match="Another run is changing"), lock.hold(world.cluster(), "om-lock", 60):
        pytest.fail("the lock was not free")
    held_by_another(world.core, 601, 600, said)
    with lock.hold(world.cluster(), "om-lock", 60):
        assert world.core.objects[LEASE]["manager"] != "another"


def test_who_asks_again_and_again_does_not_make_a_lease_last_longer(world):
    held_by_another(world.core, 598, 600)
    for _time in range(3):
        with contextlib.suppress(HostError), lock.hold(world.cluster(), "om-lock", 60):
            pytest.fail("the lock was not free")
    entries = world.core.objects[LEASE]["metadata"]["managedFields"]
    entries[0]["time"] = (clock.now() - datetime.timedelta(seconds=601)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert len(entries) == 4
    with lock.hold(world.cluster(), "om-lock", 60):
        assert world.core.objects[LEASE]["manager"] != "another"


def test_a_lease_that_somebody_made_by_hand_is_told_with_its_holder(world):
    held_by_another(world.core, 10, 600)
    world.core.objects[LEASE]["spec"] = {"holderIdentity": "somebody"}
    with pytest.raises(HostError, match="somebody"), lock.hold(world.cluster(), "om-lock", 60):
        pytest.fail("the lock was not free")


def test_a_run_that_outlives_its_lease_does_not_remove_that_of_the_next_one(world):
    with lock.hold(world.cluster(), "om-lock", 60):
        held_by_another(world.core, 0, 600)
    assert world.core.objects[LEASE]["metadata"]["uid"] == "theirs"


def test_a_lease_that_another_run_took_over_meanwhile_is_not_removed(world):
    """Both found the same one expired; the other run is faster, and holds another Lease by now."""
    cluster = world.cluster()
    held_by_another(world.core, 601, 600)
    delete = cluster.delete

    def another_is_faster(*arguments):
        held_by_another(world.core, 0, 600, uid="the next")
        delete(*arguments)

    cluster.delete = another_is_faster
    words = "locked this release at the same moment"
    with pytest.raises(HostError, match=words), lock.hold(cluster, "om-lock", 60):
        pytest.fail("the lock was not free")
    assert world.core.objects[LEASE]["metadata"]["uid"] == "the next"


def test_a_lease_that_is_removed_while_it_is_asked_for_is_claimed(world):
    cluster = world.cluster()
    held_by_another(world.core, 10, 600)
    get = cluster.get

    def gone(*arguments):
        found = get(*arguments)
        world.core.objects.pop(LEASE)
        return found

    cluster.get = gone
    with lock.hold(cluster, "om-lock", 60):
        assert world.core.objects[LEASE]["manager"] != "another"


def test_an_expired_lease_is_taken_over(world):
    held_by_another(world.core, 601, 600)
    with lock.hold(world.cluster(), "om-lock", 60):
        assert world.core.objects[LEASE]["manager"] != "another"


def test_a_lease_that_is_deleted_in_between_is_claimed(world):
    cluster = world.cluster()
    held_by_another(world.core, 0, 600)
    claim, tries = cluster.claim, []

    def deleted_after_the_first_try(manifest, owner):
        tries.append(owner)
        try:
            return claim(manifest, owner)
        finally:
            world.core.objects.pop(LEASE, None) if len(tries) == 1 else None

    cluster.claim = deleted_after_the_first_try
    with lock.hold(cluster, "om-lock", 60):
        assert len(tries) == 2


def test_two_runs_that_take_an_expired_lease_do_not_both_get_it(world):
    cluster = world.cluster()
    held_by_another(world.core, 601, 600)
    delete = cluster.delete

    def another_is_faster(*name):
        delete(*name)
        held_by_another(world.core, 0, 600)

    cluster.delete = another_is_faster
    words = "locked this release at the same moment"
    with pytest.raises(HostError, match=words), lock.hold(cluster, "om-lock", 60):
        pytest.fail("the lock was not free")


def test_another_error_than_a_conflict_is_passed_on(world):
    world.core.refuse["kubernetes.core.k8s"] = {"failed": True, "msg": "Connection refused"}
    with pytest.raises(HostError, match="The cluster cannot be reached"), lock.hold(world.cluster(), "om-lock", 60):
        pytest.fail("the lock was not taken")
