# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of the steps of a change, and what happens when any of them fails. The target only records its calls."""

import contextlib
from types import SimpleNamespace

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.result import Result
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import transaction
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.transaction import Target, Transaction

LEFT = {"started": "2026-01-01 00:00:00"}
BEFORE_JOURNAL = ("lock", "refresh", "read", "prepare", "begin")
WITH_JOURNAL = ("make", "verify", "settle", "keep")


class Recorder(Target):
    """``failing`` maps steps to what they raise; ``journal`` is what an interrupted run left."""

    def __init__(self, changed=True, failing=(), journal=None):
        super().__init__()
        self.steps, self.failing, self.journal, self.held = [], dict(failing), journal, False
        self.changed, self.outdated, self.value, self.outcome = changed, True, "old", ("The old value is back.", True)
        self.kept = None

    def _step(self, name):
        self.steps.append(name)
        if name in self.failing:
            raise self.failing[name]

    @contextlib.contextmanager
    def lock(self):
        self._step("lock")
        self.held = True
        try:
            yield
        finally:
            self.held = False

    def refresh(self):
        self._step("refresh")
        return self.outdated

    def interrupted(self):
        return self.journal

    def undo(self, entry):
        assert entry is LEFT
        self._step("undo")
        self.value = "old"

    def read(self, interrupted):
        self._step("read" if self.held else "read without lock")
        return SimpleNamespace(changed=self.changed, interrupted=interrupted)

    def prepare(self, _current):
        self._step("prepare")

    def begin(self, _current):
        self._step("begin")
        self.journal = {"started": "now"}
        return self.journal

    def make(self, _current, entry):
        assert entry is self.journal and self.held
        self.value = "new"
        self._step("make")
        return "after"

    def seen(self, _current):
        return "as it was"

    def verify(self, seen):
        self._step("verify")
        return f"verified {seen}"

    def settle(self):
        self._step("settle")

    def keep(self, _current, verified, entry):
        self._step("keep")
        self.kept = (verified, entry)

    def log(self, _entry):
        self._step("log")
        return "ERROR one"

    def restore(self, _current, entry):
        assert entry is self.journal and self.held
        self._step("restore")
        self.value = "old"
        return self.outcome

    def close(self):
        self._step("close")
        self.journal = None

    def result(self, current, verified):
        return SimpleNamespace(interrupted=current.interrupted, verified=verified, notes=self.notes)

    def compare(self):
        self._step("compare")
        return SimpleNamespace(notes=self.notes)


def failure(target):
    """The error of a change that fails."""
    with pytest.raises(HostError) as error:
        Transaction(target).apply()
    assert not target.held, "the lock is released"
    return error.value


def test_a_change_takes_every_step_in_this_order():
    target = Recorder()
    result = Transaction(target).apply()
    assert target.steps == ["lock", "refresh", "read", "prepare", "begin", "make", "verify", "settle", "keep", "close"]
    assert (target.value, target.journal, result.verified, result.notes) == ("new", None, "verified after", [])
    assert target.kept == ("verified after", {"started": "now"})


def test_where_nothing_changes_it_is_verified_and_recorded_without_a_journal():
    target = Recorder(changed=False)
    result = Transaction(target).apply()
    assert target.steps == ["lock", "refresh", "read", "verify", "keep"]
    assert (target.kept, result.verified) == (("verified as it was", None), "verified as it was")


def test_a_target_that_is_read_before_needs_no_lock_where_nothing_changes():
    target = Recorder(changed=False)
    target.reads_before_lock = True
    assert Transaction(target).apply().verified == "verified as it was"
    assert target.steps == ["read without lock", "verify", "keep"]


@pytest.mark.parametrize("outdated", [True, False])
def test_what_was_read_before_the_lock_counts_only_while_nobody_changed_it(outdated):
    target = Recorder()
    target.reads_before_lock, target.outdated = True, outdated
    Transaction(target).apply()
    again = ["read"] if outdated else []
    assert target.steps[:5] == ["read without lock", "lock", "refresh", *again, "prepare", "begin"][:5]
    assert target.value == "new"


