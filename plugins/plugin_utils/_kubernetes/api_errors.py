# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules of ``kubernetes.core`` say when something fails, in the operator's words."""

from __future__ import annotations

import re
from typing import Any

from ...module_utils._core.errors import HostError

COLLECTION = "kubernetes.core"
PACKAGE = "kubernetes"
NEEDS = "om_sso_deployment: kubernetes is applied through the collection kubernetes.core, which needs the Python package kubernetes in the controller's Python."
INSTALL = (
    "Install both: ansible-galaxy collection install kubernetes.core, and pip install 'kubernetes>=24.2' jsonpatch. "
    "openmetadata.sso.helm_values writes files for Helm, Argo CD or Flux and needs neither."
)
ROLE = "Give the account the Role of docs/install/kubernetes.md."

_FORBIDDEN = re.compile(r'cannot (\w+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?')
_LIBRARY = re.compile(r"Failed to import the required Python library \(([^)]+)\)")
_UNREACHABLE = (
    "Max retries exceeded",
    "Connection refused",
    "cluster unreachable",
    "Could not create API client",
    "Invalid kube-config",
    "Failed to get client",
    "timed out",
    "Unauthorized",
    "does not exist in the kubeconfig",
    "Expected object with name",
    "no configuration has been provided",
)
_LENGTH = 500


def of(module: str, said: str, cluster: Any) -> HostError:
    """The error for what a module said."""
    said = said.replace('\\\\"', '"').replace('\\"', '"')
    forbidden = _FORBIDDEN.search(said)
    if forbidden:
        verb, resource, group, namespace = forbidden.groups()
        where = f" in the namespace {namespace}" if namespace else ""
        group = f" of {group}" if group else ""
        return HostError(
            f"The cluster forbids to {verb} {resource}{group}{where}.",
            "om_sso_kubernetes_context",
            ROLE,
            verb=verb,
            resource=resource,
        )
    if _LIBRARY.search(said) or f"No module named '{PACKAGE}'" in said:
        return HostError(NEEDS, PACKAGE, INSTALL)
    if "Apply failed with" in said and "conflict" in said:
        return HostError("Another run works on this release.", "", "", conflict=True)
    if ("required executable" in said and "helm" in said) or ("No such file or directory" in said and "helm" in said):
        return HostError(
            "The controller has no program helm.", "om_sso_kubernetes_helm", "Install it (helm 3), or say where it is."
        )
    if any(words in said for words in _UNREACHABLE):
        return HostError(
            f"The cluster does not answer: {_short(said)}",
            "om_sso_kubernetes_kubeconfig",
            "Look at kubeconfig, context and network.",
        )
    return HostError(f"{module} failed: {_short(said)}")


def _short(said: str) -> str:
    text = " ".join(said.split())
    return text if len(text) <= _LENGTH else text[: _LENGTH - 1] + "…"
