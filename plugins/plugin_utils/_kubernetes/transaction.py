# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change of one release: applied and verified, or restored.

Steps: read the current state, compare (unchanged or check mode ends here), lock, journal, Secrets, rows, helm upgrade,
wait for the rollout, verify each pod. On any failure rows, Secrets and revision are restored.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Literal

from ...module_utils._core.errors import HostError, defect
from ...module_utils._core.result import Result
from ...module_utils._core.text import some
from ...module_utils._formats import config_export
from ...module_utils._server import drift
from .._model.findings import errors, to_data
from . import lock, pod, result
from .change import Change
from .current_state import CurrentState, read_pods
from .release import Release
from .result import VerifiedPods
from .state import State

#: States in which Helm can upgrade a release.
_UPGRADABLE = ("deployed", "superseded")


class Transaction:
    """The change of one release. ``temporary`` is a folder of the run on the controller, with mode 0700."""

    def __init__(self, release: Release, temporary: str) -> None:
        self.release, self.cluster = release, release.cluster
        self.temporary = temporary
        self.notes: list[str] = []
        self.seconds: int | None = None

    @property
    def state(self) -> State:
        """The state as it was read last, under the lock."""
        return self.release.state

    def hold_lock(self) -> AbstractContextManager[None]:
        """The lock of the release. The lock of a killed run expires after three health timeouts and ten minutes."""
        return lock.hold(
            self.cluster, self.release.names.secret + "-lock", 3 * self.release.settings.health_timeout + 600
        )

    def apply(self) -> Result:
        """Apply the plan, verify it and return the result."""
        current = None
        if self.state.journal is None:
            current = self._read_current()
            if not current.changed:
                return self._unchanged(current)
        with self.hold_lock():
            versions = self.release.versions()
            self.release.read_again()
            if current is None or self.release.versions() != versions:
                self._undo_interrupted()
                current = self._read_current()
            if not current.changed:
                return self._unchanged(current)
            change = Change(self.release, current, self.temporary)
            with self.restore_on_failure(change):
                change.make(current)
                verified = self._verify_new_pods(current, change)
            self.seconds = change.seconds
            self._keep(current, verified)
            return result.build(self, current, verified)

    def _read_current(self) -> CurrentState:
        current = CurrentState(self.release)
        _check_changeable(current, self.cluster.release)
        return current

    def _unchanged(self, current: CurrentState) -> Result:
        verified = self._verify_pods(current.pod_states, current.stored)
        self._keep(current, verified)
        return result.build(self, current, verified)

    def predict(self) -> Result:
        """What ``apply`` would do, in check mode: without a lock and without any change."""
        if self.state.journal is not None:
            started = self.state.journal["started"]
            self.notes.append(f"a run of {started} was interrupted; its changes would be restored first")
        current = self._read_current()
        verified = None if current.changed else self._verify_pods(current.pod_states, current.stored)
        return result.build(self, current, verified)

    def verify(self) -> Result:
        """Compare and change nothing."""
        if self.state.journal is not None:
            self.notes.append("a run was interrupted; the next apply restores what it changed")
        current = CurrentState(self.release)
        reasons = [state.reason for state in current.pod_states if state.reason]
        self.notes += reasons if current.pod_states else ["no pod of the server runs"]
        if current.pod_states and current.outdated:
            self.notes.append("a pod runs with another value of " + some(current.outdated))
        if current.stale:
            self.notes.append("a pod runs with rows from before they were changed; it must be restarted")
        self.notes += [finding.message for finding in errors(current.findings())]
        reachable = bool(current.pod_states) and not reasons and not current.missing_keys
        return result.build(self, current, None)._replace(changed=False, reachable=reachable)

    def _undo_interrupted(self) -> None:
        """Restore what an interrupted run changed, from the journal that it left."""
        entry = self.state.journal
        if entry is None:
            return
        Change(self.release, None, self.temporary).restore(entry)
        self.state.close()
        self.release.read()
        self.notes.append(f"a run of {entry['started']} was interrupted; its changes were restored first")

    def restore_on_failure(self, change: Change) -> _RestoreOnFailure:
        """Undo the change when anything inside fails."""
        return _RestoreOnFailure(self, change)

    def _verify_new_pods(self, current: CurrentState, change: Change) -> VerifiedPods:
        """Verify the new pods. Rows of a server that did not run before can be read only now."""
        states, stored = self._read_new_pods(change)
        if stored is not None and current.stored is None:
            changes = drift.row_changes(self.release.variables, stored)
            if changes:
                change.change_rows_after_start(states, stored, changes)
                states, stored = self._read_new_pods(change)
        return self._verify_pods(states, stored)

    def _read_new_pods(self, change: Change) -> tuple[list[pod.PodState], dict[str, Any] | None]:
        states = read_pods(self.release, change.rollout.pods(), change.rollout.container, self.release.reconciles)
        self.release.version = states[0].version if states else None
        stored = states[0].stored() if states and states[0].rows and self.release.rows_decide else None
        return states, stored

    def _verify_pods(self, states: list[pod.PodState], stored: dict[str, Any] | None) -> VerifiedPods:
        """Verify environment, stored rows and served configuration of each pod; ``HostError`` when one differs."""
        if not states:
            raise HostError("No pod of the server runs.", "", "Check the release: kubectl get pods, helm status.")
        for state in states:
            self._verify_process(state)
        changes = drift.row_changes(self.release.variables, stored) if stored is not None else []
        if changes:
            fields = some([path.split(".", 1)[1] for path, _value in changes])
            raise HostError(f"The stored rows hold another value of {fields}.", "om_sso_stored_configuration")
        for state in states:
            self._verify_served(state)
        return VerifiedPods(states, stored)

    def _verify_process(self, state: pod.PodState) -> None:
        if state.reason:
            raise HostError(f"{state.reason[0].upper()}{state.reason[1:]}.", "om_sso_server_internal_url")
        differing = self.release.differing(state.environment)
        if differing:
            raise HostError(f"Pod {state.name} runs without the planned value of {some(differing)}.")
        if not state.kids:
            raise HostError(
                f"Pod {state.name} publishes no key of its own: tokens of bots could not be verified.",
                fix="Check RSA_PUBLIC_KEY_FILE_PATH.",
            )

    def _verify_served(self, state: pod.PodState) -> None:
        differing = drift.served_drift(self.release.plan.served, state.served)
        if not differing:
            return
        words = ", ".join(f"{field} {actual!r} instead of {planned!r}" for field, actual, planned in differing[:4])
        if self.release.settings.stored_configuration == "ignore":
            self.notes.append(f"pod {state.name} serves stored rows: {words}")
            return
        raise HostError(f"Pod {state.name} serves {words}.")

    def _keep(self, current: CurrentState, verified: VerifiedPods) -> None:
        first, stored = verified.states[0], verified.stored
        self.state.keep(
            fingerprint=self.release.fingerprint(),
            version=first.version,
            values=current.own_values,
            secrets=current.contents,
            rows=config_export.write(stored) if stored is not None else None,
            served=first.served,
        )


