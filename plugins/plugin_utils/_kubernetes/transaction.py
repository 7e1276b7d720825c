# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change of one release: applied and verified, or restored.

Steps: read the current state, compare (unchanged or check mode ends here), lock, journal, Secrets, rows, helm upgrade,
wait for the rollout, verify each pod; on any failure rows, Secrets and revision are restored.
"""

from __future__ import annotations

from typing import Any

from ...module_utils._core.errors import HostError, defect
from ...module_utils._core.text import some
from ...module_utils._formats import config_export
from ...module_utils._server import drift
from . import lock, pod, result
from .change import Change
from .current_state import CurrentState, see
from .release import Release
from .state import State

_SOUND = ("deployed", "superseded")


class Transaction:
    """``temporary`` is a folder of the run on the controller, mode 0700."""

    def __init__(self, release: Release, temporary: str) -> None:
        self.release, self.cluster = release, release.cluster
        self.temporary = temporary
        self.notes: list[str] = []
        self.seconds: int | None = None

    @property
    def state(self) -> State:
        """As it was read last."""
        return self.release.state

    def held(self) -> Any:
        """The lock, which a killed run leaves for a while."""
        return lock.held(
            self.cluster, self.release.names.secret + "-lock", 3 * self.release.settings.health_timeout + 600
        )

    def apply(self) -> dict[str, Any]:
        """Bring the plan into effect and return what happened."""
        current = None
        if self.state.journal is None:
            current = self._read_current()
            if not current.changed:
                return self._unchanged(current)
        with self.held():
            versions = self.release.versions()
            self.release.read_again()
            if current is None or self.release.versions() != versions:
                self._undo_interrupted()
                current = self._read_current()
            if not current.changed:
                return self._unchanged(current)
            change = Change(self.release, current, self.temporary)
            with self.putting_back(change):
                change.make()
                verified = self._verify_new_pods(current, change)
            self.seconds = change.seconds
            self._keep(current, verified)
            return result.of(self, current, verified)

    def _read_current(self) -> CurrentState:
        current = CurrentState(self.release)
        self._refuse(current)
        return current

    def _unchanged(self, current: CurrentState) -> dict[str, Any]:
        verified = self._verify_result(current.seen, current.stored)
        self._keep(current, verified)
        return result.of(self, current, verified)

    def predict(self) -> dict[str, Any]:
        """What ``apply`` would do, without a lock and without a trace (check mode)."""
        if self.state.journal is not None:
            self.notes.append(
                f"a run of {self.state.journal['started']} was interrupted; what it changed would be put back first"
            )
        current = self._read_current()
        return result.of(self, current, None if current.changed else self._verify_result(current.seen, current.stored))

    def verify(self) -> dict[str, Any]:
        """Compare and change nothing."""
        if self.state.journal is not None:
            self.notes.append("a run was interrupted here; the next apply puts back what it changed")
        current = CurrentState(self.release)
        self.notes += [each.reason for each in current.seen if each.reason] or (
            [] if current.seen else ["no pod of the server runs"]
        )
        if current.seen and current.outdated:
            self.notes.append("a pod runs with another value of " + some(current.outdated))
        if current.outlived:
            self.notes.append("a pod runs with rows from before they were changed; it must be restarted")
        self.notes += [message for _rule, severity, _option, message, _fix in current.findings() if severity == "error"]
        reachable = bool(current.seen) and not any(each.reason for each in current.seen) and not current.missing
        return dict(result.of(self, current, None), changed=False, reachable=reachable)

    def _refuse(self, current: CurrentState) -> None:
        found = current.findings()
        if any(severity == "error" for _rule, severity, _option, _message, _fix in found):
            raise HostError("What is in the cluster forbids the change; nothing was touched.", findings=found)
        if current.record.status not in _SOUND:
            message = f"The release {self.cluster.release} is not deployed: Helm says {current.record.status} of revision {current.record.revision}."
            raise HostError(message, "om_sso_kubernetes_release", "Repair it first (helm history, helm rollback).")

    def _undo_interrupted(self) -> None:
        """A run that was killed left its journal: what it changed goes back first."""
        entry = self.state.journal
        if entry is None:
            return
        Change(self.release, None, self.temporary).put_back(entry)
        self.state.close()
        self.release.read()
        self.notes.append(f"a run of {entry['started']} was interrupted; what it had changed was put back first")

    def putting_back(self, change: Change) -> _PuttingBack:
        """Whatever goes wrong inside, what was there comes back."""
        return _PuttingBack(self, change)

    def _verify_new_pods(self, current: CurrentState, change: Change) -> dict[str, Any]:
        """Check the new pods; rows of a server that did not run before are seen now for the first time."""
        seen, stored = self._seen(change)
        if stored is not None and current.stored is None:
            changes = drift.row_changes(self.release.variables, stored)
            if changes:
                change.late_rows(seen, stored, changes)
                seen, stored = self._seen(change)
        return self._verify_result(seen, stored)

    def _seen(self, change: Change) -> tuple[list[pod.Seen], dict[str, Any] | None]:
        seen = see(self.release, change.rollout.pods(), change.rollout.container, self.release.reconciles)
        self.release.version = seen[0].version if seen else None
        stored = seen[0].stored() if seen and seen[0].rows and self.release.rows_decide else None
        return seen, stored

    def _verify_result(self, seen: list[pod.Seen], stored: dict[str, Any] | None) -> dict[str, Any]:
        """Each pod: its environment, the rows, and what it serves, all as planned; or ``HostError``."""
        if not seen:
            raise HostError("No pod of the server runs.", "", "Look at the release: kubectl get pods, helm status.")
        for each in seen:
            self._verify_process(each)
        wrong = (
            [path.split(".", 1)[1] for path, _value in drift.row_changes(self.release.variables, stored)]
            if stored is not None
            else []
        )
        if wrong:
            raise HostError(f"The stored rows hold another value of {some(wrong)}.", "om_sso_stored_configuration")
        for each in seen:
            self._judge(each)
        return {"seen": seen, "stored": stored}

    def _verify_process(self, each: pod.Seen) -> None:
        if each.reason:
            raise HostError(f"{each.reason[0].upper()}{each.reason[1:]}.", "om_sso_server_internal_url")
        wrong = self.release.wrong(each.environment)
        if wrong:
            raise HostError(f"Pod {each.name} runs without the planned value of {some(wrong)}.")
        if not each.kids:
            raise HostError(
                f"Pod {each.name} publishes no key of its own: tokens of bots could not be verified.",
                fix="Look at RSA_PUBLIC_KEY_FILE_PATH.",
            )

    def _judge(self, each: pod.Seen) -> None:
        differing = drift.served_drift(self.release.plan.served, each.served)
        if not differing:
            return
        words = ", ".join(f"{field} {found!r} instead of {wanted!r}" for field, found, wanted in differing[:4])
        if self.release.settings.stored_configuration == "ignore":
            self.notes.append(f"pod {each.name} serves stored rows: {words}")
            return
        raise HostError(f"Pod {each.name} serves {words}.")

    def _keep(self, current: CurrentState, verified: dict[str, Any]) -> None:
        first, stored = verified["seen"][0], verified["stored"]
        self.state.keep(
            fingerprint=self.release.fingerprint(),
            version=first.version,
            values=current.alone,
            secrets=current.contents,
            rows=config_export.write(stored) if stored is not None else None,
            served=first.served,
        )


class _PuttingBack:
    """The guard around a change."""

    def __init__(self, transaction: Transaction, change: Change) -> None:
        self.transaction, self.change = transaction, change

    def __enter__(self) -> None:
        """Nothing is to be done yet."""

    def __exit__(self, _kind: Any, failure: BaseException | None, _trace: Any) -> bool:
        if not isinstance(failure, Exception):
            return False
        known = failure if isinstance(failure, HostError) else defect(failure)
        words = self.change.last_words()
        try:
            outcome = self.change.undo()
        except Exception as second:  # nothing may hide the first failure
            error = second if isinstance(second, HostError) else defect(second)
            outcome = f"NOT PUT BACK: {error} The next run tries again."
        raise HostError(
            known.message, known.option, known.fix, restored=not outcome.startswith("NOT"), outcome=outcome, words=words
        ) from None
