# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read and build objects of Kubernetes, without any input or output."""

from __future__ import annotations

import base64
import datetime
import re
from collections.abc import Iterable
from typing import Any, Protocol

import yaml

from ...module_utils._core import json_text
from .._model import clock
from .._model.catalogue import Variable

#: States of a container that waiting does not change.
_PERMANENT = frozenset(
    [
        "ImagePullBackOff",
        "InvalidImageName",
        "ErrImageNeverPull",
        "CreateContainerConfigError",
        "CreateContainerError",
        "RunContainerError",
    ]
)
_CRASHES = 3
#: Conditions of a Deployment that say why it makes no pods, with their state: the cause first.
_OBSTACLES = {"ReplicaFailure": "True", "Progressing": "False"}
_REFERENCE = re.compile(r"\$\$|\$\(([A-Za-z0-9_.-]+)\)")
#: The variable that only OpenMetadata's server reads, and every chart of it sets.
_PROVIDER = "AUTHENTICATION_PROVIDER"
#: Labels of the Secrets that the collection manages.
LABELS = {"app.kubernetes.io/managed-by": "openmetadata.sso"}
#: As kubectl rollout restart writes it.
RESTARTED_AT = "kubectl.kubernetes.io/restartedAt"


class Namespace(Protocol):
    """Where objects of a release are: the name of its namespace and of the release."""

    namespace: str
    release: str


