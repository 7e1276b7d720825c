# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The controller of Deployments: a ReplicaSet for each template, and pods that are replaced one by one."""

import copy
import hashlib
import json
from typing import Any

from . import kinds
from .store import Failure, Store

_DEPLOYMENT = kinds.BY_PLURAL[("/apis/apps/v1", "deployments")]
_SET = kinds.BY_PLURAL[("/apis/apps/v1", "replicasets")]
_POD = kinds.BY_PLURAL[("/api/v1", "pods")]
_REVISION = "deployment.kubernetes.io/revision"


def reconcile(store: Store) -> None:
    """One step for every Deployment."""
    for deployment in store.list("Deployment", "")[0]:
        try:
            _step(store, deployment)
        except Failure as failure:
            if failure.code not in (404, 409):
                raise


def _step(store: Store, deployment: dict[str, Any]) -> None:
    namespace, wanted = deployment["metadata"]["namespace"], deployment["spec"].get("replicas", 1)
    current = _replica_set(store, deployment)
    pods = [
        pod
        for pod in store.list("Pod", namespace)[0]
        if _owner(pod) in {each["metadata"]["uid"] for each in _sets(store, deployment)}
    ]
    new = [pod for pod in pods if _owner(pod) == current["metadata"]["uid"]]
    old = [pod for pod in pods if pod not in new]
    ready = [pod for pod in pods if is_ready(pod)]
    # maxSurge 1, maxUnavailable 0: what 25 % of a few replicas come to.
    if len(new) < wanted and len(pods) < wanted + 1:
        _make(store, current)
    elif old and len([pod for pod in new if is_ready(pod)]) + len(old) > wanted:
        store.delete("Pod", namespace, sorted(old, key=is_ready)[0]["metadata"]["name"])
    elif len(new) > wanted:
        store.delete("Pod", namespace, new[-1]["metadata"]["name"])
    _report(store, deployment, pods, new, ready)
    for each in _sets(store, deployment):
        own = [pod for pod in pods if _owner(pod) == each["metadata"]["uid"]]
        counts = {
            "replicas": len(own),
            "readyReplicas": len([pod for pod in own if is_ready(pod)]),
            "observedGeneration": each["metadata"]["generation"],
        }
        if counts != each.get("status"):
            store.update(_SET, namespace, each["metadata"]["name"], {**each, "status": counts}, status_only=True)


def _sets(store: Store, deployment: dict[str, Any]) -> list[dict[str, Any]]:
    sets = store.list("ReplicaSet", deployment["metadata"]["namespace"])[0]
    return [each for each in sets if _owner(each) == deployment["metadata"]["uid"]]


def _replica_set(store: Store, deployment: dict[str, Any]) -> dict[str, Any]:
    """The one of the present template; an older one that has it again becomes the newest revision."""
    template = deployment["spec"]["template"]
    digest = hashlib.sha256(json.dumps(template, sort_keys=True).encode()).hexdigest()[:10]
    name, namespace = f"{deployment['metadata']['name']}-{digest}", deployment["metadata"]["namespace"]
    sets = _sets(store, deployment)
    newest = max((int(each["metadata"]["annotations"][_REVISION]) for each in sets), default=0)
    for each in sets:
        if each["metadata"]["name"] == name:
            if int(each["metadata"]["annotations"][_REVISION]) != newest:
                each["metadata"]["annotations"][_REVISION] = str(newest + 1)
                return store.update(_SET, namespace, name, each)
            return each
    template = copy.deepcopy(template)
    template["metadata"].setdefault("labels", {})["pod-template-hash"] = digest
    meta = {
        "name": name,
        "labels": template["metadata"]["labels"],
        "annotations": {_REVISION: str(newest + 1)},
        "ownerReferences": [_reference(deployment)],
    }
    spec = {
        "replicas": deployment["spec"].get("replicas", 1),
        "selector": {"matchLabels": template["metadata"]["labels"]},
        "template": template,
    }
    return store.create(
        _SET, namespace, {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": meta, "spec": spec}
    )


def _make(store: Store, replica_set: dict[str, Any]) -> None:
    template = replica_set["spec"]["template"]
    meta = {
        **template["metadata"],
        "generateName": replica_set["metadata"]["name"] + "-",
        "ownerReferences": [_reference(replica_set)],
    }
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": meta,
        "spec": template["spec"],
        "status": {"phase": "Pending"},
    }
    store.create(_POD, replica_set["metadata"]["namespace"], pod)


def _reference(owner: dict[str, Any]) -> dict[str, Any]:
    meta = owner["metadata"]
    return {
        "apiVersion": owner["apiVersion"],
        "kind": owner["kind"],
        "name": meta["name"],
        "uid": meta["uid"],
        "controller": True,
    }


def _owner(content: dict[str, Any]) -> str | None:
    owners = content["metadata"].get("ownerReferences") or [{}]
    return owners[0].get("uid")


def is_ready(pod: dict[str, Any]) -> bool:
    """Whether a pod takes traffic."""
    return any(
        each["type"] == "Ready" and each["status"] == "True"
        for each in (pod.get("status") or {}).get("conditions") or ()
    )


def _report(store: Store, deployment: dict[str, Any], pods: list, new: list, ready: list) -> None:
    wanted = deployment["spec"].get("replicas", 1)
    counts = {
        "replicas": len(pods),
        "updatedReplicas": len(new),
        "readyReplicas": len(ready),
        "availableReplicas": len(ready),
    }
    counts["unavailableReplicas"] = max(wanted, len(pods)) - len(ready)
    done = len(new) == wanted == len(pods) == len(ready)
    conditions = [
        {"type": "Available", "status": "True" if len(ready) >= wanted else "False"},
        {"type": "Progressing", "status": "True", "reason": "NewReplicaSetAvailable" if done else "ReplicaSetUpdated"},
    ]
    status = {name: count for name, count in counts.items() if count}
    status.update(observedGeneration=deployment["metadata"]["generation"], conditions=conditions)
    meta = deployment["metadata"]
    if status != deployment.get("status"):
        store.update(
            _DEPLOYMENT,
            meta["namespace"],
            meta["name"],
            {"metadata": {}, "spec": deployment["spec"], "status": status},
            status_only=True,
        )