def test_under_the_lock_it_may_turn_out_that_another_run_made_the_change():
    target = Recorder()
    target.reads_before_lock = True
    refresh = target.refresh

    def refreshed():
        target.changed = False
        return refresh()

    target.refresh = refreshed
    assert Transaction(target).apply().verified == "verified as it was"
    assert "make" not in target.steps and "begin" not in target.steps


@pytest.mark.parametrize("before", [True, False])
def test_an_interrupted_run_is_restored_first_and_under_the_lock(before):
    target = Recorder(journal=LEFT)
    target.reads_before_lock, target.outdated = before, not before
    result = Transaction(target).apply()
    assert target.steps[:5] == ["lock", "refresh", "undo", "close", "read"]
    assert result.interrupted is LEFT and target.value == "new"
    assert result.notes == ["a run of 2026-01-01 00:00:00 was interrupted; its changes were restored first"]


def test_an_interrupted_run_that_cannot_be_restored_keeps_its_journal_and_nothing_is_changed():
    target = Recorder(journal=LEFT, failing={"undo": HostError("The disk is full.")})
    error = failure(target)
    assert error.message == "The disk is full." and target.journal is LEFT
    assert target.steps == ["lock", "refresh", "undo"]


@pytest.mark.parametrize("step", BEFORE_JOURNAL)
def test_before_the_journal_is_open_nothing_is_restored(step):
    target = Recorder(failing={step: HostError(f"{step} failed.", "/x", "Repair it.")})
    error = failure(target)
    assert (error.message, error.option, error.fix, error.more) == (f"{step} failed.", "/x", "Repair it.", {})
    assert target.value == "old" and not {"make", "restore", "close"} & set(target.steps)


@pytest.mark.parametrize("step", WITH_JOURNAL)
def test_a_failure_with_an_open_journal_restores_everything(step):
    target = Recorder(failing={step: HostError(f"{step} failed.", "/x", "Repair it.")})
    error = failure(target)
    assert (error.message, error.option, error.fix) == (f"{step} failed.", "/x", "Repair it.")
    assert error.more == {"restored": True, "outcome": "The old value is back.", "words": "ERROR one"}
    assert target.steps[-4:] == [step, "log", "restore", "close"]
    assert (target.value, target.journal) == ("old", None)


def test_a_defect_is_restored_like_an_error():
    target = Recorder(failing={"make": KeyError("a secret")})
    error = failure(target)
    assert error.message.startswith("Unexpected KeyError") and "a secret" not in str(error)
    assert error.more["restored"] and target.value == "old"


def test_all_may_be_restored_and_still_not_be_as_before():
    target = Recorder(failing={"verify": HostError("It serves something else.")})
    target.outcome = ("Not as before: it serves something else.", False)
    error = failure(target)
    assert (error.more["restored"], error.more["outcome"]) == target.outcome[::-1]
    assert target.journal is None, "restoring it again would change nothing"


@pytest.mark.parametrize("second", [HostError("The disk is full.", fix="Make room."), KeyError("x")], ids=repr)
@pytest.mark.parametrize("step", ["restore", "close"])
def test_a_failure_while_restoring_is_reported_beside_the_first_and_keeps_the_journal(step, second):
    target = Recorder(failing={"make": HostError("make failed."), step: second})
    error = failure(target)
    assert error.message == "make failed." and error.more["restored"] is False
    reason = "The disk is full. Make room." if isinstance(second, HostError) else "Unexpected KeyError at"
    assert error.more["outcome"].startswith(f"Not everything was restored: {reason}")
    assert error.more["outcome"].endswith("The next run tries again first.")
    assert target.journal == {"started": "now"}


def test_what_fails_while_restoring_as_the_change_did_is_said_once():
    reason = HostError("The disk is full.", fix="Make room.")
    error = failure(Recorder(failing={"make": reason, "restore": reason}))
    assert str(error) == "The disk is full. Make room."
    assert error.more["outcome"] == "Not everything was restored, for the same reason. The next run tries again first."


def test_a_journal_that_cannot_be_closed_after_the_change_is_told_and_restores_nothing():
    target = Recorder(failing={"close": HostError("The disk is full.")})
    error = failure(target)
    assert error.message == "The disk is full." and target.value == "new" and "restore" not in target.steps
    assert error.more == {"restored": False, "outcome": transaction.OPEN}


