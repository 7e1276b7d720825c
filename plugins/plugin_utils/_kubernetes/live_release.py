# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release of which Helm keeps no record, or none that may be read: what runs, from its Deployments.

Argo CD, Kustomize and ``kubectl`` apply what Helm renders, and keep no release. The chart labels each object with the
name that it was rendered for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...module_utils._core.errors import HostError
from .._helm import parent_chart
from .cluster import Cluster
from .helm_release import Record, version_in
from .objects import server_of

_INSTANCE = "app.kubernetes.io/instance"


def record(cluster: Cluster, secret: Callable[[str], dict[str, Any] | None]) -> Record | None:
    """What runs as a ``Record`` without values; ``None`` when no Deployment of that name runs a server.

    ``secret`` returns a Secret by its name.
    """
    deployments = cluster.list("apps/v1", "Deployment", label_selectors=[f"{_INSTANCE}={cluster.release}"])
    server = server_of(deployments, parent_chart.CHART) or server_of(
        [*deployments, *_sources(deployments, secret)], parent_chart.CHART
    )
    if server is None:
        return None
    deployment, container = server
    label = str((deployment["metadata"].get("labels") or {}).get("helm.sh/chart", ""))
    chart = {"metadata": {"name": container["name"], "version": version_in(label) or ""}}
    return Record(0, "deployed", {}, [deployment], chart, (), {}, kept=False)


def _sources(deployments: list[dict[str, Any]], secret: Callable[[str], Any]) -> list[dict[str, Any]]:
    """The Secrets of ``envFrom``, as far as they may be read: they name the variables of a container."""
    names = {
        (source.get("secretRef") or {}).get("name")
        for each in deployments
        for container in each["spec"]["template"]["spec"]["containers"]
        for source in container.get("envFrom") or ()
    }
    found = []
    for name in sorted(filter(None, names)):
        try:
            found.append(secret(name))
        except HostError as error:
            if not error.more.get("verb"):
                raise
    return [each for each in found if each]
