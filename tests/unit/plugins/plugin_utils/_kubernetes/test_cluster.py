# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which modules of kubernetes.core are run, with which arguments, and what becomes of their errors."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.cluster import CommandResult
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.kubeconfig import local_path

API = "kubernetes.core.k8s_info"


def test_every_request_names_the_namespace_and_the_access_of_the_operator(world, monkeypatch):
    monkeypatch.setenv("HOME", "/home/ci")
    cluster = world.cluster(kubernetes_kubeconfig="~/config", kubernetes_context="prod")
    cluster.list("v1", "Pod", label_selectors=["app=om"])
    (arguments,) = world.core.called("k8s_info")
    assert arguments == {
        "api_version": "v1",
        "kind": "Pod",
        "namespace": "data",
        "label_selectors": ["app=om"],
        "kubeconfig": "/home/ci/config",
        "context": "prod",
    }


def test_an_object_that_does_not_exist_is_none(world):
    assert world.cluster().get("v1", "Secret", "nothing") is None


def test_objects_are_replaced_completely_and_without_objects_there_is_no_request(world):
    world.cluster().put()
    assert world.core.called("k8s") == []
    world.cluster().put({"kind": "Secret", "metadata": {"name": "one"}})
    (arguments,) = world.core.called("k8s")
    assert arguments["force"] is True and len(arguments["definition"]) == 1


def test_a_script_is_one_quoted_command_and_its_result_has_the_last_error(world):
    world.core.refuse[API.replace("info", "exec")] = {"rc": 3, "stdout": "out", "stderr": "first\n\nlast \n"}
    result = world.cluster().run("om-1", "openmetadata", 'echo "$1"', "it's")
    assert result == CommandResult(3, "out", "first\n\nlast \n") and result.last_error == "last"
    (arguments,) = world.core.called("k8s_exec")
    assert arguments["command"] == """sh -c 'echo "$1"' openmetadata-sso 'it'"'"'s'"""
    assert CommandResult(1, "", " \n").last_error == "no reason given"


def test_the_content_of_a_file_is_not_an_argument_of_a_command(world):
    world.cluster().copy("om-1", "openmetadata", "/tmp/rows", "a secret")
    (arguments,) = world.core.called("k8s_cp")
    assert (arguments["content"], arguments["state"]) == ("a secret", "to_pod") and not world.core.called("k8s_exec")


@pytest.mark.parametrize(
    ("act", "reads"),
    [
        (lambda cluster: cluster.list("v1", "Pod"), True),
        (lambda cluster: cluster.log("om-1", "openmetadata"), True),
        (lambda cluster: cluster.helm_version(), True),
        (lambda cluster: cluster.rollback(1), False),
        (lambda cluster: cluster.put({"kind": "Secret", "metadata": {"name": "one"}}), False),
        (lambda cluster: cluster.delete("v1", "Secret", "one"), False),
        (lambda cluster: cluster.copy("om-1", "openmetadata", "/tmp/rows", "a secret"), False),
    ],
)
def test_a_call_that_only_reads_says_so_because_it_runs_in_check_mode_too(world, act, reads):
    act(world.cluster())
    (call,) = world.core.calls
    assert call[2] is reads


def test_helm_is_the_program_that_the_operator_names(world):
    cluster = world.cluster(kubernetes_helm="/opt/helm", kubernetes_context="prod")
    cluster.rollback(1)
    (arguments,) = world.core.called("command")
    assert arguments["argv"] == [
        "/opt/helm", "rollback", "om", "1", "--namespace", "data", "--kube-context", "prod",
    ]  # fmt: skip
    assert "context" not in arguments


@pytest.mark.parametrize(
    ("module", "result", "message"),
    [
        (API, {"failed": True, "msg": "something else"}, f"{API} failed: something else"),
        (API, {"failed": True, "msg": "", "module_stderr": "Traceback"}, f"{API} failed: Traceback"),
        ("ansible.legacy.command", {"rc": 1, "stderr": "Error: no revision"}, "failed: Error: no revision"),
    ],
)
def test_a_module_that_fails_is_a_host_error(world, module, result, message):
    world.core.refuse[module] = result
    with pytest.raises(HostError, match=message):
        world.cluster().rollback(1) if module.endswith("command") else world.cluster().list("v1", "Pod")


def test_the_exit_status_of_a_command_in_a_pod_is_not_an_error_of_the_module(world):
    world.core.refuse["kubernetes.core.k8s_exec"] = {"rc": 1, "stdout": "", "stderr": ""}
    assert world.cluster().run("om-1", "openmetadata", "false").status == 1


def test_paths_are_absolute_and_a_missing_one_stays_missing(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ci")
    assert (local_path("~/x"), local_path(None), local_path("")) == ("/home/ci/x", None, None)
