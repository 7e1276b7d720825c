# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release is changed to its plan and verified, or everything is restored, whatever step fails."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from fakes.kubernetes_core import BASIC
from fakes.module_faults import calls, once

SECRET, PUBLIC, STATE = "openmetadata-sso", "openmetadata-sso-public", "openmetadata-sso-state"
ROWS = config_export.write(
    {"authenticationConfiguration": {"provider": "basic", "theirs": 1}, "authorizerConfiguration": {}}
)


@pytest.fixture
def newer(make_world):
    """A release in which the stored rows decide."""
    return make_world(version="1.12.14", rows=ROWS)


def writes(name):
    """Whether a call writes the Secret ``name`` (among others)."""
    return lambda module, arguments: (
        module.endswith(".k8s")
        and isinstance(arguments.get("definition"), list)
        and name in [content["metadata"]["name"] for content in arguments["definition"]]
    )


def reads_the_deployment(module, arguments):
    """The first time before the change, to see who applies it."""
    return module.endswith("k8s_info") and arguments["kind"] == "Deployment"


def failure(world, **more):
    """The error of a change that fails."""
    with pytest.raises(HostError) as error:
        world.transaction(**more).apply()
    return error.value


def state(world):
    """The state in the cluster as the next run reads it."""
    return world.release().state


def untouched(world, revision=1):
    """What is as it was before any change, but for the number of the revision."""
    core = world.core
    assert [core.secret(name) for name in (SECRET, PUBLIC)] == [None, None]
    assert core.revision()[1] == {} and core.revision()[0] >= revision
    assert [core._served(pod["process"]) for pod in core.pods()] == [BASIC] * core.replicas
    assert ("Lease", SECRET + "-lock") not in core.objects, "the lock is released"
    return True


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
    assert ("Lease", SECRET + "-lock") not in world.core.objects
    kept = state(world)
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
    assert newer.core.changes == [] and untouched(newer)
    headers = [entry["before_header"] for entry in result.diff]
    assert headers == [f"Secret {PUBLIC}", f"Secret {SECRET}", "values of release om", "stored rows"]
    assert "a secret of the client" not in str(result) and "sha256:" in result.diff[1]["after"]


def test_rows_are_changed_before_the_pods_and_keep_the_fields_of_others(newer):
    result = newer.transaction().apply()
    rows = config_export.read(newer.core.rows)["authenticationConfiguration"]
    assert (rows["provider"], rows["theirs"]) == ("auth0", 1)
    assert result.rows_decide and "provider" in result.rows
    order = [name for name in newer.core.changes if name.endswith(("k8s_cp", "helm"))]
    assert order == ["kubernetes.core.k8s_cp", "kubernetes.core.helm"]


