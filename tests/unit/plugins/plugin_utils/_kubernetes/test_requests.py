# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests and commands a run without a change takes: a few, and one command a pod."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export

ROWS = config_export.write({"authenticationConfiguration": {"provider": "basic"}, "authorizerConfiguration": {}})
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
    getattr(world.transaction(), verb)()
    reads = [
        (arguments["kind"], bool(arguments.get("label_selectors")))
        for module, arguments in world.core.calls
        if module.endswith(".k8s_info")
    ]
    commands = [arguments["pod"] for arguments in world.core.called("k8s_exec")]
    assert reads == READS
    assert len(commands) == len(set(commands)) == replicas
    assert len(world.core.calls) == len(reads) + len(commands), "nothing else is called"
