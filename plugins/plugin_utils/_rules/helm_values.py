# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of OpenMetadata's Helm chart: checks of one file. ``_helm/values_findings.py`` checks what Helm merges."""

from __future__ import annotations

from collections.abc import Iterator

from .._model.catalogue import CATALOGUE
from .._register import Problem, at
from ._file import READERS, Context, file_rule
from ._yaml import Marked, documents

KIND = "helm_values"
AUTHENTICATION = ("openmetadata", "config", "authentication")


def values(text: str) -> Marked:
    """The first YAML document of a values file, or an empty one."""
    found = documents(text)
    return found[0] if found else Marked({}, 1)


READERS[KIND] = values


def _line(root: Marked, *path: str) -> int:
    """The line of the deepest part of a path that is there."""
    while path and root.at(*path) is None:
        path = path[:-1]
    found = root.at(*path)
    return found.line if found else 1


@file_rule("URL-17", KIND)
def provider(root: Marked, _context: Context) -> Iterator[Problem]:
    """The provider is known."""
    value, known = root.scalar(*AUTHENTICATION, "provider"), CATALOGUE["AUTHENTICATION_PROVIDER"].choices
    if value is not None and value not in known:
        yield at(_line(root, *AUTHENTICATION, "provider"), "unknown_in_values", names=", ".join(known))


@file_rule("JWK-06", KIND)
def key_list(root: Marked, _context: Context) -> Iterator[Problem]:
    """Key URLs are a list of single URLs."""
    found = root.at(*AUTHENTICATION, "publicKeys")
    if found is not None and not isinstance(found.value, list):
        yield at(found.line, "not_a_list")


@file_rule("SES-01", KIND)
def sticky(root: Marked, _context: Context) -> Iterator[Problem]:
    """Several pods before 2.0 have sticky sessions."""
    replicas = root.scalar("replicaCount")
    if not isinstance(replicas, int) or replicas < 2 or root.scalar(*AUTHENTICATION, "clientType") != "confidential":
        return
    annotations = root.at("ingress", "annotations")
    names = annotations.value if annotations is not None and isinstance(annotations.value, dict) else {}
    if not any("affinity" in name or "sticky" in name for name in names):
        yield at(_line(root, "replicaCount"), replicas=replicas)
