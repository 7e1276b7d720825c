# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change of one release, from looking to proof, or back to what was there.

look, compare, (unchanged or check mode ends here), lock, journal, Secrets, rows, helm upgrade,
wait for the rollout, prove each pod; on any failure rows, Secrets and revision go back.
"""

from __future__ import annotations

from typing import Any

from ...module_utils._core.errors import HostError, defect
from ...module_utils._core.text import some
from ...module_utils._formats import config_export
from ...module_utils._server import drift as comparison
from . import lock, pod, result
from .change import Change
from .current_state import Look, see
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
        look = None
        if self.state.journal is None:
            look = self._look()
            if not look.changed:
                return self._unchanged(look)
        with self.held():
            versions = self.release.versions()
            self.release.read_again()
            if look is None or self.release.versions() != versions:
                self._undo_interrupted()
                look = self._look()
            if not look.changed:
                return self._unchanged(look)
            change = Change(self.release, look, self.temporary)
            with self.putting_back(change):
                change.make()
                proof = self._proved(look, change)
            self.seconds = change.seconds
            self._keep(look, proof)
            return result.of(self, look, proof)

    def _look(self) -> Look:
        look = Look(self.release)
        self._refuse(look)
        return look

    def _unchanged(self, look: Look) -> dict[str, Any]:
        proof = self._prove(look.seen, look.stored)
        self._keep(look, proof)
        return result.of(self, look, proof)

    def predict(self) -> dict[str, Any]:
        """What ``apply`` would do, without a lock and without a trace (check mode)."""
        if self.state.journal is not None:
            self.notes.append(
                f"a run of {self.state.journal['started']} was interrupted; what it changed would be put back first"
            )
        look = self._look()
        return result.of(self, look, None if look.changed else self._prove(look.seen, look.stored))

    def verify(self) -> dict[str, Any]:
        """Compare and change nothing."""
        if self.state.journal is not None:
            self.notes.append("a run was interrupted here; the next apply puts back what it changed")
        look = Look(self.release)
        self.notes += [each.reason for each in look.seen if each.reason] or (
            [] if look.seen else ["no pod of the server runs"]
        )
        if look.seen and look.outdated:
            self.notes.append("a pod runs with another value of " + some(look.outdated))
        if look.outlived:
            self.notes.append("a pod runs with rows from before they were changed; it must be restarted")
        self.notes += [message for _rule, severity, _option, message, _fix in look.findings() if severity == "error"]
        reachable = bool(look.seen) and not any(each.reason for each in look.seen) and not look.missing
        return dict(result.of(self, look, None), changed=False, reachable=reachable)

    def _refuse(self, look: Look) -> None:
        found = look.findings()
        if any(severity == "error" for _rule, severity, _option, _message, _fix in found):
            raise HostError("What is in the cluster forbids the change; nothing was touched.", findings=found)
        if look.record.status not in _SOUND:
            message = f"The release {self.cluster.release} is not deployed: Helm says {look.record.status} of revision {look.record.revision}."
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

    def _proved(self, look: Look, change: Change) -> dict[str, Any]:
        """Look at the new pods; rows of a server that did not run before are seen now for the first time."""
        seen, stored = self._seen(change)
        if stored is not None and look.stored is None:
            changes = comparison.row_changes(self.release.variables, stored)
            if changes:
                change.late_rows(seen, stored, changes)
                seen, stored = self._seen(change)
        return self._prove(seen, stored)

    def _seen(self, change: Change) -> tuple[list[pod.Seen], dict[str, Any] | None]:
        seen = see(self.release, change.rollout.pods(), change.rollout.container, self.release.reconciles)
        self.release.version = seen[0].version if seen else None
        stored = seen[0].stored() if seen and seen[0].rows and self.release.rows_decide else None
        return seen, stored

    def _prove(self, seen: list[pod.Seen], stored: dict[str, Any] | None) -> dict[str, Any]:
        """Each pod: its environment, the rows, and what it serves, all as planned; or ``HostError``."""
        if not seen:
            raise HostError("No pod of the server runs.", "", "Look at the release: kubectl get pods, helm status.")
        for each in seen:
            self._prove_process(each)
        wrong = (
            [path.split(".", 1)[1] for path, _value in comparison.row_changes(self.release.variables, stored)]
            if stored is not None
            else []
        )
        if wrong:
            raise HostError(f"The stored rows hold another value of {some(wrong)}.", "om_sso_stored_configuration")
        for each in seen:
            self._judge(each)
        return {"seen": seen, "stored": stored}

    def _prove_process(self, each: pod.Seen) -> None:
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
        drift = comparison.served_drift(self.release.plan.served, each.served)
        if not drift:
            return
        words = ", ".join(f"{field} {found!r} instead of {wanted!r}" for field, found, wanted in drift[:4])
        if self.release.settings.stored_configuration == "ignore":
            self.notes.append(f"pod {each.name} serves stored rows: {words}")
            return
        raise HostError(f"Pod {each.name} serves {words}.")

    def _keep(self, look: Look, proof: dict[str, Any]) -> None:
        first, stored = proof["seen"][0], proof["stored"]
        self.state.keep(
            fingerprint=self.release.fingerprint(),
            version=first.version,
            values=look.alone,
            secrets=look.contents,
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
