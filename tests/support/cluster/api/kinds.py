# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds that the simulated API server knows, and what a valid object of each is.

The models of the Python client say it.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kubernetes import client

from . import volumes


class Kind(NamedTuple):
    """One resource; `model` is the class of the Python client that holds its schema."""

    group: str
    version: str
    kind: str
    plural: str
    model: Any

    @property
    def api_version(self) -> str:
        """As it is written in a manifest."""
        return f"{self.group}/{self.version}" if self.group else self.version

    @property
    def prefix(self) -> str:
        """The path of its API."""
        return f"/apis/{self.group}/{self.version}" if self.group else f"/api/{self.version}"


KINDS = (
    Kind("", "v1", "Secret", "secrets", client.V1Secret),
    Kind("", "v1", "ConfigMap", "configmaps", client.V1ConfigMap),
    Kind("", "v1", "Service", "services", client.V1Service),
    Kind("", "v1", "ServiceAccount", "serviceaccounts", client.V1ServiceAccount),
    Kind("", "v1", "Pod", "pods", client.V1Pod),
    Kind("", "v1", "Event", "events", client.CoreV1Event),
    Kind("apps", "v1", "Deployment", "deployments", client.V1Deployment),
    Kind("apps", "v1", "ReplicaSet", "replicasets", client.V1ReplicaSet),
    Kind("batch", "v1", "CronJob", "cronjobs", client.V1CronJob),
    Kind("rbac.authorization.k8s.io", "v1", "Role", "roles", client.V1Role),
    Kind("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", client.V1RoleBinding),
    Kind("networking.k8s.io", "v1", "Ingress", "ingresses", client.V1Ingress),
    Kind("coordination.k8s.io", "v1", "Lease", "leases", client.V1Lease),
)
BY_PLURAL = {(kind.prefix, kind.plural): kind for kind in KINDS}
#: Where an object says how its pods are.
_POD_SPECS = {
    "Pod": ("spec",),
    "ReplicaSet": ("spec", "template", "spec"),
    "Deployment": ("spec", "template", "spec"),
    "CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
}
_GENERIC = re.compile(r"(list|dict)[(\[](?:str, )?(.+)[)\]]$")
_PLAIN = {"str": str, "int": int, "bool": bool, "float": (int, float)}


def problems(kind: Kind, content: dict) -> Iterator[tuple[str, str]]:
    """(sort, text) of everything in an object that its schema refuses, and of volumes that do not fit together.

    The sort is `unknown` for a field that the schema lacks, else `invalid`.
    """
    if content.get("apiVersion") != kind.api_version or content.get("kind") != kind.kind:
        yield "invalid", f"the object is not a {kind.api_version} {kind.kind}"
    found = list(_of_model(kind.model, content, ""))
    yield from found
    if kind.kind in _POD_SPECS and not found:
        spec = content
        for name in _POD_SPECS[kind.kind]:
            spec = spec[name]
        yield from (("invalid", text) for text in volumes.problems(spec, ".".join(_POD_SPECS[kind.kind])))


def _of_model(model: Any, content: Any, path: str) -> Iterator[tuple[str, str]]:
    if not isinstance(content, dict):
        yield "invalid", f"{path or '.'}: must be an object"
        return
    fields = {name: model.openapi_types[attribute] for attribute, name in model.attribute_map.items()}
    for name, value in content.items():
        here = f"{path}.{name}" if path else name
        if name not in fields:
            yield "unknown", f'unknown field "{here}"'
        elif value is not None:
            yield from _of_type(fields[name], value, here)
    for name in _required(model):
        if content.get(name) is None:
            yield "invalid", f"{path + '.' if path else ''}{name}: Required value"


def _of_type(name: str, value: Any, path: str) -> Iterator[tuple[str, str]]:
    generic = _GENERIC.match(name)
    if generic:
        wanted = list if generic.group(1) == "list" else dict
        if not isinstance(value, wanted):
            yield "invalid", f"{path}: must be a {wanted.__name__}"
            return
        pairs = enumerate(value) if wanted is list else value.items()
        for key, item in pairs:
            yield from _of_type(generic.group(2), item, f"{path}[{key}]")
    elif name in _PLAIN:
        if not isinstance(value, _PLAIN[name]) or (name == "int" and isinstance(value, bool)):
            yield "invalid", f"{path}: must be a {name}, it is {type(value).__name__}"
    elif hasattr(client, name):
        yield from _of_model(getattr(client, name), value, path)


@functools.cache
def _required(model: Any) -> tuple[str, ...]:
    """Fields that the client's own check asks for."""
    made = model.__new__(model)
    made.local_vars_configuration = client.Configuration()
    found = []
    for attribute, name in model.attribute_map.items():
        try:
            setattr(made, attribute, None)
        except ValueError:
            found.append(name)
    return tuple(found)
