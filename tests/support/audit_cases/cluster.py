# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases on Kubernetes."""

from fakes.audit_answers import AUTHENTICATION, BASIC, CLUSTER, answer


def cluster(**more):
    """A release that is as production wants it, with something else."""
    return answer(cluster={**CLUSTER, **more})


def reader(subject, everybody):
    """One more who may read Secrets."""
    return [*CLUSTER["readers"], {"subject": subject, "binding": "ClusterRoleBinding all", "everybody": everybody}]


HIDDEN = cluster(reason="The service account may not list pods in the namespace data.")
DENIED = {kind: f"The service account may not list {kind}." for kind in ("Ingress", "ClusterRole")}

#: (check, what is seen, status, severity of a finding, words of the evidence)
ROWS = (
    ("AUD-05", cluster(), "ok", "", "no secret in clear text"),
    (
        "AUD-05",
        cluster(clear=["OIDC_CLIENT_SECRET in the env of the Deployment"]),
        "finding",
        "error",
        "OIDC_CLIENT_SECRET in the env",
    ),
    ("AUD-05", HIDDEN, "unknown", "", "may not list pods"),
    ("AUD-06", cluster(), "ok", "", "ServiceAccount data/deployer"),
    ("AUD-06", cluster(readers=[]), "ok", "", "administrators of the cluster alone"),
    (
        "AUD-06",
        cluster(readers=reader("Group system:authenticated", True)),
        "finding",
        "error",
        "Group system:authenticated (ClusterRoleBinding all)",
    ),
    ("AUD-06", cluster(readers=reader("Group platform", False)), "ok", "", "Group platform"),
    ("AUD-06", cluster(denied=DENIED), "unknown", "", "may not list ClusterRole"),
    (
        "AUD-06",
        cluster(denied=DENIED, readers=reader("Group system:serviceaccounts", True)),
        "finding",
        "error",
        "system:serviceaccounts",
    ),
    ("AUD-06", HIDDEN, "unknown", "", "may not list pods"),
    ("AUD-07", cluster(), "ok", "", "TLS is set for om"),
    (
        "AUD-07",
        cluster(ingresses=[{"name": "om", "plain": ["metadata.acme.io"]}]),
        "finding",
        "error",
        "The Ingress om serves metadata.acme.io without TLS",
    ),
    ("AUD-07", cluster(ingresses=[]), "not_applicable", "", "No Ingress"),
    ("AUD-07", cluster(denied=DENIED), "unknown", "", "may not list Ingress"),
    ("AUD-07", HIDDEN, "unknown", "", "may not list pods"),
    ("AUD-03", cluster(), "not_applicable", "", "AUD-05"),
    (
        "AUD-01",
        answer(BASIC, cluster=CLUSTER, login=None),
        "unknown",
        "",
        "the controller does not reach the server",
    ),
    ("AUD-01", answer({AUTHENTICATION + "provider": "auth0"}, cluster=CLUSTER), "not_applicable", "", "auth0"),
)
