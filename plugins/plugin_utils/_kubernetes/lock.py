# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A lock on a release: a Lease, claimed by server-side apply, which the API server grants to one owner."""

from __future__ import annotations

import contextlib
import datetime
import os
import secrets
import socket
from collections.abc import Iterator
from typing import Any

from ...module_utils._core.errors import HostError
from .._model import clock
from .cluster import Cluster

_API = "coordination.k8s.io/v1"
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


@contextlib.contextmanager
def hold(cluster: Cluster, name: str, seconds: int) -> Iterator[None]:
    """Hold the Lease ``name``. It expires after ``seconds``, so that a killed run does not lock the release for ever.

    Raises ``HostError`` when another run holds it.
    """
    owner = f"openmetadata-sso-{secrets.token_hex(4)}"
    manifest = _lease(cluster.namespace, name, owner, seconds)
    try:
        cluster.claim(manifest, owner)
    except HostError as error:
        if not error.more.get("conflict"):
            raise
        _remove_expired(cluster, name)
        _claim_again(cluster, manifest, owner)
    try:
        yield
    finally:
        cluster.delete(_API, "Lease", name)


def _lease(namespace: str, name: str, owner: str, seconds: int) -> dict[str, Any]:
    moment = clock.now().strftime(_TIME)
    who = f"{owner} (process {os.getpid()} on {socket.gethostname()})"
    spec = {"holderIdentity": who, "leaseDurationSeconds": seconds, "acquireTime": moment, "renewTime": moment}
    return {"apiVersion": _API, "kind": "Lease", "metadata": {"name": name, "namespace": namespace}, "spec": spec}


def _remove_expired(cluster: Cluster, name: str) -> None:
    """Remove an expired Lease; ``HostError`` when it has not expired."""
    lease = cluster.get(_API, "Lease", name)
    if lease is None:
        return
    spec = lease["spec"]
    since = datetime.datetime.strptime(spec["renewTime"], _TIME).replace(tzinfo=clock.UTC)
    left = spec["leaseDurationSeconds"] - (clock.now() - since).total_seconds()
    if left > 0:
        message = f"Another run is changing this release since {spec['renewTime'][:19]}: {spec['holderIdentity']}."
        fix = f"Wait for it. If it was killed, delete the Lease {name}, or try again in {int(left)} s."
        raise HostError(message, "", fix)
    cluster.delete(_API, "Lease", name)


def _claim_again(cluster: Cluster, manifest: dict[str, Any], owner: str) -> None:
    try:
        cluster.claim(manifest, owner)
    except HostError as error:
        if error.more.get("conflict"):
            raise HostError("Another run locked this release at the same moment.", "", "Wait for it.") from None
        raise
