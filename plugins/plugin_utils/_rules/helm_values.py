# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of OpenMetadata's Helm chart: what can be judged in one file. plugin_utils/_helm/values_findings.py judges what Helm merges."""

from __future__ import annotations

from collections.abc import Iterator

from .._model.catalogue import CATALOGUE
from ._file import READERS, Context, Place, file_rule
from ._yaml import Marked, documents

KIND = "helm_values"
AUTHENTICATION = ("openmetadata", "config", "authentication")


def values(text: str) -> Marked:
    found = documents(text)
    return found[0] if found else Marked({}, 1)


READERS[KIND] = values


def _line(root: Marked, *path: str) -> int:
    """The line of the deepest part of a path that is there."""
    while path and root.at(*path) is None:
        path = path[:-1]
    found = root.at(*path)
    return found.line if found else 1


@file_rule("URL-17", "error", "The provider is one that is known", KIND)
def provider(root: Marked, context: Context) -> Iterator[Place]:
    value, known = root.scalar(*AUTHENTICATION, "provider"), CATALOGUE["AUTHENTICATION_PROVIDER"].choices
    if value is not None and value not in known:
        yield (
            _line(root, *AUTHENTICATION, "provider"),
            f"authentication.provider is not one of: {', '.join(known)}.",
            "Write one of them exactly.",
        )


@file_rule("JWK-06", "error", "Key URLs are a list", KIND)
def key_list(root: Marked, context: Context) -> Iterator[Place]:
    found = root.at(*AUTHENTICATION, "publicKeys")
    if found is not None and not isinstance(found.value, list):
        yield found.line, "authentication.publicKeys is no list.", "Write one '- URL' a line below it."


@file_rule("SES-01", "error", "Several pods before 2.0 keep a browser", KIND, until="2.0.0")
def sticky(root: Marked, context: Context) -> Iterator[Place]:
    replicas = root.scalar("replicaCount")
    if not isinstance(replicas, int) or replicas < 2 or root.scalar(*AUTHENTICATION, "clientType") != "confidential":
        return
    annotations = root.at("ingress", "annotations")
    names = annotations.value if annotations is not None and isinstance(annotations.value, dict) else {}
    if not any("affinity" in name or "sticky" in name for name in names):
        message = f"replicaCount is {replicas} and the ingress keeps no browser on one pod: sign-ins are lost between pods before OpenMetadata 2.0."
        yield (
            _line(root, "replicaCount"),
            message,
            "Add the session affinity annotation of your ingress controller, or run one pod.",
        )
