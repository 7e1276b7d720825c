# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pods are replaced by the cluster; here they are waited for."""

from __future__ import annotations

import datetime
import time
from typing import Any

from ...module_utils._core.errors import HostError
from . import objects
from .cluster import Cluster

_PAUSE = 1.0


class Rollout:
    """The Deployment of a release. ``container`` is the server's, ``seconds`` how long is waited at most."""

    def __init__(self, cluster: Cluster, deployment: dict[str, Any], container: str, seconds: int) -> None:
        self.cluster, self.container, self.seconds = cluster, container, seconds
        self.name = deployment["metadata"]["name"]
        self.labels = objects.selector(deployment)

    def deployment(self) -> dict[str, Any]:
        found = self.cluster.get("apps/v1", "Deployment", self.name)
        if found is None:
            raise HostError(f"The Deployment {self.name} is gone.")
        return found

    def pods(self) -> list[dict[str, Any]]:
        return self.cluster.list("v1", "Pod", label_selectors=self.labels)

    def restart(self) -> None:
        """As ``kubectl rollout restart`` does."""
        moment = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        template = {"metadata": {"annotations": {objects.RESTARTED_AT: moment}}}
        meta = {"name": self.name, "namespace": self.cluster.namespace}
        self.cluster.patch(
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": meta, "spec": {"template": template}}
        )

    def wait(self, known: set[str]) -> int:
        """Wait until every pod is of the present template and ready; returns the seconds that it took.

        Pods with an id in ``known`` were there before and say nothing about the change.
        """
        start = time.monotonic()
        while True:
            deployment = self.deployment()
            if objects.rolled_out(deployment):
                return int(time.monotonic() - start)
            new = [
                each
                for each in self.pods()
                if not each["metadata"].get("deletionTimestamp") and each["metadata"]["uid"] not in known
            ]
            reasons = [objects.trouble(each) for each in new]
            if any(reasons):
                raise HostError(f"A new pod does not come up: {next(filter(None, reasons))}.")
            if time.monotonic() - start > self.seconds:
                counts = deployment.get("status") or {}
                words = f"{counts.get('updatedReplicas', 0)} of {objects.replicas(deployment)} pods new, {counts.get('availableReplicas', 0)} available"
                fix = "Look at the new pods; if they only need longer, raise om_sso_health_timeout."
                raise HostError(
                    f"The rollout of {self.name} is not complete after {self.seconds} s ({words}).",
                    "om_sso_health_timeout",
                    fix,
                )
            time.sleep(_PAUSE)

    def last_words(self) -> str:
        """The log of the newest pod."""
        pods = sorted(self.pods(), key=lambda each: each["metadata"].get("creationTimestamp", ""))
        return self.cluster.log(pods[-1]["metadata"]["name"], self.container) if pods else ""
