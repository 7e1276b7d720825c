# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last configuration that was verified on a release is restored, whatever it is now."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.recovery import Recovery
from fakes.kubernetes_core import BASIC
from fakes.module_faults import calls, once
from fakes.release_world import PUBLIC, ROWS, SECRET

OTHERS = {"extraEnvs": [{"name": "THEIRS", "value": "1"}], "theirs": {"a": 1}}


@pytest.fixture(params=["1.9.7", "1.12.14"])
def broken(make_world, request):
    """A release whose verified configuration others replaced, with values of their own."""
    world = make_world(version=request.param, rows=ROWS)
    world.transaction().apply()
    world.verified = world.core.rows
    world.core.rows = ROWS
    world.core.upgrade(OTHERS)
    assert served(world) == BASIC
    world.core.calls.clear()
    return world


def served(world):
    (pod,) = world.core.pods()
    return world.core._served(pod["process"])


def recovery(world):
    return world.transaction(Recovery)


def values(world):
    return world.core.revision()[1]


def test_the_verified_configuration_is_restored_beside_the_values_of_others(broken):
    broken.core.put({"kind": "Secret", "metadata": {"name": SECRET}, "data": {}})
    result = recovery(broken).apply()
    assert (result.changed, result.restarted, result.seconds, result.served["provider"]) == (True, True, 0, "auth0")
    assert served(broken)["provider"] == "auth0"
    assert broken.core.secret(SECRET) == {"OIDC_CLIENT_SECRET": '"a secret of the client"'}
    assert values(broken)["theirs"] == {"a": 1} and values(broken)["extraEnvs"][0] == OTHERS["extraEnvs"][0]
    changed = {file["path"]: file["changed"] for file in result.files}
    assert changed == {f"Secret {PUBLIC}": False, f"Secret {SECRET}": True, "values of release om": True}
    assert broken.release().state.journal is None


def test_the_rows_are_restored_where_they_decide(broken):
    result = recovery(broken).apply()
    decide = broken.core.rows_decide
    assert broken.core.rows == (broken.verified if decide else ROWS)
    sections = ["authenticationConfiguration", "authorizerConfiguration"] if decide else []
    assert (result.rows, result.rows_decide) == (sections, decide)


def test_check_mode_changes_nothing_and_names_the_configuration(broken):
    result = recovery(broken).predict()
    assert (result.changed, result.restarted, result.would_restart) == (True, False, True)
    assert result.when == broken.release().state.last_good["when"] and result.served["provider"] == "auth0"
    assert broken.core.changes == [] and served(broken) == BASIC


def test_pods_are_replaced_though_nothing_differs(make_world):
    """A change by hand may be one that no comparison sees."""
    world = make_world()
    world.transaction().apply()
    (old,) = world.core.pods()
    result = recovery(world).apply()
    (new,) = world.core.pods()
    assert result.restarted and new["metadata"]["uid"] != old["metadata"]["uid"]
    assert [file for file in result.files if file["changed"]] == []


def test_without_a_verified_configuration_nothing_is_changed(world):
    for verb in ("apply", "predict"):
        with pytest.raises(HostError, match="No configuration was verified on this release yet") as error:
            getattr(recovery(world), verb)()
        assert error.value.fix == "Use om_sso_recover_to: basic."
    assert world.core.changes == []


@pytest.mark.parametrize("step", ["helm", "k8s_exec"])
def test_a_recovery_that_fails_restores_what_was_there(broken, step):
    condition = calls(step)
    if step == "k8s_exec":  # of the new pods, once the values are restored

        def condition(module, _arguments):
            return module.endswith("k8s_exec") and values(broken) != OTHERS

    broken.core.fault = once(condition)
    with pytest.raises(HostError) as error:
        recovery(broken).apply()
    assert "refused by the cluster" in error.value.message and error.value.more["restored"]
    assert (values(broken), broken.core.rows, served(broken)) == (OTHERS, ROWS, BASIC)
    state = broken.release().state
    assert state.journal is None and state.last_good["served"]["provider"] == "auth0", "it can be tried again"


def test_a_failure_while_restoring_keeps_the_journal(broken):
    broken.core.fault = once(calls("helm"))
    broken.core.refuse["kubernetes.core.k8s_log"] = {"failed": True, "msg": "no log"}
    put = broken.core._k8s

    def refused_later(arguments):
        if broken.core.called("helm") and isinstance(arguments.get("definition"), list):
            return {"failed": True, "msg": "no writing"}
        return put(arguments)

    broken.core._k8s = refused_later
    with pytest.raises(HostError) as error:
        recovery(broken).apply()
    assert error.value.more["outcome"].startswith("Not everything was restored:") and not error.value.more["restored"]
    assert "no log" in error.value.more["words"], "the first failure is reported without a log, too"
    assert broken.release().state.journal is not None


def test_another_configuration_than_the_verified_one_is_not_verified(broken):
    broken.core.planned = {**broken.core.planned, "clientId": "another"}
    with pytest.raises(HostError, match="serves another value of clientId than the one that was verified") as error:
        recovery(broken).apply()
    assert error.value.more["restored"] and served(broken) == BASIC


def test_a_server_that_does_not_answer_is_not_verified(broken):
    run = broken.core._k8s_exec

    def silent(arguments):
        broken.core.server_answers = values(broken) == OTHERS
        return run(arguments)

    broken.core._k8s_exec = silent
    with pytest.raises(HostError, match="does not answer") as error:
        recovery(broken).apply()
    assert error.value.more["restored"]


def test_without_a_pod_nothing_is_verified(make_world):
    world = make_world()
    world.transaction().apply()
    world.core.replicas = 0
    world.core.upgrade(OTHERS)
    for pod in world.core.pods():
        del world.core.objects["Pod", pod["metadata"]["name"]]
    with pytest.raises(HostError, match=r"No pod of the server runs\.") as error:
        recovery(world).apply()
    assert error.value.more["restored"] and values(world) == OTHERS


def test_an_interrupted_run_is_restored_before_the_recovery(broken):
    broken.core.fault = once(calls("helm"), KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        recovery(broken).apply()
    result = recovery(broken).apply()
    assert "was interrupted; its changes were restored first" in result.notes[0]
    assert served(broken)["provider"] == "auth0"


def test_there_is_nothing_to_compare(broken):
    with pytest.raises(HostError, match="nothing to compare without a plan"):
        recovery(broken).compare()
