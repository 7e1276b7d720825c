# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors of the modules of ``kubernetes.core``, as messages that name the option and the fix."""

from __future__ import annotations

import re

from ...module_utils._core.errors import HostError
from . import api_refusals

#: What applying needs on the controller.
COLLECTION = "kubernetes.core"
PACKAGE = "kubernetes"
NEEDS = (
    "om_sso_deployment: kubernetes is applied through the collection kubernetes.core, "
    "which needs the Python package kubernetes in the Python of the controller."
)
INSTALL = (
    "Install both: ansible-galaxy collection install kubernetes.core, and pip install 'kubernetes>=24.2' jsonpatch. "
    "openmetadata.sso.helm_values writes files for Helm, Argo CD or Flux and needs neither."
)
ROLE = "Give the account the Role of docs/install/kubernetes.md."

_FORBIDDEN = re.compile(r'cannot (\w+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?')
_LIBRARY = re.compile(r"Failed to import the required Python library \(([^)]+)\)")
_UNREACHABLE = (
    "Max retries exceeded",
    "certificate verify failed",
    "x509: ",
    "Too Many Requests",
    "currently unable to handle the request",
    "etcdserver: ",
    "Connection refused",
    "cluster unreachable",
    "Could not create API client",
    "Invalid kube-config",
    "Failed to get client",
    "timed out",
    "does not exist in the kubeconfig",
    "Expected object with name",
    "no configuration has been provided",
)
#: What was named by its uid is not there any more.
_ANOTHER_OBJECT = ("uid mismatch", "Precondition failed: UID in precondition")
_LENGTH = 500
#: Older clients show an answer as Python does bytes, which is JSON within: a quotation mark of either kind is escaped.
_QUOTED = re.compile(r"""\\+(["'])""")


def host_error(doing: str, text: str) -> HostError:
    """The error for the message of ``doing``, a module of ``kubernetes.core`` or what else was done."""
    text = _QUOTED.sub(r"\1", text)
    forbidden = _FORBIDDEN.search(text)
    if forbidden and api_refusals.ANONYMOUS not in text:
        verb, resource, group, namespace = forbidden.groups()
        where = f" in the namespace {namespace}" if namespace else ""
        group = f" of {group}" if group else ""
        return HostError(
            f"The service account may not {verb} {resource}{group}{where}.",
            "om_sso_kubernetes_context",
            ROLE,
            verb=verb,
            resource=resource,
        )
    refusal = api_refusals.of(text)
    if refusal is not None:
        return HostError(_short(refusal.message), refusal.option, refusal.fix)
    if _LIBRARY.search(text) or f"No module named '{PACKAGE}'" in text:
        return HostError(NEEDS, PACKAGE, INSTALL)
    if ("Apply failed with" in text and "conflict" in text) or any(words in text for words in _ANOTHER_OBJECT):
        return HostError("Another run is changing this release.", "", "", conflict=True)
    if ("required executable" in text and "helm" in text) or ("No such file or directory" in text and "helm" in text):
        return HostError(
            "The program helm was not found on the controller.",
            "om_sso_kubernetes_helm",
            "Install helm 3, or set om_sso_kubernetes_helm to its path.",
        )
    if any(words in text for words in _UNREACHABLE):
        return HostError(
            f"The cluster cannot be reached: {_short(text)}",
            "om_sso_kubernetes_kubeconfig",
            "Check kubeconfig, context and network.",
        )
    return HostError(f"{doing} failed: {_short(text)}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LENGTH else line[: _LENGTH - 1] + "…"
