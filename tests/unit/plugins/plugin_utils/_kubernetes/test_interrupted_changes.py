# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever stops a change of a release, it runs the old or the new configuration, and the next run completes."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import objects
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.recovery import Recovery
from fakes.chart_objects import DEPLOYMENT
from fakes.module_faults import calls, once, reads, writes
from fakes.release_world import LOCK, PUBLIC, ROWS, SECRET, STATE
from faults import cluster

OLD, NEW = "the first secret", "another secret"


@pytest.fixture
def running(make_world):
    """A release with the stored rows of 1.12, to which the old secret was applied."""
    world = make_world(version="1.12.14", rows=ROWS)
    world.transaction(client_secret=OLD).apply()
    world.core.calls.clear()
    return world


def runs_with(world):
    """The secret that every pod runs with; they have the same one."""
    (found,) = {pod["process"]["environment"]["OIDC_CLIENT_SECRET"] for pod in world.core.pods()}
    return found.strip('"')


def change(world, secret=NEW):
    """One run."""
    return world.transaction(client_secret=secret).apply()


def failure(world, secret=NEW):
    """The error of a run that fails."""
    with pytest.raises(HostError) as error:
        change(world, secret)
    return error.value


def completes(world, secret):
    """The next run ends as planned, and the one after it has nothing to do."""
    change(world, secret)
    assert runs_with(world) == secret and world.release().state.journal is None
    assert change(world, secret).changed is False


def verifies(world):
    """Whether a call runs a command in a pod of the new revision."""
    return lambda module, arguments: (
        module.endswith("k8s_exec")
        and NEW in world.core.objects["Pod", arguments["pod"]]["process"]["environment"]["OIDC_CLIENT_SECRET"]
    )


STEPS = {
    "Secrets": lambda _world: (writes(SECRET), 0),
    "helm upgrade": lambda _world: (calls("helm"), 0),
    "the rollout": lambda _world: (reads("Deployment"), 1),
    "the new pods": lambda world: (verifies(world), 0),
}


@pytest.mark.parametrize("fault", cluster.UNDONE)
def test_what_is_refused_in_the_middle_is_undone(running, fault):
    step, text = cluster.UNDONE[fault]
    condition, spared = STEPS[step](running)
    running.core.fault = once(condition, {"failed": True, "msg": text}, spared=spared)
    error = failure(running)
    assert error.more["restored"] and "The previous Secrets" in error.more["outcome"]
    assert runs_with(running) == OLD and running.release().state.journal is None
    completes(running, NEW)


@pytest.mark.parametrize("names", [[SECRET], [SECRET, PUBLIC]], ids=["one Secret", "all Secrets of the change"])
def test_a_policy_that_goes_on_denying_the_secrets_leaves_them_and_nothing_to_undo(running, names):
    """What is as it was is not written again, so that restoring is not denied as well."""
    denied = {"failed": True, "msg": cluster.UNDONE["an admission webhook denies the Secrets"][1]}
    running.core.fault = lambda *call: denied if any(writes(name)(*call) for name in names) else None
    error = failure(running)
    assert error.more["restored"] and "The previous Secrets" in error.more["outcome"]
    assert runs_with(running) == OLD and running.release().state.journal is None
    running.core.fault = lambda _module, _arguments: None
    completes(running, NEW)


def test_a_token_that_expires_in_the_middle_leaves_a_journal_and_the_next_run_restores_first(running):
    refused = []

    def expired(module, arguments):
        if refused or calls("helm")(module, arguments):
            refused.append(module)
            return {"failed": True, "msg": cluster.EXPIRED, "rc": 1, "stderr": cluster.EXPIRED}
        return None

    running.core.fault = expired
    error = failure(running)
    assert "refuses the login" in error.message, "the lock cannot be released either"
    running.core.fault = lambda _module, _arguments: None
    assert running.release().state.journal is not None and runs_with(running) == OLD
    abandoned(running)
    completes(running, NEW)


def test_an_account_that_may_only_read_changes_nothing(running):
    running.core.fault = lambda module, arguments: (
        {"failed": True, "msg": cluster.READ_ONLY} if arguments.get("apply") else None
    )
    before = {key: each for key, each in running.core.objects.items() if key[0] != "Lease"}
    error = failure(running)
    assert error.message.startswith("The service account may not patch leases") and error.more["verb"] == "patch"
    assert {key: each for key, each in running.core.objects.items() if key[0] != "Lease"} == before


class Killed(BaseException):
    """The process is gone: nothing is run any more, not even what gives the lock back."""


def killed(condition, after, left=None):
    """A fault of the process: before or after the call, from then on nothing is called any more."""
    dead = []

    def fault(module, arguments):
        if dead and dead != ["soon"]:
            raise Killed
        if dead:
            dead.append(module)
            raise Killed
        if condition(module, arguments):
            dead.append("soon" if after else module)
            if not after:
                if left is not None:
                    left(arguments)
                raise Killed

    return fault


def abandoned(world):
    """The lock of a run that was killed, when its time is over."""
    lease = world.core.objects.get(("Lease", LOCK))
    if lease is not None:
        long_ago = "2020-01-01T00:00:00Z"
        lease["metadata"].update(creationTimestamp=long_ago)
        for entry in lease["metadata"]["managedFields"]:
            entry["time"] = long_ago


