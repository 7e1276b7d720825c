# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other runs on the same release: one that was interrupted, and one at the same time."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import clock
from fakes.module_faults import calls, once
from fakes.release_world import LOCK, PUBLIC, SECRET


@pytest.mark.parametrize("verb", ["predict", "compare"])
def test_who_only_reads_tells_of_an_interrupted_run_and_leaves_it(world, verb):
    world.core.fault = once(calls("helm"), KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        world.transaction().apply()
    world.core.calls.clear()
    result = getattr(world.transaction(), verb)()
    assert "was interrupted" in result.notes[0]
    assert world.core.changes == [] and world.state().journal is not None


def test_an_interrupt_releases_the_lock_and_the_next_run_restores_first(world):
    world.core.fault = once(calls("helm"), KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        world.transaction().apply()
    assert ("Lease", LOCK) not in world.core.objects
    assert world.state().journal["secrets"] == {PUBLIC: None, SECRET: None}
    result = world.transaction().apply()
    assert "its changes were restored first" in result.notes[0] and result.changed


def test_a_release_that_another_run_changes_is_refused(world):
    lease = {"holderIdentity": "another run", "leaseDurationSeconds": 600}
    meta = {"name": LOCK, "uid": "theirs", "creationTimestamp": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")}
    world.core.put({"kind": "Lease", "metadata": meta, "spec": lease, "manager": "another"})
    error = world.failure()
    assert "Another run is changing this release" in error.message and error.more == {}
    assert world.core.secret(SECRET) is None and world.state().journal is None


def test_a_release_that_another_run_changed_before_the_lock_is_read_again(world):
    """Both runs saw that something has to be changed; the second one has nothing left to do."""
    late = world.transaction()
    claim = late.target.lock

    def after_the_other_run():
        world.transaction().apply()
        return claim()

    late.target.lock = after_the_other_run
    revision = world.core.revision()[0] + 1
    result = late.apply()
    assert (result.changed, world.core.revision()[0]) == (False, revision)
