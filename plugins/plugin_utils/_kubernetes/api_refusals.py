# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals of the API server and of Helm that have one cause each: what the operator reads of them.

The texts are those of Kubernetes, of Helm and of their clients, however deep they are in a message.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: What a kubeconfig whose login program failed becomes.
ANONYMOUS = 'User "system:anonymous"'
_NAMESPACE = "om_sso_kubernetes_namespace"
_LOGIN = "om_sso_kubernetes_kubeconfig"
_CLUSTER = "name the context of the cluster (om_sso_kubernetes_context)."
#: Where a reason ends: messages hold JSON, and JSON in JSON.
_END = r"(?:\\+n|\n|\"|$)"


class Refusal(NamedTuple):
    """What a refusal with one cause becomes. ``message`` takes the groups of the pattern."""

    pattern: re.Pattern[str]
    message: str
    option: str
    fix: str


_REFUSALS = (
    Refusal(
        re.compile(
            r"Unauthorized|You must be logged in to the server|asked for the client to provide credentials"
            f"|{ANONYMOUS}"
        ),
        "The cluster refuses the login: it has expired, or is not valid there.",
        _LOGIN,
        f"Renew the token or certificate of the kubeconfig, or {_CLUSTER}",
    ),
    Refusal(
        re.compile(r"getting credentials: (.+)|(exec: process returned .+)"),
        "The login program of the kubeconfig failed: {0}",
        _LOGIN,
        "Run kubectl get pods with the same kubeconfig and context to see it.",
    ),
    Refusal(
        re.compile(r'admission webhook "([^"]+)" denied the request(?:: (.+?))?' + _END),
        "The admission webhook {0} denied the change: {1}",
        "",
        "Change what it asks for in the values of the release, or its policy.",
    ),
    Refusal(
        re.compile(r"ValidatingAdmissionPolicy '([^']+)' with binding '[^']+' denied request: (.+?)" + _END),
        "The admission policy {0} denied the change: {1}",
        "",
        "Change what it asks for in the values of the release, or the policy.",
    ),
    Refusal(
        re.compile(r'failed calling webhook "([^"]+)": (.+)'),
        "The admission webhook {0} does not answer: {1}",
        "",
        "Repair the webhook: no change is possible without it.",
    ),
    Refusal(
        re.compile(r"exceeded quota: ([^,\s]+), (.+?)" + _END),
        "The quota {0} of the namespace is used up: {1}",
        _NAMESPACE,
        "Raise the quota, or remove what uses it.",
    ),
    Refusal(
        re.compile(r'namespaces? "([^"]+)" not found'),
        "There is no namespace {0} in this cluster.",
        _NAMESPACE,
        f"Correct om_sso_kubernetes_namespace, or {_CLUSTER}",
    ),
    Refusal(
        re.compile(r"in namespace (\S+) because it is being terminated"),
        "The namespace {0} is being deleted.",
        _NAMESPACE,
        "Wait until it is gone, and install the release again.",
    ),
    Refusal(
        re.compile(r"another operation \(install/upgrade/rollback\) is in progress"),
        "Helm is changing this release already: another operation is in progress.",
        "om_sso_kubernetes_release",
        "Wait for it; if it was killed, helm rollback ends it.",
    ),
    Refusal(
        re.compile(r"values don't meet the specifications of the schema\(s\)(.+)", re.DOTALL),
        "The schema of the chart refuses the values of the release: {0}",
        "om_sso_kubernetes_chart",
        "Correct the values of the release, or name the chart that they are for.",
    ),
)


def of(text: str) -> Refusal | None:
    """The refusal of a text, its message complete; ``None`` for any other text."""
    for refusal in _REFUSALS:
        found = refusal.pattern.search(text)
        if found:
            groups = [group.strip(" :\n") for group in found.groups() if group]
            message = refusal.message.format(*groups, "no reason given")
            return refusal._replace(message=f"{message.rstrip('.')}.")
    return None
