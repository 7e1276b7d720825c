# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token of a bot in a Secret that is only for tokens of bots, for ingestion that runs in the cluster."""

from __future__ import annotations

import base64

from ...module_utils._core.errors import HostError
from . import objects
from .cluster import Cluster

#: Labels of a Secret for tokens. The Secrets of a release have the first one only: a run replaces their content.
LABELS = {**objects.LABELS, "app.kubernetes.io/component": "bot-token"}
OPTION = "om_sso_bots"
#: What a trial writes where there is no token yet; nothing keeps it.
_NOTHING = "-"


def differs(cluster: Cluster, name: str, key: str, token: str | None) -> bool:
    """Whether the key of the Secret has another text; a token that is not known yet is another one.

    ``HostError`` for a Secret that is not one for tokens of bots.
    """
    content = _own(cluster, name)
    return token is None or content.get(key) != token


def try_out(cluster: Cluster, name: str, key: str) -> None:
    """Ask the API whether the key could be written; ``cluster`` sends dry runs.

    Permissions, admission and quota are asked as for the change itself. A new token ends the old one, so that this has
    to be known before. ``HostError`` where it could not.
    """
    _send(cluster, name, key, _own(cluster, name).get(key, _NOTHING))


def write(cluster: Cluster, name: str, key: str, token: str) -> None:
    """Set one key, create the Secret where there is none, and read it back. Other keys stay as they are."""
    _send(cluster, name, key, token)
    if _own(cluster, name).get(key) != token:
        message = f"The Secret {_named(cluster, name)} has another {key} than the one that was just written."
        raise HostError(message, OPTION, "Name a Secret that no other program writes.")


def _send(cluster: Cluster, name: str, key: str, text: str) -> None:
    meta = {"name": name, "namespace": cluster.namespace, "labels": LABELS}
    data = {key: base64.b64encode(text.encode("utf-8", "surrogateescape")).decode()}
    cluster.merge({"apiVersion": "v1", "kind": "Secret", "metadata": meta, "data": data})


def _own(cluster: Cluster, name: str) -> dict[str, str]:
    """The content of the Secret; nothing where there is none."""
    secret = cluster.get("v1", "Secret", name)
    labels = ((secret or {}).get("metadata") or {}).get("labels") or {}
    if secret is not None and any(labels.get(label) != value for label, value in LABELS.items()):
        wanted = " ".join(f"{label}={value}" for label, value in LABELS.items())
        message = f"The Secret {_named(cluster, name)} is not one for tokens of bots, so it is not written."
        fix = f"Name another one, or label it if no other program writes it: {wanted}."
        raise HostError(message, OPTION, fix)
    return objects.decode_secret(secret) or {}


def _named(cluster: Cluster, name: str) -> str:
    return f"{name} in the namespace {cluster.namespace}"
