# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The change of a release to its plan: Secrets, stored rows, values, rollout, and what is verified in each pod."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._core.result import Result, fields_of
from ...module_utils._core.text import some
from ...module_utils._formats import config_export
from ...module_utils._keys import key_store
from ...module_utils._keys.key_store import Pair
from ...module_utils._server import authorization_request, drift
from .._model.catalogue import CATALOGUE
from .._model.findings import errors, to_data
from . import helm_upgrade, key_guard, key_secret, objects, ownership, pod, result, rollout
from .current_state import CurrentState
from .release import Release
from .release_target import UPGRADABLE, ReleaseTarget
from .result import VerifiedPods


class ReleaseChange(ReleaseTarget):
    """Its current state is a ``CurrentState``. ``make_key`` returns a new private key (PKCS#8 DER)."""

    def __init__(self, release: Release, temporary: str, make_key: Callable[[], bytes] = key_store.make) -> None:
        super().__init__(release, temporary)
        self._make_key = make_key
        self.pair: Pair | None = None
        #: when this run wrote the Secret of a new key pair, on the monotonic clock
        self.keys_written: float | None = None

    def read(self, _interrupted: dict[str, Any] | None) -> CurrentState:
        """The ``CurrentState``; ``HostError`` when findings or the state of the release do not allow the change."""
        current = CurrentState(self.release)
        self.pair = current.pair
        if current.changed:
            ownership.check(current)
        if current.restart:
            rollout.check(current.live)
        _check_changeable(current, self.cluster.release)
        if current.changed_values:
            helm_upgrade.check(self.cluster, current.record, self.release.settings.kubernetes_chart)
        return current

    def begin(self, current: CurrentState) -> dict[str, Any]:
        """Open the journal."""
        first = current.first if current.row_changes else None
        names = [*current.changed_secrets, *([self.release.key_secret] if current.new_pair else [])]
        return self.open_journal(current, names, first.rows if first else None)

    def make(self, current: CurrentState, _entry: dict[str, Any]) -> VerifiedPods:
        """Change Secrets first, then rows, then values, whose new pods read both."""
        self._write_keys(current.new_pair)
        self.put_secrets({name: current.contents[name] for name in current.changed_secrets})
        if current.first is not None and current.stored is not None and current.row_changes:
            self.write_rows(current.first.name, pod.changed_rows(current.stored, current.row_changes))
        if current.restart:
            self.roll(current.values, current.pod_ids)
        seen = self._read()
        return seen if current.stored is not None else self._change_late_rows(seen)

    def _write_keys(self, pair: Pair | None) -> None:
        """Write the Secret of a new key pair, which is made here where none was given."""
        if pair is None:
            return
        if pair.private is None:
            pair.private = self._make_key()
        self.put_secrets(key_secret.contents(self.release, pair))
        self.keys_written = time.monotonic()

    def _change_late_rows(self, seen: VerifiedPods) -> VerifiedPods:
        """Change rows that could not be read before, since no server ran, and restart the pods."""
        changes = drift.row_changes(self.release.variables, seen.stored) if seen.stored is not None else []
        if not changes or seen.stored is None:
            return seen
        first = seen.states[0]
        self.release.state.note(rows=first.rows, restarted=True)
        self.write_rows(first.name, pod.changed_rows(seen.stored, changes))
        self.rollout.restart()
        self.wait({state.uid for state in seen.states})
        return self._read()

    def _read(self) -> VerifiedPods:
        states = self.read_new_pods(self.release.reconciles)
        self.release.version = states[0].version if states else None
        stored = states[0].stored() if states and states[0].rows and self.release.rows_decide else None
        return VerifiedPods(states, stored)

    def seen(self, current: CurrentState) -> VerifiedPods:
        """The pods as they were read."""
        return VerifiedPods(current.pod_states, current.stored)

    def verify(self, seen: VerifiedPods) -> VerifiedPods:
        """Environment, stored rows and served configuration of each pod; ``HostError`` when one differs."""
        if not seen.states:
            raise HostError("No pod of the server runs.", "", "Check the release: kubectl get pods, helm status.")
        for state in seen.states:
            self._verify_process(state)
        changes = drift.row_changes(self.release.variables, seen.stored) if seen.stored is not None else []
        if changes:
            fields = some(fields_of(path for path, _value in changes))
            raise HostError(f"The stored rows hold another value of {fields}.", "om_sso_stored_configuration")
        for state in seen.states:
            self._verify_served(state)
        return seen

    def _verify_process(self, state: pod.PodState) -> None:
        if state.reason:
            raise HostError(f"{state.reason[0].upper()}{state.reason[1:]}.", "om_sso_server_internal_url")
        differing = self.release.differing(state.environment)
        if differing:
            raise HostError(f"Pod {state.name} runs without the planned value of {some(differing)}.")
        key_guard.verify(self.release, self.pair, state)

    def _verify_served(self, state: pod.PodState) -> None:
        shown, unseen = self.release.shown(state)
        self.notes += [f"pod {state.name}: {unseen}"] if unseen else []
        differing = drift.served_drift(self.release.plan.served, shown)
        if not differing:
            return
        words = some([f"{field} {actual!r} instead of {planned!r}" for field, actual, planned in differing], 4)
        if self.release.settings.stored_configuration == "ignore":
            self.notes.append(f"pod {state.name} serves stored rows: {words}")
            return
        raise HostError(f"Pod {state.name} serves {words}.", fix=authorization_request.fix(differing))

    def keep(self, current: CurrentState, verified: VerifiedPods, _entry: dict[str, Any] | None) -> None:
        """Record the values, Secrets and rows, and close the journal in the same request.

        What another program applies is recorded there.
        """
        if not current.record.kept:
            return
        first, stored = verified.states[0], verified.stored
        exported = self.release.state.keep(
            fingerprint=self.release.fingerprint(),
            version=first.version,
            values=current.own_values,
            secrets=current.contents,
            rows=config_export.write(stored) if stored is not None else None,
            served=first.served,
        )
        if exported:
            self.notes.append(
                f"the server is {first.version}; the stored rows of {exported} are kept in the Secret "
                f"{self.release.state.name} (docs/operate/stored-configuration.md)"
            )

    def compare(self) -> Result:
        """Compare Secrets, values, rows and what each pod serves with the plan."""
        current = self._current()
        reasons = [state.reason for state in current.pod_states if state.reason]
        self.notes += reasons if current.pod_states else ["no pod of the server runs"]
        if current.pod_states and current.outdated:
            self.notes.append("a pod runs with another value of " + some(current.outdated))
        self.notes += sorted({unseen for _served, unseen in current.shown if unseen})
        if current.dead:
            self.notes.append("no sign-in begins on " + some(current.dead))
        elif current.stale:
            self.notes.append("a pod runs with rows from before they were changed; it must be restarted")
        reachable = bool(current.pod_states) and not reasons and not current.missing_keys
        return self.result(current, None)._replace(changed=False, reachable=reachable)

    def _current(self) -> CurrentState:
        """The current state. Helm's record is outdated where another program applies what it renders itself."""
        current = CurrentState(self.release)
        found = ownership.owner_of(current) if current.changed or not current.record.kept else None
        if found is not None and current.record.kept and not found.keeps_release:
            current = CurrentState(self.release, self.release.live_record())
        if found is not None:
            self.notes.append(f"{found.title} applies this release: commit a change (openmetadata.sso.helm_values)")
        names = {self.release.names.secret, self.release.names.public, self.release.key_secret}
        unread = names & self.release.unread
        if unread:
            secrets = "the Secrets" if len(unread) > 1 else "the Secret"
            self.notes.append(f"not compared, since the account may not read them: {secrets} {some(sorted(unread))}")
        return current

    def contents(self, current: CurrentState) -> dict[str, Any]:
        """The values of the release, its Secrets, and the environments of the pods."""
        secrets = {f"Secret {name}": objects.decode_secret(current.secrets[name]) for name in current.contents}
        environments = [
            {name: text for name, text in state.environment.items() if name in CATALOGUE}
            for state in current.pod_states
        ]
        values = current.record.values
        return {**secrets, "the values of the release": values, "the environments of the pods": environments}

    def result(self, current: CurrentState, verified: VerifiedPods | None) -> Result:
        """The ``Result``; without a verification it tells the current state."""
        return result.build(self, current, verified)


def _check_changeable(current: CurrentState, release: str) -> None:
    """``HostError`` when findings or the state of the release do not allow the change."""
    findings = current.findings()
    if errors(findings):
        own = key_guard.servers_own(current.release, current.first)
        raise HostError(
            "The state of the cluster does not allow the change; nothing was changed.",
            findings=to_data(findings),
            **({} if own is None else {"servers_own_key_id": own}),
        )
    if current.record.status not in UPGRADABLE:
        message = (
            f"The release {release} is not deployed: "
            f"Helm reports {current.record.status} for revision {current.record.revision}."
        )
        raise HostError(message, "om_sso_kubernetes_release", "Repair it first (helm history, helm rollback).")
