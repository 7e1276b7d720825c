# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of Kubernetes, read and made. Pure."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from typing import Any

import yaml

from .._model.catalogue import Variable

#: Reasons for which a container will not come up by waiting longer.
_IN_VAIN = frozenset(
    ["ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError", "CreateContainerError", "RunContainerError"]
)
_CRASHES = 3
_REFERENCE = re.compile(r"\$\$|\$\(([A-Za-z0-9_.-]+)\)")
LABELS = {"app.kubernetes.io/managed-by": "openmetadata.sso"}
#: As kubectl rollout restart writes it.
RESTARTED_AT = "kubectl.kubernetes.io/restartedAt"


def server_of(objects: Iterable[dict[str, Any]], chart: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """(Deployment, container) of the server: its container has the chart's name."""
    for content in objects:
        for container in content["spec"]["template"]["spec"]["containers"] if content["kind"] == "Deployment" else ():
            if container["name"] == chart:
                return content, container
    return None


def decoded(secret: dict[str, Any] | None) -> dict[str, str] | None:
    """The content of a Secret as texts."""
    if secret is None:
        return None
    return {
        key: base64.b64decode(text).decode("utf-8", "surrogateescape")
        for key, text in (secret.get("data") or {}).items()
    }


def secret(name: str, cluster: Any, content: dict[str, str], before: dict[str, Any] | None = None) -> dict[str, Any]:
    """A manifest; labels and annotations of others stay. Its label is Helm's own, so that one question finds all Secrets of a release."""
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
    """What a container's process would get; Secrets that are not in ``secrets`` (the operator's) are left out."""
    result: dict[str, str] = {}
    for source in container.get("envFrom") or ():
        result.update(secrets.get((source.get("secretRef") or {}).get("name"), {}))
    for entry in container.get("env") or ():
        if "valueFrom" not in entry:
            result[entry["name"]] = _expanded(entry.get("value") or "", result)
        reference = (entry.get("valueFrom") or {}).get("secretKeyRef") or {}
        text = secrets.get(reference.get("name"), {}).get(reference.get("key"))
        if text is not None:
            result[entry["name"]] = text
    return result


def _expanded(text: str, before: dict[str, str]) -> str:
    return _REFERENCE.sub(
        lambda match: "$" if match.group() == "$$" else before.get(match.group(1), match.group()), text
    )


def reads(environment: dict[str, str], variable: Variable, planned: str) -> bool:
    """Whether a server with this environment reads what is planned; the chart leaves out some that are empty, and the configuration file's default counts."""
    texts = (environment[variable.name],) if variable.name in environment else variable.defaults
    return all(same(planned, text) for text in texts)


_MISSING = object()


def same(planned: str, found: str | None) -> bool:
    """Whether two texts of a variable mean the same to the server, which reads YAML: the chart writes most between quotes."""
    if found is None:
        return False
    if planned == found:
        return True
    one, other = _meaning(planned), _meaning(found)
    if one is _MISSING:
        return False
    word = _word(one)
    return (one == other and isinstance(one, str) == isinstance(other, str)) or (
        word is not None and word == _word(other)
    )


def _meaning(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return _MISSING


def _word(value: Any) -> str | None:
    """Numbers and booleans may stand between quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, str)) else None


def selector(deployment: dict[str, Any]) -> list[str]:
    """The label selector of its pods."""
    return [f"{name}={value}" for name, value in sorted(deployment["spec"]["selector"]["matchLabels"].items())]


def replicas(deployment: dict[str, Any]) -> int:
    wanted = deployment["spec"].get("replicas")
    return 1 if wanted is None else wanted


def rolled_out(deployment: dict[str, Any]) -> bool:
    """Whether every pod is of the present template and takes traffic (as kubectl rollout status sees it)."""
    status, wanted = deployment.get("status") or {}, replicas(deployment)
    seen = status.get("observedGeneration", 0) >= deployment["metadata"].get("generation", 0)
    counts = [status.get(name) or 0 for name in ("updatedReplicas", "availableReplicas", "replicas")]
    return seen and counts == [wanted] * 3


def is_running(pod: dict[str, Any], container: str) -> bool:
    """Whether the container runs and the pod is not about to go."""
    states = {
        status["name"]: status.get("state") or {} for status in (pod.get("status") or {}).get("containerStatuses") or ()
    }
    return "running" in states.get(container, {}) and not pod["metadata"].get("deletionTimestamp")


def trouble(pod: dict[str, Any]) -> str | None:
    """Why waiting for a pod is in vain, or ``None``."""
    status = pod.get("status") or {}
    for entry in [*(status.get("initContainerStatuses") or ()), *(status.get("containerStatuses") or ())]:
        waiting = (entry.get("state") or {}).get("waiting") or {}
        reason = waiting.get("reason")
        if reason in _IN_VAIN or (reason == "CrashLoopBackOff" and entry.get("restartCount", 0) >= _CRASHES):
            words = f": {waiting['message']}" if waiting.get("message") else ""
            return f"{reason} of {pod['metadata']['name']}/{entry['name']}{words}"
    return None