def half_upgraded(world):
    """What helm leaves behind when it is killed: a revision that is pending, and the pods as they were."""

    def leave(_arguments):
        world.core.put_revision(world.core.revision()[1], "pending-upgrade")

    return leave


def fault_of(world, where):
    """The fault for a place of ``cluster.KILLED``."""
    made = {
        "before the state is saved": lambda: killed(writes(STATE), False),
        "after the state is saved": lambda: killed(writes(STATE), True),
        "after the Secrets are written": lambda: killed(writes(SECRET), True),
        "after the stored rows are written": lambda: killed(
            lambda module, arguments: module.endswith("k8s_exec") and " update " in arguments["command"], True
        ),
        "during helm upgrade, whose revision stays pending-upgrade": lambda: killed(
            calls("helm"), False, half_upgraded(world)
        ),
        "after helm upgrade": lambda: killed(calls("helm"), True),
        "while the new pods are verified": lambda: killed(verifies(world), False),
        "before the change is recorded": lambda: killed(recorded(world), False),
        "after the change is recorded, with the lock held": lambda: killed(recorded(world), True),
    }
    return made[where]()


def recorded(world):
    """Whether a call writes the state after the pods were replaced."""
    return lambda module, arguments: writes(STATE)(module, arguments) and runs_with(world) == NEW


@pytest.mark.parametrize("where", cluster.KILLED)
@pytest.mark.parametrize("following", [OLD, NEW])
def test_after_a_kill_the_next_run_completes_with_the_old_or_the_new_configuration(running, where, following):
    if "rows" in where:  # they change where another tool wrote them meanwhile
        running.core.rows = ROWS
    running.core.fault = fault_of(running, where)
    with pytest.raises(Killed):
        change(running)
    running.core.fault = lambda _module, _arguments: None
    assert runs_with(running) in (OLD, NEW), "never a mixture"
    assert "Another run is changing this release" in failure(running, "third secret").message
    abandoned(running)
    completes(running, following)


def test_a_kill_while_everything_is_restored_is_made_good_by_the_next_run(running):
    """Helm's rollback was killed as well: its revision stays pending."""
    broken = once(verifies(running), {"failed": True, "msg": "the node is gone"})

    def leave(_arguments):
        running.core.put_revision(running.core.revision()[1], "pending-rollback")

    dead = killed(lambda _module, arguments: arguments.get("argv", [])[1:2] == ["rollback"], False, leave)
    running.core.fault = lambda module, arguments: dead(module, arguments) or broken(module, arguments)
    with pytest.raises(Killed):
        change(running)
    running.core.fault = lambda _module, _arguments: None
    abandoned(running)
    completes(running, OLD)


@pytest.mark.parametrize("status", cluster.LEFT_BEHIND)
def test_a_release_that_another_one_left_behind_is_refused_before_anything_is_touched(running, status):
    running.core.put_revision(running.core.revision()[1], status)
    running.core.calls.clear()
    error = failure(running)
    assert f"Helm reports {status} for revision" in error.message and "helm rollback" in error.fix
    assert running.core.changes == [] and runs_with(running) == OLD


@pytest.mark.parametrize("kind", ["change", "recovery"])
def test_a_paused_rollout_is_refused_before_anything_is_touched(running, kind):
    running.core.objects["Deployment", DEPLOYMENT]["spec"]["paused"] = True
    running.core.calls.clear()
    more = {"client_secret": NEW, **({"kind": Recovery} if kind == "recovery" else {})}
    with pytest.raises(HostError) as error:
        running.transaction(**more).apply()
    assert error.value.message == f"The rollout of the Deployment {DEPLOYMENT} is paused, so that no pod is replaced."
    assert "kubectl rollout resume" in error.value.fix
    assert running.core.called("helm") == [] and running.core.called("k8s_cp") == []


def test_a_rollout_that_is_paused_in_the_middle_ends_at_once_and_the_next_run_completes(running):
    core, upgrade = running.core, running.core._set_template

    def paused(template):
        core.waiting = "ContainerCreating"
        upgrade(template)
        core.objects["Deployment", DEPLOYMENT]["spec"]["paused"] = True

    core._set_template = paused
    error = failure(running)
    assert "is paused, so that no pod is replaced" in error.message
    assert error.more["restored"] is False and "Resume it" in error.fix
    assert error.more["outcome"].startswith("Not everything was restored, for the same reason.")
    core._set_template, core.waiting = upgrade, None
    resumed(core)
    completes(running, NEW)


def resumed(core):
    """The cluster goes on: it replaces the pods by what the Deployment says now."""
    spec = core.objects["Deployment", DEPLOYMENT]["spec"]
    template, spec["template"], spec["paused"] = spec["template"], {}, False
    core._set_template(template)


def test_nothing_is_evicted_or_deleted_so_that_no_pod_disruption_budget_counts(make_world):
    """The Deployment replaces the pods; a budget decides on evictions alone."""
    world = make_world(replicas=3, version="1.9.7")
    change(world)
    touched = [
        arguments.get("kind") or arguments["definition"]["kind"]
        for arguments in world.core.called("k8s")
        if not isinstance(arguments.get("definition"), list)
    ]
    assert set(touched) == {"Lease"}, "no pod is deleted, and no eviction created"
    assert {objects.restarts(pod) for pod in world.core.pods()} == {0} and runs_with(world) == NEW