@pytest.mark.parametrize("step", WITH_JOURNAL)
@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_ends_at_once_and_leaves_the_journal_to_the_next_run(step, interrupt):
    target = Recorder(failing={step: interrupt()})
    with pytest.raises(interrupt):
        Transaction(target).apply()
    assert target.journal == {"started": "now"} and not target.held
    assert target.steps[-1] == step, "restoring would take minutes"


def test_a_lock_that_another_run_holds_changes_nothing():
    target = Recorder(failing={"lock": HostError("Another run is changing this release.")})
    assert failure(target).message == "Another run is changing this release."
    assert target.steps == ["lock"]


def test_check_mode_takes_no_lock_and_changes_nothing():
    target = Recorder()
    result = Transaction(target).predict()
    assert target.steps == ["read without lock", "prepare"]
    assert (result.verified, result.interrupted, target.value) == (None, None, "old")


def test_check_mode_verifies_where_nothing_changes_and_records_nothing():
    target = Recorder(changed=False)
    assert Transaction(target).predict().verified == "verified as it was"
    assert target.steps == ["read without lock", "verify"]


def test_check_mode_tells_of_an_interrupted_run_and_restores_nothing():
    target = Recorder(journal=LEFT)
    result = Transaction(target).predict()
    assert result.interrupted is LEFT and target.journal is LEFT and "undo" not in target.steps
    assert result.notes == ["a run of 2026-01-01 00:00:00 was interrupted; its changes would be restored first"]


@pytest.mark.parametrize("step", ["read without lock", "prepare"])
def test_check_mode_fails_where_the_change_would(step):
    target = Recorder(failing={step: HostError("It is not possible.")})
    with pytest.raises(HostError, match="It is not possible"):
        Transaction(target).predict()


def test_a_comparison_takes_no_lock_and_tells_of_an_interrupted_run():
    target = Recorder(journal=LEFT)
    result = Transaction(target).compare()
    assert target.steps == ["compare"] and target.journal is LEFT
    assert result.notes == ["a run was interrupted; the next apply restores what it changed"]
    assert Transaction(Recorder()).compare().notes == []


def test_without_a_plan_there_is_nothing_to_compare():
    class Recovery(Recorder):
        compare = Target.compare

    with pytest.raises(HostError, match="nothing to compare without a plan"):
        Transaction(Recovery()).compare()


class Reviewed(Recorder):
    """A target whose state is its value; ``state`` is the reviewed one, ``None`` where the host is only read."""

    def __init__(self, state, **more):
        super().__init__(**more)
        self.review = {"key": "a key", "state": state}

    def contents(self, _current):
        return {"/x": self.value}

    def result(self, current, verified):
        found = super().result(current, verified)
        return Result(version="1.9.7", would_restart=current.changed, notes=found.notes)


def state_of(value):
    """The state of a target that would change."""
    return Transaction(Reviewed(None)).predict().state if value == "old" else {"release": value}


def test_a_prediction_for_a_plan_file_has_the_state():
    state = Transaction(Reviewed(None)).predict().state
    assert state["release"] == "1.9.7" and state["content of /x"].startswith("hmac-sha256:")


def test_the_reviewed_state_is_changed():
    target = Reviewed(state_of("old"))
    Transaction(target).apply()
    assert target.value == "new"


def test_another_state_is_refused_under_the_lock_before_any_change():
    target = Reviewed(state_of("other"))
    error = failure(target)
    assert target.steps == ["lock", "refresh", "read"] and target.value == "old"
    assert error.option == "om_sso_plan_file" and 'release is "1.9.7" instead of "other"' in error.message


def test_what_is_as_planned_already_needs_no_review():
    target = Reviewed(state_of("other"), changed=False)
    Transaction(target).apply()
    assert target.steps == ["lock", "refresh", "read", "verify", "keep"]


def test_a_prediction_is_held_to_the_reviewed_state_too():
    with pytest.raises(HostError, match="is not the one that was reviewed"):
        Transaction(Reviewed(state_of("other"))).predict()
