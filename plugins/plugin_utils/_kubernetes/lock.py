# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A lock on a release: a Lease, claimed by server-side apply, which the API server grants to one owner.

Whether a Lease has expired is told by the API server's clock alone: the times that it notes for each manager of fields.
That of another controller, or of this one, may be wrong by more than a Lease lasts.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from typing import Any

from ...module_utils._core.errors import HostError
from .._model import clock
from . import objects
from .cluster import Cluster

_API = "coordination.k8s.io/v1"
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"
#: Who asks for a Lease that another run holds leaves this, and is told when that was. The text is the same for all: one
#: of their own would be a conflict.
_ASKED = {"openmetadata-sso/asked": "true"}


@contextlib.contextmanager
def hold(cluster: Cluster, name: str, seconds: int) -> Iterator[None]:
    """Hold the Lease ``name``. It expires after ``seconds``, so that a killed run does not lock the release for ever.

    Raises ``HostError`` when another run holds it.
    """
    owner = f"openmetadata-sso-{secrets.token_hex(4)}"
    manifest = _lease(cluster.namespace, name, owner, seconds)
    try:
        lease = cluster.claim(manifest, owner)
    except HostError as error:
        if not error.more.get("conflict"):
            raise
        _remove_expired(cluster, name, owner, seconds)
        lease = _claim_again(cluster, manifest, owner)
    try:
        yield
    finally:
        _remove(cluster, lease)


def _lease(namespace: str, name: str, owner: str, seconds: int) -> dict[str, Any]:
    moment = clock.now().strftime(_TIME)
    who = f"{owner} (process {os.getpid()} on {socket.gethostname()})"
    spec = {"holderIdentity": who, "leaseDurationSeconds": seconds, "acquireTime": moment, "renewTime": moment}
    return {"apiVersion": _API, "kind": "Lease", "metadata": {"name": name, "namespace": namespace}, "spec": spec}


def _remove_expired(cluster: Cluster, name: str, owner: str, seconds: int) -> None:
    """Remove an expired Lease; ``HostError`` when it has not expired."""
    lease = cluster.get(_API, "Lease", name)
    if lease is None:
        return
    meta = {"name": name, "namespace": cluster.namespace, "uid": lease["metadata"]["uid"], "annotations": _ASKED}
    try:
        lease = cluster.claim({"apiVersion": _API, "kind": "Lease", "metadata": meta}, owner)
    except HostError as error:
        if error.more.get("conflict"):  # it is another one by now, or none
            return
        raise
    spec = lease.get("spec") or {}
    since = max(_times(lease, lambda entry: "f:spec" in entry.get("fieldsV1", {})))
    now = max(_times(lease, lambda entry: entry.get("manager") == owner))
    left = (spec.get("leaseDurationSeconds") or seconds) - (now - since).total_seconds()
    if left > 0:
        message = f"Another run is changing this release since {since:%Y-%m-%dT%H:%M:%S}: {spec.get('holderIdentity')}."
        fix = f"Wait for it. If it was killed, delete the Lease {name}, or try again in {int(left)} s."
        raise HostError(message, "", fix)
    _remove(cluster, lease)


def _times(lease: dict[str, Any], wanted: Callable[[dict[str, Any]], bool]) -> list[datetime.datetime]:
    """When managers of fields wrote what is ``wanted``, and when the Lease was made."""
    meta = lease["metadata"]
    texts = [entry["time"] for entry in meta.get("managedFields") or () if wanted(entry)]
    return [objects.moment(text) for text in (meta["creationTimestamp"], *texts)]


def _remove(cluster: Cluster, lease: dict[str, Any]) -> None:
    """Remove this very Lease: it may have expired and have been taken over, and the next one is not ours."""
    try:
        cluster.delete(_API, "Lease", lease["metadata"]["name"], lease["metadata"]["uid"])
    except HostError as error:
        if not error.more.get("conflict"):
            raise


def _claim_again(cluster: Cluster, manifest: dict[str, Any], owner: str) -> dict[str, Any]:
    try:
        return cluster.claim(manifest, owner)
    except HostError as error:
        if error.more.get("conflict"):
            raise HostError("Another run locked this release at the same moment.", "", "Wait for it.") from None
        raise
