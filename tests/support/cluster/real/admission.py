# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a real API server asks before it stores an object: webhooks on loopback, policies, quotas, budgets."""

import base64
import contextlib
import json
import time
import urllib.error
from collections.abc import Callable, Iterator
from pathlib import Path

from fakes.loopback import Handler, serving
from lab import certificates

from ..clusters import NAMESPACE
from .cluster import RealCluster

API = "/apis/admissionregistration.k8s.io/v1"
NAME = "policy.acme.io"
#: An object that is denied as long as a webhook or policy is in force; it is only tried, never stored.
PROBE = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "probe-of-the-policy"}}
HERE = {"matchLabels": {"kubernetes.io/metadata.name": NAMESPACE}}


@contextlib.contextmanager
def webhook(cluster: RealCluster, denies: Callable[[dict], str | None], *resources: str) -> Iterator[None]:
    """In force until the block ends. `denies` gives the reason why the request of a review is denied, or `None`."""

    class Review(Handler):
        """Answers an AdmissionReview."""

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["request"]
            reason = "the probe" if request.get("name") == PROBE["metadata"]["name"] else denies(request)
            answer = {
                "uid": request["uid"],
                "allowed": reason is None,
                "status": {"message": reason or "", "code": 403},
            }
            body = {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "response": answer}
            self.reply(200, json.dumps(body).encode(), Content_Type="application/json")

    with contextlib.ExitStack() as stack:
        server = stack.enter_context(serving(Review, _certificate(cluster.folder)))
        stack.enter_context(_registered(cluster, f"https://127.0.0.1:{server.server_port}/", resources))
        yield


def silent_webhook(cluster: RealCluster, port: int, *resources: str) -> contextlib.AbstractContextManager[None]:
    """One at whose port nothing listens."""
    return _registered(cluster, f"https://127.0.0.1:{port}/", resources)


def _certificate(folder: Path) -> certificates.Pair:
    ca = certificates.Pair(folder / "ca.pem", folder / "ca.key")
    return certificates.signed(folder, "webhook", ca, ("127.0.0.1",))


def _registered(cluster: RealCluster, url: str, resources: tuple[str, ...]) -> contextlib.AbstractContextManager[None]:
    authority = base64.b64encode((cluster.folder / "ca.pem").read_bytes()).decode()
    hook = {
        "name": NAME,
        "clientConfig": {"url": url, "caBundle": authority},
        "rules": [_rule(resources)],
        "namespaceSelector": HERE,
        "sideEffects": "None",
        "admissionReviewVersions": ["v1"],
        "timeoutSeconds": 5,
    }
    body = {
        "apiVersion": "admissionregistration.k8s.io/v1",
        "kind": "ValidatingWebhookConfiguration",
        "metadata": {"name": NAME},
        "webhooks": [hook],
    }
    return _in_force(cluster, {f"{API}/validatingwebhookconfigurations": body})


def policy(
    cluster: RealCluster, expression: str, message: str, *resources: str
) -> contextlib.AbstractContextManager[None]:
    """A ValidatingAdmissionPolicy, which allows what an expression of CEL says."""
    probe = f"object.metadata.name != '{PROBE['metadata']['name']}'"
    spec = {
        "failurePolicy": "Fail",
        "matchConstraints": {"resourceRules": [_rule(resources)], "namespaceSelector": HERE},
        "validations": [{"expression": f"({probe}) && ({expression})", "message": message}],
    }
    version = {"apiVersion": "admissionregistration.k8s.io/v1"}
    binding = {"policyName": NAME, "validationActions": ["Deny"]}
    return _in_force(
        cluster,
        {
            f"{API}/validatingadmissionpolicies": {
                **version,
                "kind": "ValidatingAdmissionPolicy",
                "metadata": {"name": NAME},
                "spec": spec,
            },
            f"{API}/validatingadmissionpolicybindings": {
                **version,
                "kind": "ValidatingAdmissionPolicyBinding",
                "metadata": {"name": f"{NAME}-everywhere"},
                "spec": binding,
            },
        },
    )


def _rule(resources: tuple[str, ...]) -> dict:
    """The probe's kind is always one of them."""
    every = ["*"]
    names = [*resources, "configmaps"]
    return {"operations": ["CREATE", "UPDATE"], "apiGroups": every, "apiVersions": every, "resources": names}


@contextlib.contextmanager
def _in_force(cluster: RealCluster, objects: dict[str, dict]) -> Iterator[None]:
    """Stored until the block ends; the server learns of both by a watch of its own, which is waited for."""
    try:
        for path, body in objects.items():
            cluster.ask(path, "POST", body)
        _until(lambda: denied(cluster), "the policy is in force")
        yield
    finally:
        for path, body in objects.items():
            with contextlib.suppress(urllib.error.HTTPError):  # what was not stored; the wait below sees what is left
                cluster.ask(f"{path}/{body['metadata']['name']}", "DELETE")
        _until(lambda: not denied(cluster), "the policy is gone")


def denied(cluster: RealCluster) -> bool:
    """Whether the probe is."""
    try:
        cluster.ask(f"/api/v1/namespaces/{NAMESPACE}/configmaps?dryRun=All", "POST", PROBE)
    except urllib.error.HTTPError as error:
        words = error.read().decode()
        assert NAME in words, words
        return True
    return False


@contextlib.contextmanager
def stored(cluster: RealCluster, path: str, body: dict, ready: Callable[[dict], bool]) -> Iterator[str]:
    """An object of the namespace until the block ends; waits until its controller has written its status."""
    name = f"{path}/{body['metadata']['name']}"
    cluster.ask(path, "POST", body)
    try:
        _until(lambda: ready(cluster.ask(name)), f"the status of {name}")
        yield name
    finally:
        cluster.ask(name, "DELETE")


def _until(condition: Callable[[], bool], words: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not so after {seconds} s: {words}"
        time.sleep(0.2)