STEPS = {
    "Secrets": writes(PUBLIC),
    "helm upgrade": calls("helm"),
    "the Deployment": reads_the_deployment,
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_once_restores_everything(world, step):
    world.core.fault = once(STEPS[step], spared=1 if STEPS[step] is reads_the_deployment else 0)
    error = failure(world)
    assert "refused by the cluster" in error.message and error.more["restored"]
    assert error.more["outcome"] == (
        "The previous Secrets and values are restored (revision 1), and 1 pod serves the previous configuration."
    )
    assert error.more["words"] == "ERROR no route to the provider"
    assert untouched(world) and state(world).journal is None and state(world).last_good is None


def test_a_configuration_that_cannot_be_recorded_is_restored(world):
    """The journal is the first write of the Secret, the record the second one."""
    world.core.fault = once(writes(STATE), spared=1)
    assert failure(world).more["restored"]
    assert untouched(world) and state(world).journal is None


def test_a_journal_that_cannot_be_written_changes_nothing(world):
    world.core.fault = once(writes(STATE))
    error = failure(world)
    assert error.more == {} and untouched(world) and not world.core.called("helm")


def test_pods_that_do_not_start_are_named_and_everything_is_restored(world):
    upgrade = world.core.upgrade

    def waiting(values):
        world.core.waiting = "ImagePullBackOff" if values else None
        upgrade(values)

    world.core.upgrade = waiting
    error = failure(world)
    assert error.message.startswith("A new pod cannot start: ImagePullBackOff") and error.more["restored"]
    assert untouched(world) and state(world).journal is None


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
    error = failure(world)
    assert words[spoiled] in error.message and error.more["restored"] and untouched(world)


@pytest.mark.parametrize("served", ["2026-11", "2026-10"])
def test_each_pod_has_to_publish_the_key_id_that_the_operator_names(world, served):
    folder = "/etc/openmetadata-sso/keys/2026-11"
    files = {f"RSA_{half.upper()}_KEY_FILE_PATH": f"{folder}/{half}_key.der" for half in ("public", "private")}
    transaction = world.transaction(extra_environment={"JWT_KEY_ID": "2026-11", **files})
    world.core.kids = [served]
    if served == "2026-11":
        assert transaction.apply().kids == ["2026-11"]
        return
    with pytest.raises(HostError) as raised:
        transaction.apply()
    assert "publishes the key id 2026-10 instead of 2026-11" in raised.value.message
    assert raised.value.option == "om_sso_extra_environment.JWT_KEY_ID" and untouched(world)


@pytest.mark.parametrize("step", ["the file", "the command"])
def test_rows_that_cannot_be_written_are_restored_only_where_they_may_have_changed(newer, step):
    if step == "the file":
        newer.core.fault = once(calls("k8s_cp"))
    else:
        newer.core.fault = once(
            lambda module, arguments: module.endswith("k8s_exec") and " update " in arguments["command"],
            {"rc": 1, "stdout": "", "stderr": "Exception: no database"},
        )
    error = failure(newer)
    copies = len(newer.core.called("k8s_cp"))
    assert copies == (1 if step == "the file" else 2), "the rows from before are written again"
    assert ("stored rows" in error.more["outcome"]) == (step == "the command")
    assert newer.core.rows == ROWS and untouched(newer)


def test_rows_are_restored_with_everything_else(newer):
    newer.core.fault = once(calls("helm"))
    error = failure(newer)
    assert "The previous Secrets, values and stored rows are restored" in error.more["outcome"]
    assert newer.core.rows == ROWS and untouched(newer)


def test_pods_that_read_the_new_rows_are_restarted_when_the_old_rows_are_restored(newer):
    """The values are the same, so that no rollback replaces the pods."""
    newer.transaction().apply()
    revision, newer.core.rows = newer.core.revision()[0], ROWS
    for pod in newer.core.pods():
        pod["process"]["rows"] = ROWS
    newer.core.fault = once(
        lambda module, _arguments: module.endswith("k8s_exec") and "auth0" in newer.core.pods()[0]["process"]["rows"]
    )
    error = failure(newer)
    assert error.more["restored"] and not newer.core.rollbacks
    assert (newer.core.rows, newer.core.revision()[0]) == (ROWS, revision)
    assert newer.core._served(newer.core.pods()[0]["process"]) == BASIC


def test_pods_that_serve_something_else_after_restoring_are_reported(newer):
    """Rows that another tool wrote meanwhile are what the pods read at their restart."""
    core, rollback = newer.core, newer.core._command

    def another_tool(arguments):
        core.rows = ROWS.replace("basic", "auth0")
        return rollback(arguments)

    core._command = another_tool
    core.fault = once(reads_the_deployment, spared=1)
    error = failure(newer)
    assert error.more["outcome"].startswith("Not as before: the previous Secrets, values and stored rows are restored")
    assert error.more["restored"] is False and state(newer).journal is None


def test_a_failure_while_restoring_keeps_the_journal_and_the_next_run_restores_first(world):
    core = world.core
    broken = once(reads_the_deployment, spared=1)
    refused = {"rc": 1, "stderr": "helm rollback was refused"}
    core.fault = lambda module, arguments: (
        refused if arguments.get("argv", [])[1:2] == ["rollback"] else broken(module, arguments)
    )
    error = failure(world)
    assert "refused by the cluster" in error.message and error.more["restored"] is False
    assert error.more["outcome"].startswith("Not everything was restored:")
    assert "helm rollback was refused" in error.more["outcome"]
    started = state(world).journal["started"]
    core.fault = lambda _module, _arguments: None
    core.calls.clear()
    result = world.transaction().apply()
    assert result.notes == [f"a run of {started} was interrupted; its changes were restored first"]
    assert core.rollbacks[0][1:4] == ["rollback", "om", "1"]
    assert state(world).journal is None and state(world).last_good["served"]["provider"] == "auth0"


@pytest.mark.parametrize("verb", ["predict", "compare"])
def test_who_only_reads_tells_of_an_interrupted_run_and_leaves_it(world, verb):
    world.core.fault = once(calls("helm"), KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        world.transaction().apply()
    world.core.calls.clear()
    result = getattr(world.transaction(), verb)()
    assert "was interrupted" in result.notes[0]
    assert world.core.changes == [] and state(world).journal is not None


def test_an_interrupt_releases_the_lock_and_the_next_run_restores_first(world):
    world.core.fault = once(calls("helm"), KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        world.transaction().apply()
    assert ("Lease", SECRET + "-lock") not in world.core.objects
    assert state(world).journal["secrets"] == {PUBLIC: None, SECRET: None}
    result = world.transaction().apply()
    assert "its changes were restored first" in result.notes[0] and result.changed


def test_a_release_that_another_run_changes_is_refused(world):
    lease = {"holderIdentity": "another run", "leaseDurationSeconds": 600, "renewTime": "2999-01-01T00:00:00.000000Z"}
    world.core.put({"kind": "Lease", "metadata": {"name": SECRET + "-lock"}, "spec": lease, "manager": "another"})
    error = failure(world)
    assert "Another run is changing this release" in error.message and error.more == {}
    assert world.core.secret(SECRET) is None and state(world).journal is None


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


@pytest.mark.parametrize("status", ["failed", "pending-upgrade"])
def test_a_release_that_is_not_deployed_is_refused(world, status):
    world.core.put_revision({}, status)
    error = failure(world)
    assert f"Helm reports {status} for revision 2" in error.message and error.more == {}
    assert world.core.changes == []


def test_a_finding_that_is_an_error_forbids_the_change(world):
    error = failure(world, openmetadata_version="1.8.0")
    assert "nothing was changed" in error.message
    assert [finding["rule"] for finding in error.more["findings"]] == ["MISC-01"]
    assert world.core.changes == []


def test_without_a_pod_nothing_is_verified(make_world):
    world = make_world(replicas=0)
    error = failure(world)
    assert error.message == "No pod of the server runs." and world.core.revision()[1] == {}


def test_rows_of_a_server_that_did_not_run_are_changed_once_it_does(newer):
    """They cannot be read before; the pods are restarted a second time."""
    core = newer.core
    core.server_answers = False
    upgrade = core.upgrade

    def heals(values):
        core.server_answers = True
        upgrade(values)

    core.upgrade = heals
    result = newer.transaction().apply()
    assert config_export.read(core.rows)["authenticationConfiguration"]["provider"] == "auth0"
    assert result.rows_decide and {row["status"] for row in result.effective} == {"ok"}
    patches = [arguments for arguments in core.called("k8s") if arguments.get("state") == "patched"]
    assert len(patches) == 1, "the pods read the rows at their start"


def test_a_pod_with_older_rows_is_restarted(newer):
    newer.transaction().apply()
    for pod in newer.core.pods():
        pod["process"]["rows"] = ROWS
    result = newer.transaction().apply()
    assert (result.stale, result.restarted) == (True, True)
    assert newer.core._served(newer.core.pods()[0]["process"])["provider"] == "auth0"


def test_rows_that_are_ignored_are_left_alone_and_reported(newer):
    result = newer.transaction(stored_configuration="ignore").apply()
    assert newer.core.rows == ROWS and not newer.core.called("k8s_cp")
    assert any("serves stored rows: provider 'basic' instead of 'auth0'" in note for note in result.notes)


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


def test_a_pod_on_which_no_sign_in_begins_fails_the_change_and_everything_is_restored(world):
    world.core.sign_in = lambda _path: "HTTP/1.1 404 Not Found\r\n"
    error = failure(world)
    assert "signIn" in error.message and "/api/v1/auth/login answers HTTP 404" in error.message
    assert "discovery document" in error.fix and "are restored" in error.more["outcome"]
    assert untouched(world) and state(world).last_good is None


def test_pods_on_which_no_sign_in_begins_any_more_are_drift_and_are_replaced(world):
    world.transaction().apply()
    redirect = world.core.sign_in
    world.core.sign_in = lambda _path: "HTTP/1.1 500 Server Error\r\n"
    compared = world.transaction().compare()
    assert {row["field"] for row in compared.effective if row["status"] == "drift"} == {"signIn"} and compared.stale
    assert any("no sign-in begins on" in note for note in compared.notes)
    old = {pod["metadata"]["uid"] for pod in world.core.pods()}
    world.core.fault = lambda module, _arguments: (
        setattr(world.core, "sign_in", redirect) if calls("k8s")(module, {}) else None
    )
    result = world.transaction().apply()
    assert result.restarted and not old & {pod["metadata"]["uid"] for pod in world.core.pods()}


def test_a_sign_in_that_sends_another_redirect_uri_fails_the_change(world):
    redirect = world.core.sign_in
    world.core.sign_in = lambda path: redirect(path).replace("%2Fcallback", "%2Fauth%2Fcallback")
    error = failure(world)
    assert "oidcConfiguration.callbackUrl" in error.message and "RED-02" in error.fix


def test_a_sign_in_that_was_not_seen_is_a_note_and_never_drift(world):
    world.core.sign_in = lambda _path: ""
    result = world.transaction().apply()
    assert result.changed and any("what a sign-in sends to the provider was not seen" in note for note in result.notes)


def test_rows_of_another_release_are_kept_and_it_is_said(newer):
    newer.transaction().apply()
    before = state(newer).last_good["rows"]
    newer.core.version = "1.13.1"
    result = newer.transaction().apply()
    assert state(newer).exports == {"1.12.14": before}
    assert any(
        "the stored rows of 1.12.14 are kept in the Secret openmetadata-sso-state" in note for note in result.notes
    )
    assert newer.transaction().apply().notes == []
