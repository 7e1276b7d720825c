# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restart the pods of a Deployment, and wait until the cluster has replaced them."""

from __future__ import annotations

import time
from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._system import waiting
from .._model import clock
from . import objects
from .cluster import Cluster

_PAUSE = 1.0
_SETTLE = "om_sso_settle_time"
_FIX = "Check the log of the pod: kubectl logs --previous."


def check(deployment: dict[str, Any]) -> None:
    """``HostError`` for a Deployment that replaces no pods, since its rollout is paused."""
    if objects.is_paused(deployment):
        name = deployment["metadata"]["name"]
        raise HostError(
            f"The rollout of the Deployment {name} is paused, so that no pod is replaced.",
            "om_sso_kubernetes_release",
            f"Resume it (kubectl rollout resume deployment/{name}), and run this again.",
        )


class Rollout:
    """The Deployment of a release. ``container`` is the name of the server's container, ``seconds`` the timeout."""

    def __init__(self, cluster: Cluster, deployment: dict[str, Any], container: str, seconds: int) -> None:
        self.cluster, self.container, self.seconds = cluster, container, seconds
        self.name = deployment["metadata"]["name"]
        self.labels = objects.selector(deployment)

    def deployment(self) -> dict[str, Any]:
        """The Deployment as it is now; ``HostError`` when it was deleted."""
        deployment = self.cluster.get("apps/v1", "Deployment", self.name)
        if deployment is None:
            raise HostError(f"The Deployment {self.name} does not exist any more.")
        return deployment

    def pods(self) -> list[dict[str, Any]]:
        """The pods of the Deployment."""
        return self.cluster.list("v1", "Pod", label_selectors=self.labels)

    def _staying(self) -> list[dict[str, Any]]:
        """The pods that are not being deleted: a pod that is replaced ends, and that says nothing of the others."""
        return [each for each in self.pods() if not objects.is_deleted(each)]

    def restart(self) -> None:
        """Restart the pods as ``kubectl rollout restart`` does."""
        moment = clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        template = {"metadata": {"annotations": {objects.RESTARTED_AT: moment}}}
        meta = {"name": self.name, "namespace": self.cluster.namespace}
        self.cluster.patch(
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": meta, "spec": {"template": template}}
        )

    def wait(self, known: set[str]) -> int:
        """Wait until every pod has the current template and is available; returns the seconds that it took.

        ``known`` are the ids of the pods from before the change. Raises ``HostError`` after ``seconds``, or as soon as
        a new pod cannot start.
        """
        with waiting.waiting(f"the rollout of {self.name}", self.seconds):
            return self._wait(known)

    def _wait(self, known: set[str]) -> int:
        start = time.monotonic()
        while True:
            deployment = self.deployment()
            if objects.rolled_out(deployment):
                return int(time.monotonic() - start)
            check(deployment)
            new = [each for each in self._staying() if each["metadata"]["uid"] not in known]
            reasons = [objects.failure_reason(each) for each in new]
            if any(reasons):
                raise HostError(f"A new pod cannot start: {next(filter(None, reasons))}.")
            if time.monotonic() - start > self.seconds:
                counts = deployment.get("status") or {}
                words = (
                    f"{counts.get('updatedReplicas', 0)} of {objects.replicas(deployment)} pods new, "
                    f"{counts.get('availableReplicas', 0)} available"
                )
                reason = objects.obstacle(deployment, new)
                fix = "Check the new pods; if they only need more time, increase om_sso_health_timeout."
                raise HostError(
                    f"The rollout of {self.name} is not complete after {self.seconds} s ({words})"
                    f"{f': {reason}' if reason else ''}.",
                    "om_sso_health_timeout",
                    fix,
                )
            waiting.still()
            time.sleep(_PAUSE)

    def restarts(self) -> dict[str, int]:
        """How often the containers of each pod were restarted, by the id of the pod."""
        return {each["metadata"]["uid"]: objects.restarts(each) for each in self._staying()}

    def settle(self, time_to_stay: int, before: dict[str, int]) -> None:
        """Wait until all pods have been available for so many seconds without a break; the timeout is the same.

        ``before`` is what ``restarts`` returned when they became available. ``HostError`` as soon as a container was
        restarted, or when the pods are not available for so long.
        """
        with waiting.waiting(f"pods of {self.name} that stay available", time_to_stay):
            self._settle(time_to_stay, before)

    def _settle(self, time_to_stay: int, before: dict[str, int]) -> None:
        begun = available_since = time.monotonic()
        while True:
            pods = {each["metadata"]["uid"]: each for each in self._staying()}
            for uid, pod in pods.items():
                if uid in before and objects.restarts(pod) > before[uid]:
                    name = pod["metadata"]["name"]
                    raise HostError(f"Pod {name} did not stay available: a container of it ended.", _SETTLE, _FIX)
            now = time.monotonic()
            complete = objects.rolled_out(self.deployment())
            if complete and now - available_since >= time_to_stay:
                return
            if not complete:
                available_since = now
            if now - begun > time_to_stay + self.seconds:
                raise HostError(f"The pods of {self.name} did not stay available.", _SETTLE, _FIX)
            waiting.still()
            time.sleep(_PAUSE)

    def newest_log(self) -> str:
        """The log of the newest pod."""
        pods = sorted(self.pods(), key=lambda each: each["metadata"].get("creationTimestamp", ""))
        return self.cluster.log(pods[-1]["metadata"]["name"], self.container) if pods else ""
