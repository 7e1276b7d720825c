# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests and commands a run without a change takes: a few, and one command a pod."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.current_state import CurrentState
from fakes.release_world import ROWS

#: The Secrets of the release, and its pods, both by label.
READS = [("Secret", True), ("Pod", True)]


@pytest.mark.parametrize("verb", ["apply", "predict", "compare"])
@pytest.mark.parametrize("replicas", [1, 5, 50])
@pytest.mark.parametrize("version", ["1.9.7", "1.12.14"])
def test_a_run_without_a_change_reads_once_and_runs_one_command_a_pod(make_world, version, replicas, verb):
    world = make_world(version=version, replicas=replicas, rows=ROWS)
    for number in range(100):
        world.core.put({"kind": "Secret", "metadata": {"name": f"other-{number}"}, "data": {}})
    world.transaction().apply()
    world.core.calls.clear()
    world.core.rounds.clear()
    getattr(world.transaction(), verb)()
    reads = [
        (arguments["kind"], bool(arguments.get("label_selectors")))
        for module, arguments, _reads in world.core.calls
        if module.endswith(".k8s_info")
    ]
    commands = [arguments["pod"] for arguments in world.core.called("k8s_exec")]
    assert reads == READS
    assert len(commands) == len(set(commands)) == replicas
    assert len(world.core.calls) == len(reads) + len(commands), "nothing else is called"
    assert world.core.rounds == [commands], "all at the same time"


@pytest.mark.parametrize("replicas", [1, 5, 50])
def test_a_change_runs_two_commands_a_pod_at_most(make_world, replicas):
    world = make_world(version="1.9.7", replicas=replicas)
    world.transaction().apply()
    old, new = world.core.rounds
    assert len(old) == len(new) == replicas and not set(old) & set(new), "one in each pod, before and after"


def test_the_rows_are_exported_by_one_pod(make_world):
    world = make_world(version="1.12.14", replicas=5, rows=ROWS)
    states = CurrentState(world.release()).pod_states
    assert [state.rows is not None for state in states] == [True, False, False, False, False]