def _check_changeable(current: CurrentState, release: str) -> None:
    """``HostError`` when findings or the state of the release do not allow the change."""
    findings = current.findings()
    if errors(findings):
        raise HostError(
            "The state of the cluster does not allow the change; nothing was changed.", findings=to_data(findings)
        )
    if current.record.status not in _UPGRADABLE:
        message = (
            f"The release {release} is not deployed: "
            f"Helm reports {current.record.status} for revision {current.record.revision}."
        )
        raise HostError(message, "om_sso_kubernetes_release", "Repair it first (helm history, helm rollback).")


class _RestoreOnFailure:
    """A context in which any failure undoes the change and is raised as ``HostError`` with the outcome."""

    def __init__(self, transaction: Transaction, change: Change) -> None:
        self.transaction, self.change = transaction, change

    def __enter__(self) -> None:
        """Nothing is done before a failure."""

    def __exit__(self, _kind: Any, failure: BaseException | None, _trace: Any) -> Literal[False]:
        if not isinstance(failure, Exception):
            return False
        known = failure if isinstance(failure, HostError) else defect(failure)
        log = self.change.log_excerpt()
        try:
            outcome = self.change.undo()
        except Exception as second:  # the first failure is the one to report
            error = second if isinstance(second, HostError) else defect(second)
            outcome = f"NOT RESTORED: {error} The next run tries again."
        raise HostError(
            known.message, known.option, known.fix, restored=not outcome.startswith("NOT"), outcome=outcome, words=log
        ) from None