def server_of(objects: Iterable[dict[str, Any]], chart: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """(Deployment, container) of the server, of a manifest.

    It is the only container that gets the provider of OpenMetadata's sign-in; where none or several do, the one that
    has the name of the chart.
    """
    objects = list(objects)
    keys = {
        each["metadata"]["name"]: {*(each.get("data") or {}), *(each.get("stringData") or {})}
        for each in objects
        if each["kind"] == "Secret" and "name" in (each.get("metadata") or {})
    }
    containers = [
        (each, container)
        for each in objects
        if each["kind"] == "Deployment"
        for container in each["spec"]["template"]["spec"]["containers"]
    ]
    running = [found for found in containers if _PROVIDER in _names(found[1], keys)]
    named = [found for found in containers if found[1]["name"] == chart]
    return running[0] if len(running) == 1 else next(iter(named), None)


def _names(container: dict[str, Any], keys: dict[str, set[str]]) -> set[str]:
    """The names of a container's variables, as far as Secrets of the same manifest hold them."""
    found = {entry["name"] for entry in container.get("env") or ()}
    for source in container.get("envFrom") or ():
        found |= keys.get((source.get("secretRef") or {}).get("name", ""), set())
    return found


def decode_secret(secret: dict[str, Any] | None) -> dict[str, str] | None:
    """The content of a Secret as texts by key; ``None`` for a Secret that does not exist."""
    if secret is None:
        return None
    return {
        key: base64.b64decode(text).decode("utf-8", "surrogateescape")
        for key, text in (secret.get("data") or {}).items()
    }


def secret_manifest(
    name: str, cluster: Namespace, content: dict[str, str], before: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The manifest of a Secret. Labels and annotations that others set are kept.

    Its label ``name`` is the one that Helm sets, so that one request returns all Secrets of a release.
    """
    known = (before or {}).get("metadata") or {}
    meta = {
        "name": name,
        "namespace": cluster.namespace,
        "labels": {**(known.get("labels") or {}), **LABELS, "name": cluster.release},
    }
    if known.get("annotations"):
        meta["annotations"] = known["annotations"]
    kind = (before or {}).get("type") or "Opaque"
    data = {key: base64.b64encode(text.encode("utf-8", "surrogateescape")).decode() for key, text in content.items()}
    return {"apiVersion": "v1", "kind": "Secret", "type": kind, "metadata": meta, "data": data}


def environment(container: dict[str, Any], secrets: dict[str, dict[str, str]]) -> dict[str, str]:
    """The environment of a container's process; Secrets that are not in ``secrets`` are left out."""
    result: dict[str, str] = {}
    for source in container.get("envFrom") or ():
        result.update(secrets.get((source.get("secretRef") or {}).get("name", ""), {}))
    for entry in container.get("env") or ():
        if "valueFrom" not in entry:
            result[entry["name"]] = _expanded(entry.get("value") or "", result)
        reference = (entry.get("valueFrom") or {}).get("secretKeyRef") or {}
        text = secrets.get(reference.get("name", ""), {}).get(reference.get("key", ""))
        if text is not None:
            result[entry["name"]] = text
    return result


def _expanded(text: str, before: dict[str, str]) -> str:
    return _REFERENCE.sub(
        lambda match: "$" if match.group() == "$$" else before.get(match.group(1), match.group()), text
    )


def reads_planned(environment: dict[str, str], variable: Variable, planned: str) -> bool:
    """Whether a server with this environment reads the planned value.

    The chart leaves out some variables that are empty; the default of openmetadata.yaml is used then.
    """
    texts = (environment[variable.name],) if variable.name in environment else variable.defaults
    return all(same_value(planned, text) for text in texts)


_INVALID = object()


def same_value(planned: str, actual: str | None) -> bool:
    """Whether the server, which reads YAML, takes two texts as the same value: the chart quotes most texts."""
    if actual is None:
        return False
    if planned == actual:
        return True
    one, other = _parsed(planned), _parsed(actual)
    if one is _INVALID:
        return False
    text = _scalar_text(one)
    return (isinstance(one, str) == isinstance(other, str) and json_text.same(one, other)) or (
        text is not None and text == _scalar_text(other)
    )


def _parsed(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return _INVALID


def _scalar_text(value: Any) -> str | None:
    """The text of a scalar; numbers and booleans may be quoted."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, str)) else None


def moment(text: str) -> datetime.datetime:
    """A time of an object's metadata."""
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=clock.UTC)


def selector(deployment: dict[str, Any]) -> list[str]:
    """The label selector of its pods."""
    return [f"{name}={value}" for name, value in sorted(deployment["spec"]["selector"]["matchLabels"].items())]


def replicas(deployment: dict[str, Any]) -> int:
    """How many pods a Deployment should have; the default of Kubernetes is 1."""
    number = deployment["spec"].get("replicas")
    return 1 if number is None else int(number)


def rolled_out(deployment: dict[str, Any]) -> bool:
    """Whether every pod has the current template and is available, as ``kubectl rollout status`` decides it."""
    status, planned = deployment.get("status") or {}, replicas(deployment)
    observed = status.get("observedGeneration", 0) >= deployment["metadata"].get("generation", 0)
    counts = [status.get(name) or 0 for name in ("updatedReplicas", "availableReplicas", "replicas")]
    return bool(observed and counts == [planned] * 3)


def is_running(pod: dict[str, Any], container: str) -> bool:
    """Whether the container runs and the pod is not being deleted."""
    states = {
        status["name"]: status.get("state") or {} for status in (pod.get("status") or {}).get("containerStatuses") or ()
    }
    return "running" in states.get(container, {}) and not is_deleted(pod)


def is_deleted(pod: dict[str, Any]) -> bool:
    """Whether a pod is being deleted; its containers may run for a while, and the Deployment does not count it."""
    return bool(pod["metadata"].get("deletionTimestamp"))


def restarts(pod: dict[str, Any]) -> int:
    """How often the containers of a pod were restarted."""
    status = pod.get("status") or {}
    return sum(int(entry.get("restartCount") or 0) for entry in status.get("containerStatuses") or ())


def failure_reason(pod: dict[str, Any]) -> str | None:
    """Why a pod will not become ready, or ``None`` when it may."""
    status = pod.get("status") or {}
    for entry in [*(status.get("initContainerStatuses") or ()), *(status.get("containerStatuses") or ())]:
        waiting = (entry.get("state") or {}).get("waiting") or {}
        reason = waiting.get("reason")
        if reason in _PERMANENT or (reason == "CrashLoopBackOff" and entry.get("restartCount", 0) >= _CRASHES):
            words = f": {waiting['message']}" if waiting.get("message") else ""
            return f"{reason} of {pod['metadata']['name']}/{entry['name']}{words}"
    return None


def is_paused(deployment: dict[str, Any]) -> bool:
    """Whether its rollout is paused (``kubectl rollout pause``): no pod is replaced then."""
    return bool(deployment["spec"].get("paused"))


def obstacle(deployment: dict[str, Any], pods: Iterable[dict[str, Any]]) -> str:
    """Why a rollout does not go on, in the words of Kubernetes; empty where it says nothing.

    Quotas, admission webhooks and the Pod Security admission refuse pods when the Deployment makes them; a pod that no
    node has room for is made and waits.
    """
    found = [*_conditions(deployment, _OBSTACLES)]
    for pod in pods:
        found += [f"pod {pod['metadata']['name']}: {said}" for said in _conditions(pod, {"PodScheduled": "False"})]
    return found[0] if found else ""


def _conditions(each: dict[str, Any], wanted: dict[str, str]) -> list[str]:
    """What the conditions with these states say, in this order."""
    conditions = {entry["type"]: entry for entry in (each.get("status") or {}).get("conditions") or ()}
    met = [conditions[name] for name, state in wanted.items() if conditions.get(name, {}).get("status") == state]
    return [str(entry.get("message") or entry.get("reason") or entry["type"]) for entry in met]
