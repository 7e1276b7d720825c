# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token is written to a Secret from the controller, and whether it could be is asked without writing."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import kubernetes
from fakes.kubernetes_core import KubernetesCore

TOKEN = "eyJ.of.ingestion"
PLACE = {"name": "ingestion", "key": "token", "namespace": "data"}


@pytest.fixture
def core(monkeypatch):
    """The modules of kubernetes.core; one that changes something changes nothing in check mode."""
    made = KubernetesCore()

    def caller(action, _task_vars):
        def call(module, arguments, reads):
            dry = action._task.check_mode and not reads
            made.dry.append(dry)
            return made.refuse.get(module) or ({} if dry else made(module, arguments, reads))

        return call

    made.dry = []
    monkeypatch.setattr(kubernetes, "caller", caller)
    monkeypatch.setattr(kubernetes, "_versions", dict)
    return made


def act(acts, check_mode=False, namespace="data", **arguments):
    return acts(
        "token_secret",
        check_mode=check_mode,
        arguments={"name": "ingestion", **arguments},
        om_sso_kubernetes_namespace=namespace,
    )


def test_a_token_is_written_once_and_is_in_no_result(acts, core):
    done = act(acts, token=TOKEN)
    assert (done.result["changed"], core.secret("ingestion")) == (True, {"token": TOKEN})
    assert {name: done.result[name] for name in PLACE} == PLACE and TOKEN not in str(done.result)
    count = len(core.changes)
    assert act(acts, token=TOKEN).result["changed"] is False and len(core.changes) == count


@pytest.mark.parametrize(
    ("check_mode", "arguments", "changed"),
    [(False, {"state": "writable"}, False), (True, {}, True), (True, {"token": TOKEN}, True)],
)
def test_a_trial_writes_nothing_and_asks_the_api(acts, core, check_mode, arguments, changed):
    done = act(acts, check_mode=check_mode, **arguments)
    assert done.result["changed"] is changed and core.secret("ingestion") is None
    assert core.dry[-1] is True


def test_what_the_trial_was_refused_fails_the_task(acts, core):
    words = 'secrets is forbidden: User "a" cannot patch resource "secrets" in API group "" in the namespace "data"'
    core.refuse["kubernetes.core.k8s"] = {"failed": True, "msg": words}
    done = act(acts, state="writable")
    assert done.result["failed"] and "may not patch secrets in the namespace data" in done.said


@pytest.mark.parametrize(
    ("namespace", "arguments", "words"),
    [
        (None, {"token": TOKEN}, "The namespace of the Secret ingestion is missing."),
        ("data", {}, "token is missing"),
        (["data"], {"token": TOKEN}, "om_sso_kubernetes_namespace"),
    ],
)
def test_what_is_missing_is_said_before_a_cluster_is_asked(acts, core, namespace, arguments, words):
    done = act(acts, namespace=namespace, **arguments)
    assert done.result["failed"] and words in done.said and core.calls == []
