# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which modules of a change of a release run as in check mode."""

import types

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import kubernetes

COMMAND = "ansible.legacy.command"


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(
    ("module", "arguments", "only_reads"),
    [
        (COMMAND, {"argv": ["helm", "version", "--short"]}, True),
        (COMMAND, {"argv": ["/opt/helm", "rollback", "om", "1"]}, False),
        ("kubernetes.core.k8s", {"definition": {}}, False),
    ],
)
def test_the_version_of_helm_is_asked_in_check_mode_too_and_nothing_else_runs(
    monkeypatch, check, module, arguments, only_reads
):
    """There `ansible.builtin.command` runs nothing, so that a pair of versions that cannot work was not found."""
    monkeypatch.setattr(kubernetes, "run_here", lambda _action, task_vars: task_vars)
    task, modes = types.SimpleNamespace(check_mode=check), []

    def execute(**_call):
        modes.append(task.check_mode)
        return {"stdout": "v4.3.1+g1", "rc": 0}

    action = types.SimpleNamespace(_task=task, _compute_environment_string=lambda _given: None, _execute_module=execute)
    assert kubernetes.caller(action, {})(module, arguments)["stdout"] == "v4.3.1+g1"
    assert modes == [check and not only_reads] and task.check_mode is check
