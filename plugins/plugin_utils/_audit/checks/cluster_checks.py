# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release on Kubernetes: its Secrets, who may read them, and how browsers reach it."""

from __future__ import annotations

from ....module_utils._core.text import some
from .._check import Verdict, check, finding, not_applicable, ok, unknown
from ..observed import Seen

_LIST = "Let the account list {kinds}."


def _denied(seen: Seen, *kinds: str) -> Verdict | None:
    """Nothing of a kind may be listed."""
    denied = [kind for kind in kinds if kind in seen.cluster["denied"]]
    if not denied:
        return None
    return unknown(seen.cluster["denied"][denied[0]], _LIST.format(kinds=some(denied)))


@check(
    "AUD-05",
    "No clear secrets",
    how="values of the release and the env of its Deployment, by the names in them",
    option="openmetadata.sso.sso",
    cluster=True,
)
def clear_secrets(seen: Seen) -> Verdict:
    """No secret is in values or in a Deployment."""
    if found := seen.cluster["clear"]:
        return finding(f"{some(found, 4).rstrip('.')}.")
    return ok("The values of the release and its Deployment hold no secret in clear text.")


@check(
    "AUD-06",
    "Secrets limited",
    how="roles and bindings of the namespace and the cluster, as far as the account may list them",
    option="om_sso_kubernetes_namespace",
    cluster=True,
)
def secret_readers(seen: Seen) -> Verdict:
    """Only named accounts may read the Secrets of the release."""
    found = seen.cluster["readers"]
    everybody = [f"{each['subject']} ({each['binding']})" for each in found if each["everybody"]]
    if everybody:
        return finding(f"The Secrets of the server can be read by {some(everybody, 4)}.")
    if denied := _denied(seen, "RoleBinding", "ClusterRoleBinding", "Role", "ClusterRole"):
        return denied
    named = some([each["subject"] for each in found], 4) or "administrators of the cluster alone"
    return ok(f"The Secrets of the server can be read by {named}.")


@check(
    "AUD-07",
    "Ingress over https",
    how="spec.tls of the Ingresses that lead to the server, or the certificate of their load balancer",
    option="om_sso_server_url",
    cluster=True,
)
def plain_ingress(seen: Seen) -> Verdict:
    """Every Ingress of the server has TLS."""
    if denied := _denied(seen, "Ingress"):
        return denied
    ingresses = seen.cluster["ingresses"]
    if not ingresses:
        return not_applicable("No Ingress leads to the server.")
    for each in ingresses:
        if each["plain"]:
            return finding(f"The Ingress {each['name']} serves {some(each['plain'], 4)} without TLS.")
    return ok(f"TLS is set for {some([each['name'] for each in ingresses], 4)}.")
