# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which modules of a change of a release run as in check mode."""

import types

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import kubernetes

COMMAND = "ansible.legacy.command"


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("reads", [True, False])
def test_what_only_reads_runs_in_check_mode_too_and_nothing_else_does(monkeypatch, check, reads):
    """There `ansible.builtin.command` runs nothing, so that a pair of versions that cannot work was not found."""
    monkeypatch.setattr(kubernetes, "run_here", lambda _action, task_vars: task_vars)
    task, modes = types.SimpleNamespace(check_mode=check), []

    def execute(**_call):
        modes.append(task.check_mode)
        return {"stdout": "v4.3.1+g1", "rc": 0}

    action = types.SimpleNamespace(_task=task, _compute_environment_string=lambda _given: None, _execute_module=execute)
    assert kubernetes.caller(action, {})(COMMAND, {"argv": ["helm"]}, reads)["stdout"] == "v4.3.1+g1"
    assert modes == [check and not reads] and task.check_mode is check
