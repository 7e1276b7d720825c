# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore the last configuration of a release that was verified, without a token and without a plan."""

from __future__ import annotations

from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._core.result import Result
from ...module_utils._core.text import some
from ...module_utils._formats import config_export
from ...module_utils._server import drift
from .._helm import values as chart_values
from .._helm import values_findings as chart_findings
from . import helm_upgrade, objects, ownership, pod, rollout, values_patch
from .current_state import RunningRelease
from .release import Release
from .release_target import ReleaseTarget


class RecoveryState(RunningRelease):
    """The last good configuration, and the release before it is restored. A recovery always replaces the pods."""

    changed = True

    def __init__(self, release: Release, last_good: dict[str, Any]) -> None:
        super().__init__(release)
        self.last_good = last_good
        self.values = _values(last_good, self)
        self.changed_secrets = [
            name
            for name, content in last_good["secrets"].items()
            if objects.decode_secret(release.secret(name)) != content
        ]

    @property
    def rows(self) -> str | None:
        """The rows before they are restored; ``None`` where none are restored, or no pod can export them."""
        return self.first.rows if self.first is not None and self.last_good["rows"] is not None else None

    def files(self) -> list[dict[str, Any]]:
        """What takes the place of files here: Secrets and the values of the release, and whether they change."""
        secrets = [
            {"path": f"Secret {name}", "changed": name in self.changed_secrets} for name in self.last_good["secrets"]
        ]
        name = self.release.cluster.release
        return [*secrets, {"path": f"values of release {name}", "changed": self.values != self.record.values}]


class Recovery(ReleaseTarget):
    """The change of a release to its last good configuration. Its current state is a ``RecoveryState``."""

    def read(self, _interrupted: dict[str, Any] | None) -> RecoveryState:
        """The ``RecoveryState``; ``HostError`` when no configuration was verified on this release."""
        last_good = self.release.state.last_good
        if last_good is None:
            raise HostError(
                "No configuration was verified on this release yet.",
                "om_sso_recover_to",
                "Use om_sso_recover_to: basic.",
            )
        state = RecoveryState(self.release, last_good)
        ownership.check(state)
        rollout.check(state.live)
        if state.values != state.record.values:
            helm_upgrade.check(self.cluster, state.record, self.release.settings.kubernetes_chart)
        return state

    def begin(self, current: RecoveryState) -> dict[str, Any]:
        """Open the journal."""
        return self.open_journal(current, current.changed_secrets, current.rows)

    def make(self, current: RecoveryState, _entry: dict[str, Any]) -> tuple[list[pod.PodState], dict[str, Any]]:
        """Restore Secrets, rows and values. Returns the new pods, and what was served when it was verified."""
        last_good = current.last_good
        self.put_secrets({name: last_good["secrets"][name] for name in current.changed_secrets})
        if current.first is not None and current.rows is not None:
            self.write_rows(current.first.name, last_good["rows"])
        self.roll(current.values, current.pod_ids)
        return self.read_new_pods(False), last_good["served"]

    def verify(self, seen: tuple[list[pod.PodState], dict[str, Any]]) -> list[pod.PodState]:
        """The pods, when each serves what was served when the configuration was verified."""
        states, served = seen
        if not states:
            raise HostError("No pod of the server runs.", "", "Check the release: kubectl get pods, helm status.")
        for state in states:
            if state.reason:
                raise HostError(f"{state.reason[0].upper()}{state.reason[1:]}.")
            fields = [row[0] for row in drift.served_drift(served, state.served)]
            if fields:
                message = f"Pod {state.name} serves another value of {some(fields)} than the one that was verified."
                raise HostError(message)
        return states

    def result(self, current: RecoveryState, _verified: list[pod.PodState] | None) -> Result:
        """The ``Result`` with what is restored."""
        last_good = current.last_good
        return Result(
            changed=True,
            when=last_good["when"],
            restarted=self.seconds is not None,
            would_restart=True,
            seconds=self.seconds,
            rows=sorted(config_export.read(last_good["rows"])) if last_good["rows"] else [],
            rows_decide=last_good["rows"] is not None,
            files=current.files(),
            served=last_good["served"],
            version=last_good["version"],
            notes=self.notes,
        )


def _values(last_good: dict[str, Any], running: RunningRelease) -> dict[str, Any]:
    """All values of the release with those that were verified."""
    base = values_patch.without(running.record.values, last_good["values"])
    own = chart_findings.own_lists(base)
    return values_patch.merged(base, chart_values.joined(own, last_good["values"]))
