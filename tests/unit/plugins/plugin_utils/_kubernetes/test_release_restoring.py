# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever step of a change fails, the release is restored, or the journal stays for the next run."""

import pytest
from fakes.module_faults import calls, once, reads, writes
from fakes.release_world import PUBLIC, ROWS, STATE

#: The Deployment is read a first time before the change, to see who applies it.
AFTER_THE_CHANGE = {"condition": reads("Deployment"), "spared": 1}
STEPS = {
    "Secrets": {"condition": writes(PUBLIC)},
    "helm upgrade": {"condition": calls("helm")},
    "the Deployment": AFTER_THE_CHANGE,
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_once_restores_everything(world, step):
    world.core.fault = once(**STEPS[step])
    error = world.failure()
    assert "refused by the cluster" in error.message and error.more["restored"]
    assert error.more["outcome"] == (
        "The previous Secrets and values are restored (revision 1), and 1 pod serves the previous configuration."
    )
    assert error.more["words"] == "ERROR no route to the provider"
    assert world.is_untouched() and world.state().journal is None and world.state().last_good is None


def test_a_configuration_that_cannot_be_recorded_is_restored(world):
    """The journal is the first write of the Secret, the record the second one."""
    world.core.fault = once(writes(STATE), spared=1)
    assert world.failure().more["restored"]
    assert world.is_untouched() and world.state().journal is None


def test_a_journal_that_cannot_be_written_changes_nothing(world):
    world.core.fault = once(writes(STATE))
    error = world.failure()
    assert error.more == {} and world.is_untouched() and not world.core.called("helm")


def test_pods_that_do_not_start_are_named_and_everything_is_restored(world):
    upgrade = world.core.upgrade

    def waiting(values):
        world.core.waiting = "ImagePullBackOff" if values else None
        upgrade(values)

    world.core.upgrade = waiting
    error = world.failure()
    assert error.message.startswith("A new pod cannot start: ImagePullBackOff") and error.more["restored"]
    assert world.is_untouched() and world.state().journal is None


def test_pods_that_serve_something_else_after_restoring_are_reported(newer):
    """Rows that another tool wrote meanwhile are what the pods read at their restart."""
    core, rollback = newer.core, newer.core._command

    def another_tool(arguments):
        core.rows = ROWS.replace("basic", "auth0")
        return rollback(arguments)

    core._command = another_tool
    core.fault = once(**AFTER_THE_CHANGE)
    error = newer.failure()
    assert error.more["outcome"].startswith("Not as before: the previous Secrets, values and stored rows are restored")
    assert error.more["restored"] is False and newer.state().journal is None


def test_a_server_that_does_not_answer_after_restoring_is_reported_and_serves_no_other_values(world):
    core, rollback = world.core, world.core._command

    def silenced(arguments):
        core.server_answers = False
        return rollback(arguments)

    core._command = silenced
    core.fault = once(**AFTER_THE_CHANGE)
    outcome = world.failure().more["outcome"]
    assert outcome.endswith("does not answer.") and "the pods are ready, but pod " in outcome
    assert "serve other values" not in outcome


def test_a_failure_while_restoring_keeps_the_journal_and_the_next_run_restores_first(world):
    core = world.core
    broken = once(**AFTER_THE_CHANGE)
    refused = {"rc": 1, "stderr": "helm rollback was refused"}
    core.fault = lambda module, arguments: (
        refused if arguments.get("argv", [])[1:2] == ["rollback"] else broken(module, arguments)
    )
    error = world.failure()
    assert "refused by the cluster" in error.message and error.more["restored"] is False
    assert error.more["outcome"].startswith("Not everything was restored:")
    assert "helm rollback was refused" in error.more["outcome"]
    started = world.state().journal["started"]
    core.fault = lambda _module, _arguments: None
    core.calls.clear()
    result = world.transaction().apply()
    assert result.notes == [f"a run of {started} was interrupted; its changes were restored first"]
    assert core.rollbacks[0][1:4] == ["rollback", "om", "1"]
    assert world.state().journal is None and world.state().last_good["served"]["provider"] == "auth0"
