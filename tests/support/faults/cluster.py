# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cluster answers in place of doing what it was asked; docs/contribute/faults.md is written from it.

The texts are those of Kubernetes 1.30, helm 3.19 and the Python client. ``test_api_refusals.py`` and
``test_interrupted_changes.py`` of ``tests/unit/plugins/plugin_utils/_kubernetes`` do what is listed here, and
``tests/functional/kubernetes/test_admission.py`` what a real API server refuses.
"""

import json


def status(message):
    """As kubernetes.core repeats an answer of the API server."""
    body = json.dumps({"kind": "Status", "status": "Failure", "message": message, "reason": "Forbidden"})
    return f"Failed to create object: {body.encode()}"


def forbidden(verb, resource, group=""):
    """What the account ``ci`` may not do in the namespace."""
    return (
        f'{resource} is forbidden: User "system:serviceaccount:data:ci" cannot {verb} resource "{resource}" '
        f'in API group "{group}" in the namespace "data"'
    )


WEBHOOK = status('admission webhook "policy.acme.io" denied the request: the label team is missing')
POLICY = (
    "deployments \"om\" is forbidden: ValidatingAdmissionPolicy 'owners' with binding 'owners' denied request: no owner"
)
QUOTA = status('secrets "openmetadata-sso" is forbidden: exceeded quota: small, requested: secrets=1, used: secrets=9')
EXPIRED = '(401)\nReason: Unauthorized\nHTTP response body: {"message":"Unauthorized","code":401}'
READ_ONLY = status(forbidden("patch", "leases", "coordination.k8s.io"))

#: {what happens: (the text, what the operator reads)}
REFUSALS = {
    "the token of the kubeconfig has expired": (
        EXPIRED,
        "The cluster refuses the login: it has expired, or is not valid there.",
    ),
    "the token of the kubeconfig has expired when helm runs": (
        "Error: Kubernetes cluster unreachable: the server has asked for the client to provide credentials",
        "The cluster refuses the login: it has expired, or is not valid there.",
    ),
    "the login program of the kubeconfig fails, so that nobody asks": (
        status(
            'secrets is forbidden: User "system:anonymous" cannot list resource "secrets" in API group "" in the '
            'namespace "data"'
        ),
        "The cluster refuses the login: it has expired, or is not valid there.",
    ),
    "the login program of the kubeconfig fails when helm runs": (
        'Error: Kubernetes cluster unreachable: Get "https://k8s:6443/version": getting credentials: exec: executable '
        "aws not found",
        "The login program of the kubeconfig failed: exec: executable aws not found",
    ),
    "nothing listens where the API server should be": (
        "HTTPSConnectionPool(host='k8s', port=6443): Max retries exceeded with url: /version (Connection refused)",
        "The cluster cannot be reached: HTTPSConnectionPool(host='k8s', port=6443): Max retries exceeded",
    ),
    "the certificate of the API server is not trusted": (
        "tls: failed to verify certificate: x509: certificate signed by unknown authority",
        "The cluster cannot be reached: tls: failed to verify certificate: x509: certificate signed by unknown",
    ),
    "the kubeconfig has no cluster": (
        "Could not create API client: Invalid kube-config file. No configuration found.",
        "The cluster cannot be reached: Could not create API client: Invalid kube-config file.",
    ),
    "the API server has too many requests": (
        "(429)\nReason: Too Many Requests",
        "The cluster cannot be reached: (429) Reason: Too Many Requests",
    ),
    "etcd elects a leader": (
        "(500)\nReason: Internal Server Error: etcdserver: leader changed",
        "The cluster cannot be reached: (500) Reason: Internal Server Error: etcdserver: leader changed",
    ),
    "the namespace does not exist": (
        'Error: create: failed to create: namespaces "data" not found',
        "There is no namespace data in this cluster.",
    ),
    "the namespace is being deleted": (
        status("secrets is forbidden: unable to create new content in namespace data because it is being terminated"),
        "The namespace data is being deleted.",
    ),
    "an admission webhook denies an object": (
        WEBHOOK,
        "The admission webhook policy.acme.io denied the change: the label team is missing",
    ),
    "an admission webhook denies an object without a reason": (
        'Error: UPGRADE FAILED: cannot patch "om": admission webhook "policy.acme.io" denied the request',
        "The admission webhook policy.acme.io denied the change: no reason given",
    ),
    "an admission webhook does not answer": (
        'Internal error occurred: failed calling webhook "policy.acme.io": failed to call webhook: context deadline '
        "exceeded",
        "The admission webhook policy.acme.io does not answer: failed to call webhook: context deadline exceeded",
    ),
    "a ValidatingAdmissionPolicy denies an object": (
        POLICY,
        "The admission policy owners denied the change: no owner",
    ),
    "a ValidatingAdmissionPolicy denies an object, as older clients repeat it": (
        status(POLICY),
        "The admission policy owners denied the change: no owner",
    ),
    "the quota of the namespace is used up": (
        QUOTA,
        "The quota small of the namespace is used up: requested: secrets=1, used: secrets=9",
    ),
    "the account may only read": (
        READ_ONLY,
        "The service account may not patch leases of coordination.k8s.io in the namespace data.",
    ),
    "the account belongs to another namespace": (
        status(forbidden("list", "secrets")),
        "The service account may not list secrets in the namespace data.",
    ),
    "the account may not run commands in pods": (
        f"(0)\nReason: Handshake status 403 Forbidden -+-+- {{}} -+-+- {status(forbidden('create', 'pods/exec'))}",
        "The service account may not create pods/exec in the namespace data.",
    ),
    "another helm changes the release at that moment": (
        "Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress",
        "Helm is changing this release already: another operation is in progress.",
    ),
    "the schema of the chart refuses the values": (
        "Error: UPGRADE FAILED: values don't meet the specifications of the schema(s) in the following chart(s):\n"
        "openmetadata:\n- replicaCount: Invalid type. Expected: integer, given: string\n",
        "The schema of the chart refuses the values of the release: in the following chart(s): openmetadata: - "
        "replicaCount: Invalid type.",
    ),
}

#: {what happens: (the step at which it happens, the text)}; the change is undone at once.
UNDONE = {
    "an admission webhook denies the Secrets": ("Secrets", WEBHOOK),
    "an admission webhook denies the Deployment": ("helm upgrade", WEBHOOK),
    "the quota of the namespace is used up by the release's record": ("helm upgrade", QUOTA),
    "helm cannot write its record: the account may not": ("helm upgrade", status(forbidden("create", "secrets"))),
    "the schema of the chart refuses the values in the middle": (
        "helm upgrade",
        REFUSALS["the schema of the chart refuses the values"][0],
    ),
    "the API server is away while the pods are replaced": (
        "the rollout",
        REFUSALS["nothing listens where the API server should be"][0],
    ),
    "a node does not answer while its pod is verified": (
        "the new pods",
        "(0)\nReason: Handshake status 500 Internal Server Error: error dialing backend: dial tcp 10.0.0.7:10250: i/o "
        "timeout",
    ),
}

#: Where the process of the controller is killed: before the call that is named, or after it.
KILLED = (
    "before the state is saved",
    "after the state is saved",
    "after the Secrets are written",
    "after the stored rows are written",
    "during helm upgrade, whose revision stays pending-upgrade",
    "after helm upgrade",
    "while the new pods are verified",
    "before the change is recorded",
    "after the change is recorded, with the lock held",
)

#: {what stands in the way of new pods: conditions of (the Deployment, the new pod), and what is said}
OBSTACLES = {
    "the quota of the namespace refuses new pods": (
        {"ReplicaFailure": ("True", 'pods "om-7" is forbidden: exceeded quota: small, requested: pods=1')},
        {},
        'pods "om-7" is forbidden: exceeded quota: small, requested: pods=1',
    ),
    "an admission webhook refuses new pods": (
        {"ReplicaFailure": ("True", 'admission webhook "policy.acme.io" denied the request: no team')},
        {},
        'admission webhook "policy.acme.io" denied the request: no team',
    ),
    "the Pod Security admission refuses new pods": (
        {"ReplicaFailure": ("True", 'pods "om-7" is forbidden: violates PodSecurity "restricted:latest"')},
        {},
        'violates PodSecurity "restricted:latest"',
    ),
    "no node has room for a new pod": (
        {"Progressing": ("True", "ReplicaSet is progressing")},
        {"PodScheduled": ("False", "0/3 nodes are available: 3 Insufficient memory.")},
        ": 0/3 nodes are available: 3 Insufficient memory.",
    ),
    "the deadline of the rollout is over": (
        {"Progressing": ("False", 'ReplicaSet "om-7" has timed out progressing.')},
        {},
        'ReplicaSet "om-7" has timed out progressing.',
    ),
}
#: {why a container of a new pod waits for ever: what happens}
WAITING = {
    "ImagePullBackOff": "the image of a new pod cannot be pulled",
    "InvalidImageName": "the name of the image is not valid",
    "ErrImageNeverPull": "the image is not on the node, and may not be pulled",
    "CreateContainerConfigError": "a Secret of a new pod lacks a key",
    "CreateContainerError": "the container of a new pod cannot be created",
    "RunContainerError": "the container of a new pod cannot be started",
}
#: Helm's states of a release that another one left behind.
LEFT_BEHIND = ("failed", "pending-install", "pending-upgrade", "pending-rollback", "uninstalling")
_WEBHOOK = "policy.acme.io"
_REASON = "the label team is missing"
_DENIED = f"The admission webhook {_WEBHOOK} denied the change: {_REASON}"
#: {what a real API server, its controllers and webhooks on loopback do: (what is said, the result of the host)}
ADMISSION = {
    "a webhook denies a Secret": (_DENIED, "restored"),
    "a webhook denies every Secret, and with it the journal": (_DENIED, "failed"),
    "a webhook denies the Deployment": (_DENIED, "restored"),
    "a webhook denies new pods": (f'admission webhook "{_WEBHOOK}" denied the request: {_REASON}', "restored"),
    "a webhook denies the lock": (_DENIED, "failed"),
    "a webhook does not answer": (f"The admission webhook {_WEBHOOK} does not answer: ", "failed"),
    "a policy denies a Secret": (f"The admission policy {_WEBHOOK} denied the change: {_REASON}", "restored"),
    "a quota refuses new pods": ("exceeded quota: small", "restored"),
}
#: The result where Helm sends what it does not change, too: a webhook that denies the change denies the rollback, and
#: the next run restores first. So do Helm 4, which applies on the server's side, and Helm 3.19 with an API server 1.37
#: (with 1.30 it does not).
ADMISSION_SENT_AGAIN = {"a webhook denies the Deployment": "failed"}
