# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run at a time on a release: a Lease, claimed by server-side apply, which the API server grants to one."""

from __future__ import annotations

import contextlib
import datetime
import os
import secrets
import socket
from collections.abc import Iterator
from typing import Any

from ...module_utils._core.errors import HostError
from .cluster import Cluster

_API = "coordination.k8s.io/v1"
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


@contextlib.contextmanager
def held(cluster: Cluster, name: str, seconds: int) -> Iterator[None]:
    """Hold the Lease; it counts no longer after ``seconds``, for a run that was killed."""
    owner = f"openmetadata-sso-{secrets.token_hex(4)}"
    manifest = _lease(cluster.namespace, name, owner, seconds)
    try:
        cluster.claim(manifest, owner)
    except HostError as error:
        if not error.more.get("conflict"):
            raise
        _make_way(cluster, name)
        _again(cluster, manifest, owner)
    try:
        yield
    finally:
        cluster.delete(_API, "Lease", name)


def _lease(namespace: str, name: str, owner: str, seconds: int) -> dict[str, Any]:
    moment = datetime.datetime.now(datetime.UTC).strftime(_TIME)
    who = f"{owner} (process {os.getpid()} on {socket.gethostname()})"
    spec = {"holderIdentity": who, "leaseDurationSeconds": seconds, "acquireTime": moment, "renewTime": moment}
    return {"apiVersion": _API, "kind": "Lease", "metadata": {"name": name, "namespace": namespace}, "spec": spec}


def _make_way(cluster: Cluster, name: str) -> None:
    """Remove a Lease that has run out; another one is refused."""
    found = cluster.get(_API, "Lease", name)
    if found is None:
        return
    spec = found["spec"]
    since = datetime.datetime.strptime(spec["renewTime"], _TIME).replace(tzinfo=datetime.UTC)
    left = spec["leaseDurationSeconds"] - (datetime.datetime.now(datetime.UTC) - since).total_seconds()
    if left > 0:
        message = f"Another run works on this release since {spec['renewTime'][:19]}: {spec['holderIdentity']}."
        fix = f"Wait for it. If it was killed, delete the Lease {name}, or try again in {int(left)} s."
        raise HostError(message, "", fix)
    cluster.delete(_API, "Lease", name)


def _again(cluster: Cluster, manifest: dict[str, Any], owner: str) -> None:
    try:
        cluster.claim(manifest, owner)
    except HostError as error:
        if error.more.get("conflict"):
            raise HostError("Another run took this release at the same moment.", "", "Wait for it.") from None
        raise
