# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run at a time changes a release."""

import datetime

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import lock
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import clock

LEASE = ("Lease", "om-lock")


def held_by_another(core, seconds_ago, duration):
    moment = clock.now() - datetime.timedelta(seconds=seconds_ago)
    spec = {"holderIdentity": "another run", "leaseDurationSeconds": duration}
    spec["renewTime"] = moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    core.put({"kind": "Lease", "metadata": {"name": "om-lock"}, "spec": spec, "manager": "another"})


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
            claim(manifest, owner)
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
