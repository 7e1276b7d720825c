# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change of a host or a Helm release: applied and verified, or restored. This is the order of the steps.

Steps: lock, restore what an interrupted run changed, read the current state (check mode ends here), open the journal,
change, verify, wait until the server has settled, record as the last good configuration, close the journal. On any
failure everything is restored.
"""

from typing import Any, Dict, List, Optional

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, defect
from ansible_collections.openmetadata.sso.plugins.module_utils._system import waiting
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import review

#: The outcome when a journal cannot be closed.
OPEN = "The change is in effect and verified, but its journal is still open; the next run restores the old state first."


class Target:
    """The steps of one kind of change of one thing, such as the plan on a host. Methods raise ``HostError``.

    ``current`` is the current state as ``read`` returns it, with the attribute ``changed``: whether there is anything
    to change. ``entry`` is an open journal, a dictionary with at least ``started``. ``seen`` is what is to be verified,
    ``verified`` what was verified.
    """

    #: whether the current state can be read without the lock, so that a run without a change takes none
    reads_before_lock = False
    #: the reviewed plan that the change belongs to, as ``HostPlan.review`` has it
    review: Optional[Dict[str, Any]] = None
    #: whether a run that changes the same is at work, so that an open journal is not one of an interrupted run
    at_work = False

    def __init__(self) -> None:
        self.notes: List[str] = []
        #: seconds until the restarted server was healthy, ``None`` when it was not restarted
        self.seconds: Optional[int] = None

    def lock(self):
        """A context in which no other run changes the same; ``HostError`` when another run holds the lock."""
        raise NotImplementedError

    def refresh(self):
        """Called once under the lock. Returns whether what was read before may be outdated."""
        return True

    def interrupted(self):
        """The journal that a run left when it was killed or could not restore everything, or ``None``."""
        raise NotImplementedError

    def undo(self, entry):
        """Restore what an interrupted run changed. It may be called again after it failed."""
        raise NotImplementedError

    def read(self, interrupted):
        """The current state; ``HostError`` when it does not allow the change.

        ``interrupted`` is the journal of an interrupted run, or ``None``.
        """
        raise NotImplementedError

    def differs(self):
        """Whether a quick look shows that there is something to change."""
        return False

    def prepare(self, current):
        """Checks that are made before a change only, in check mode as well."""

    def begin(self, current):
        """Open the journal with everything that restoring needs, and return it. Nothing else is changed."""
        raise NotImplementedError

    def make(self, current, entry):
        """Change everything and restart what has to be restarted. Returns what is to be verified."""
        raise NotImplementedError

    def seen(self, current):
        """What is to be verified where nothing changed."""
        raise NotImplementedError

    def verify(self, seen):
        """What was verified; ``HostError`` when anything is not as planned."""
        raise NotImplementedError

    def settle(self):
        """Wait until what was restarted has stayed healthy for the settling time; ``HostError`` when it does not."""

    def keep(self, current, verified, entry):
        """Record the last good configuration. ``entry`` is ``None`` where nothing changed."""

    def log(self, entry):
        """The lines of the server's log that tell what failed, without secrets; empty where there are none."""
        raise NotImplementedError

    def restore(self, current, entry):
        """Restore everything. Returns a sentence about the outcome, and whether all is as before."""
        raise NotImplementedError

    def close(self):
        """Close the journal: the change is complete, or restored."""
        raise NotImplementedError

    def result(self, current, verified):
        """The ``Result``; ``verified`` is ``None`` when nothing was verified."""
        raise NotImplementedError

    def contents(self, current):
        """{what: JSON value} of the current state that may hold secrets, for a reviewed plan."""
        raise NotImplementedError

    def compare(self):
        """The ``Result`` of a comparison that changes nothing."""
        raise HostError("There is nothing to compare without a plan.")


