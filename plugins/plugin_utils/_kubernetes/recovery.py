# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore the last configuration of a release that was verified, without a token and without a plan."""

from __future__ import annotations

from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._core.text import some
from ...module_utils._server import drift
from .._helm import values_findings as chart_findings
from . import objects, pod, values_patch
from .change import Change
from .current_state import see, server_of
from .transaction import Transaction


class Before:
    """What is there, as far as going back by a journal asks for it."""

    def __init__(self, transaction: Transaction) -> None:
        release = transaction.release
        self.record = release.helm_record()
        deployment, container = server_of(release, self.record)
        self.container = container["name"]
        self.pods = release.cluster.list("v1", "Pod", label_selectors=objects.selector(deployment))
        self.seen = see(release, self.pods, self.container, release.reconciles)
        self.first = next((each for each in self.seen if each.reason is None), None)


class Recovery(Transaction):
    """The same journal and the same way back as any other change."""

    def apply(self) -> dict[str, Any]:
        with self.held():
            self.release.read_again()
            self._undo_interrupted()
            good, before = self._good(), Before(self)
            wanted = self._wanted(good, before)
            change = Change(self.release, before, self.temporary)
            with self.putting_back(change):
                served = self._recover(good, before, wanted, change)
            self.state.close()
            self.seconds = change.seconds
        return self._answer(good, before, wanted, served)

    def predict(self) -> dict[str, Any]:
        good, before = self._good(), Before(self)
        return self._answer(good, before, self._wanted(good, before), good["served"])

    def verify(self) -> dict[str, Any]:
        raise HostError("There is nothing to compare without a plan.")

    def _good(self) -> dict[str, Any]:
        if self.state.last_good is None:
            raise HostError(
                "No configuration was verified on this release yet.",
                "om_sso_recover_to",
                "Use om_sso_recover_to: basic.",
            )
        return self.state.last_good

    def _wanted(self, good: dict[str, Any], before: Before) -> dict[str, Any]:
        """All values of the release with those that were verified."""
        base = values_patch.without(before.record.values, good["values"])
        ours = dict(good["values"])
        own = chart_findings.own_extra_envs(base)
        if own and values_patch.EXTRA in ours:
            ours[values_patch.EXTRA] = [*own, *ours[values_patch.EXTRA]]
        return values_patch.merged(base, ours)

    def _recover(self, good: dict[str, Any], before: Before, wanted: dict[str, Any], change: Change) -> dict[str, Any]:
        names = self._changed(good)
        with_rows = good["rows"] is not None and before.first is not None and before.first.rows is not None
        change.begin(names, before.first.rows if with_rows else None)
        change.put_secrets({name: good["secrets"][name] for name in names})
        if with_rows:
            pod.write_rows(self.cluster, before.first.name, before.container, good["rows"])
        change.roll(wanted, {each["metadata"]["uid"] for each in before.pods})
        for each in see(self.release, change.rollout.pods(), before.container, False):
            if each.reason:
                raise HostError(f"{each.reason[0].upper()}{each.reason[1:]}.")
            differing = drift.served_drift(good["served"], each.served)
            if differing:
                raise HostError(
                    f"Pod {each.name} serves another value of {some([row[0] for row in differing])} than the one that was verified."
                )
        return good["served"]

    def _changed(self, good: dict[str, Any]) -> list[str]:
        return [
            name for name, content in good["secrets"].items() if objects.decoded(self.release.secret(name)) != content
        ]

    def _answer(
        self, good: dict[str, Any], before: Before, wanted: dict[str, Any], served: dict[str, Any]
    ) -> dict[str, Any]:
        files = [{"path": f"Secret {name}", "changed": name in self._changed(good)} for name in good["secrets"]]
        files.append({"path": f"values of release {self.cluster.release}", "changed": wanted != before.record.values})
        return {
            "changed": True,
            "when": good["when"],
            "restarted": self.seconds is not None,
            "seconds": self.seconds,
            "rows": good["rows"] is not None,
            "files": files,
            "diff": [],
            "served": served,
            "kids": None,
            "version": good["version"],
            "effective": [],
            "findings": [],
            "notes": self.notes,
        }
