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
from .._helm import values_findings as chart_findings
from . import objects, pod, values_patch
from .change import Change
from .current_state import RunningRelease, read_pods
from .transaction import Transaction


class Recovery(Transaction):
    """A transaction to the last good configuration, with the same journal and the same way to undo it."""

    def apply(self) -> Result:
        """Restore the last good configuration and verify it."""
        with self.hold_lock():
            self.release.read_again()
            self._undo_interrupted()
            last_good, running = self._last_good(), RunningRelease(self.release)
            values = _values(last_good, running)
            change = Change(self.release, running, self.temporary)
            with self.restore_on_failure(change):
                self._make(change, running, last_good, values)
                self._verify_restored(change, last_good)
            self.state.close()
            self.seconds = change.seconds
        return self._result(last_good, running, values)

    def predict(self) -> Result:
        """What ``apply`` would do, in check mode."""
        last_good, running = self._last_good(), RunningRelease(self.release)
        return self._result(last_good, running, _values(last_good, running))

    def verify(self) -> Result:
        """A recovery has no plan to compare with."""
        raise HostError("There is nothing to compare without a plan.")

    def _last_good(self) -> dict[str, Any]:
        if self.state.last_good is None:
            raise HostError(
                "No configuration was verified on this release yet.",
                "om_sso_recover_to",
                "Use om_sso_recover_to: basic.",
            )
        return self.state.last_good

    def _make(self, change: Change, running: RunningRelease, last_good: dict[str, Any], values: dict[str, Any]) -> None:
        """Change Secrets, rows and values to those of the last good configuration."""
        names = self._differing_secrets(last_good)
        first = running.first if last_good["rows"] is not None else None
        with_rows = first is not None and first.rows is not None
        change.begin(names, first.rows if first is not None else None)
        change.put_secrets({name: last_good["secrets"][name] for name in names})
        if first is not None and with_rows:
            pod.write_rows(self.cluster, first.name, running.container, last_good["rows"])
        change.roll(values, running.pod_ids)

    def _verify_restored(self, change: Change, last_good: dict[str, Any]) -> None:
        for state in read_pods(self.release, change.rollout.pods(), change.rollout.container, False):
            if state.reason:
                raise HostError(f"{state.reason[0].upper()}{state.reason[1:]}.")
            differing = drift.served_drift(last_good["served"], state.served)
            if differing:
                fields = some([row[0] for row in differing])
                raise HostError(f"Pod {state.name} serves another value of {fields} than the one that was verified.")

    def _differing_secrets(self, last_good: dict[str, Any]) -> list[str]:
        return [
            name
            for name, content in last_good["secrets"].items()
            if objects.decode_secret(self.release.secret(name)) != content
        ]

    def _result(self, last_good: dict[str, Any], running: RunningRelease, values: dict[str, Any]) -> Result:
        differing = self._differing_secrets(last_good)
        files = [{"path": f"Secret {name}", "changed": name in differing} for name in last_good["secrets"]]
        files.append({"path": f"values of release {self.cluster.release}", "changed": values != running.record.values})
        return Result(
            changed=True,
            when=last_good["when"],
            restarted=self.seconds is not None,
            would_restart=True,
            seconds=self.seconds,
            rows=sorted(config_export.read(last_good["rows"])) if last_good["rows"] else [],
            rows_decide=last_good["rows"] is not None,
            files=files,
            served=last_good["served"],
            version=last_good["version"],
            notes=self.notes,
        )


def _values(last_good: dict[str, Any], running: RunningRelease) -> dict[str, Any]:
    """All values of the release with those that were verified."""
    base = values_patch.without(running.record.values, last_good["values"])
    ours = dict(last_good["values"])
    own = chart_findings.own_extra_envs(base)
    if own and values_patch.EXTRA in ours:
        ours[values_patch.EXTRA] = [*own, *ours[values_patch.EXTRA]]
    return values_patch.merged(base, ours)