class Transaction:
    """One change of a ``Target``, its prediction, or a comparison."""

    def __init__(self, target):
        self.target = target

    def apply(self):
        """Bring the change into effect, verify it and return the result."""
        target, current = self.target, None
        if target.reads_before_lock and target.interrupted() is None:
            current = self._read(None)
            if not current.changed:
                return target.result(current, self._confirm(current))
        with target.lock():
            if target.refresh() or current is None:
                current = self._read(self._undo_interrupted())
            verified = self._change(current) if current.changed else self._confirm(current)
        return target.result(current, verified)

    def confirm(self):
        """What ``apply`` answers where nothing is to change; empty where something is, or where it would fail."""
        target = self.target
        try:
            if target.interrupted() is not None or target.differs():
                return {}
            current = self._read(None)
            if current.changed or target.notes:
                return {}
            return target.result(current, self._confirm(current)).to_dict()
        except HostError:  # which ``apply`` meets again at its turn, and tells
            return {}

    def predict(self):
        """What ``apply`` would do, in check mode: without a lock and without any change."""
        target = self.target
        entry = target.interrupted()
        if entry is not None and not target.at_work:
            target.notes.append(f"a run of {entry['started']} was interrupted; its changes would be restored first")
        current = self._read(entry)
        state, verified = self._state(current), None
        if current.changed:
            target.prepare(current)
        else:
            verified = target.verify(target.seen(current))
        result = target.result(current, verified)
        return result if state is None else result._replace(state=state)

    def compare(self):
        """Compare with the plan and change nothing."""
        if self.target.interrupted() is not None and not self.target.at_work:
            self.target.notes.append("a run was interrupted; the next apply restores what it changed")
        return self.target.compare()

    def _read(self, interrupted):
        """The current state; one that is not the reviewed one is not changed. As planned it needs no review."""
        current = self.target.read(interrupted)
        reviewed = (self.target.review or {}).get("state")
        if reviewed is not None and current.changed:
            review.refuse(reviewed, self._state(current))
        return current

    def _state(self, current):
        """The current state as a reviewed plan holds it; ``None`` without one."""
        target = self.target
        if target.review is None:
            return None
        return review.state_of(target.result(current, None), target.contents(current), target.review["key"])

    def _undo_interrupted(self):
        """Restore what an interrupted run changed, and return its journal, or ``None``."""
        target = self.target
        entry = target.interrupted()
        if entry is not None:
            with waiting.restoring():
                target.undo(entry)
            target.close()
            target.notes.append(f"a run of {entry['started']} was interrupted; its changes were restored first")
        return entry

    def _confirm(self, current):
        """Verify what is there already."""
        verified = self.target.verify(self.target.seen(current))
        self.target.keep(current, verified, None)
        return verified

    def _change(self, current):
        target = self.target
        target.prepare(current)
        entry = target.begin(current)
        try:
            verified = target.verify(target.make(current, entry))
            target.settle()
            target.keep(current, verified, entry)  # a change that could not be recorded could not be restored later
        except Exception as failure:
            self._restore(current, entry, _known(failure))
        try:
            target.close()
        except Exception as failure:
            raise _with_outcome(_known(failure), False, OPEN) from None
        return verified

    def _restore(self, current, entry, failure):
        """Restore everything, and raise the failure together with how that ended."""
        target = self.target
        log = target.log(entry)
        try:
            with waiting.restoring():
                outcome, restored = target.restore(current, entry)
            target.close()
        except Exception as second:  # the journal stays, so that the next run begins with restoring
            reason = str(_known(second))
            why = ", for the same reason." if reason == str(failure) else f": {reason}"
            outcome, restored = f"Not everything was restored{why} The next run tries again first.", False
        raise _with_outcome(failure, restored, outcome, words=log) from None


def _with_outcome(failure, restored, outcome, **more):
    return HostError(failure.message, failure.option, failure.fix, restored=restored, outcome=outcome, **more)


def _known(error):
    return error if isinstance(error, HostError) else defect(error)
