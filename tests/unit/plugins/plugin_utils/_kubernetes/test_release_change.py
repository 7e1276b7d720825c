# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release is changed to its plan, and each pod is verified."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from fakes.kubernetes_core import BASIC
from fakes.release_world import LOCK, PUBLIC, SECRET


def test_a_change_writes_secrets_and_values_and_each_pod_is_verified(make_world):
    world = make_world(replicas=2)
    old = {pod["metadata"]["uid"] for pod in world.core.pods()}
    result = world.transaction().apply()
    assert (result.changed, result.restarted, result.seconds, result.version) == (True, True, 0, "1.9.7")
    assert [file["path"] for file in result.files if file["changed"]] == [
        f"Secret {PUBLIC}",
        f"Secret {SECRET}",
        "values of release om",
    ]
    assert world.core.secret(SECRET) == {"OIDC_CLIENT_SECRET": '"a secret of the client"'}
    assert len(result.pods) == 2 and not old & {pod["metadata"]["uid"] for pod in world.core.pods()}
    assert {row["status"] for row in result.effective} == {"ok"} and result.kids == ["a"]
    assert ("Lease", LOCK) not in world.core.objects
    kept = world.state()
    assert kept.journal is None and kept.last_good["served"]["provider"] == "auth0"
    assert kept.last_good["secrets"][SECRET] == world.core.secret(SECRET)


def test_a_second_run_changes_nothing_and_takes_no_lock(world):
    world.transaction().apply()
    world.core.calls.clear()
    result = world.transaction().apply()
    assert (result.changed, result.restarted, world.core.changes) == (False, False, [])


def test_check_mode_writes_nothing_and_shows_no_secret(newer):
    result = newer.transaction().predict()
    assert (result.changed, result.would_restart, result.restarted) == (True, True, False)
    assert newer.core.changes == [] and newer.is_untouched()
    headers = [entry["before_header"] for entry in result.diff]
    assert headers == [f"Secret {PUBLIC}", f"Secret {SECRET}", "values of release om", "stored rows"]
    assert "a secret of the client" not in str(result) and "sha256:" in result.diff[1]["after"]


@pytest.mark.parametrize("spoiled", ["the server", "the environment", "the keys", "what is served"])
def test_a_pod_that_is_not_as_planned_is_not_verified(world, spoiled):
    core, run = world.core, world.core._k8s_exec
    words = {
        "the server": "does not answer",
        "the environment": "runs without the planned value of AUTHENTICATION_PROVIDER",
        "the keys": "publishes no key of its own",
        "what is served": "serves provider 'basic' instead of 'auth0'",
    }

    def answer(arguments):
        changed = core.revision()[1] != {}
        core.server_answers = not (changed and spoiled == "the server")
        core.kids = [] if changed and spoiled == "the keys" else ["a"]
        if changed and spoiled == "the environment":
            for pod in core.pods():
                pod["process"]["environment"]["AUTHENTICATION_PROVIDER"] = "okta"
        if changed and spoiled == "what is served":
            core.planned = BASIC
        return run(arguments)

    core._k8s_exec = answer
    error = world.failure()
    assert words[spoiled] in error.message and error.more["restored"] and world.is_untouched()


@pytest.mark.parametrize("served", ["2026-11", "2026-10"])
def test_each_pod_has_to_publish_the_key_id_that_the_operator_names(world, served):
    folder = "/etc/openmetadata-sso/keys/2026-11"
    files = {f"RSA_{half.upper()}_KEY_FILE_PATH": f"{folder}/{half}_key.der" for half in ("public", "private")}
    transaction = world.transaction(rotates=True, extra_environment={"JWT_KEY_ID": "2026-11", **files})
    world.core.kids = [served]
    if served == "2026-11":
        assert transaction.apply().kids == ["2026-11"]
        return
    with pytest.raises(HostError) as raised:
        transaction.apply()
    assert "publishes the key id 2026-10 instead of 2026-11" in raised.value.message
    assert raised.value.option == "om_sso_extra_environment.JWT_KEY_ID" and world.is_untouched()


@pytest.mark.parametrize("status", ["failed", "pending-upgrade"])
def test_a_release_that_is_not_deployed_is_refused(world, status):
    world.core.put_revision({}, status)
    error = world.failure()
    assert f"Helm reports {status} for revision 2" in error.message and error.more == {}
    assert world.core.changes == []


def test_a_finding_that_is_an_error_forbids_the_change(world):
    error = world.failure(openmetadata_version="1.8.0")
    assert "nothing was changed" in error.message
    assert [finding["rule"] for finding in error.more["findings"]] == ["MISC-01"]
    assert world.core.changes == []


def test_without_a_pod_nothing_is_verified(make_world):
    world = make_world(replicas=0)
    error = world.failure()
    assert error.message == "No pod of the server runs." and world.core.revision()[1] == {}


def test_a_comparison_names_what_differs_and_changes_nothing(newer):
    newer.transaction().apply()
    newer.core.pods()[0]["process"]["environment"]["AUTHENTICATION_PROVIDER"] = '"okta"'
    newer.core.calls.clear()
    result = newer.transaction().compare()
    assert (result.changed, result.reachable, newer.core.changes) == (False, True, [])
    assert "a pod runs with another value of AUTHENTICATION_PROVIDER" in result.notes


@pytest.mark.parametrize("gone", ["pods", "answer"])
def test_a_release_without_a_server_that_answers_is_not_reachable(make_world, gone):
    world = make_world(replicas=0 if gone == "pods" else 1)
    world.core.server_answers = False
    result = world.transaction().compare()
    assert result.reachable is False
    assert ("no pod of the server runs" if gone == "pods" else "does not answer") in result.notes[0]
