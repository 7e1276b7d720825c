# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may read Secrets of a namespace, from the roles and bindings of the API, without any input or output."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

GROUP = "rbac.authorization.k8s.io/v1"
#: Kubernetes' own roles that read Secrets, for an account that may not list ClusterRoles.
OWN_ROLES = ("cluster-admin", "admin", "edit")
_READS = {"get", "list", "watch", "*"}
#: Who is not one of a few: every user, every pod of the cluster or of a namespace.
_EVERYBODY = ("system:authenticated", "system:unauthenticated", "system:serviceaccounts", "system:anonymous")
#: Parts of Kubernetes itself.
_SYSTEM = ("system:masters", "system:nodes", "system:kube-", "system:node", "system:controller")


class Reader(NamedTuple):
    """A subject that may read Secrets, and the binding that says so; ``everybody`` where it is not a named one."""

    subject: str
    binding: str
    everybody: bool


def readers(objects: dict[str, list[dict[str, Any]]], namespace: str, names: Collection[str]) -> list[Reader]:
    """Who may read one of the Secrets ``names``; ``objects`` are those of the API by their kind."""
    found = dict.fromkeys(
        Reader(subject, f"{binding['kind']} {binding['metadata']['name']}", everybody)
        for kind in ("RoleBinding", "ClusterRoleBinding")
        for binding in objects.get(kind) or ()
        if _role_reads(objects, binding["roleRef"], names)
        for subject, everybody in _subjects(binding, namespace)
    )
    return list(found)


def _role_reads(objects: dict[str, list[dict[str, Any]]], reference: dict[str, Any], names: Collection[str]) -> bool:
    kind, name = reference["kind"], reference["name"]
    if kind == "ClusterRole" and kind not in objects:
        return name in OWN_ROLES
    roles = [each for each in objects.get(kind) or () if each["metadata"]["name"] == name]
    return any(_reads(rule, names) for role in roles for rule in role.get("rules") or ())


def _reads(rule: dict[str, Any], names: Collection[str]) -> bool:
    only = rule.get("resourceNames")
    return (
        bool({"", "*"} & set(rule.get("apiGroups") or ()))
        and bool({"secrets", "*"} & set(rule.get("resources") or ()))
        and bool(_READS & set(rule.get("verbs") or ()))
        and (not only or bool(set(only) & set(names)))
    )


def _subjects(binding: dict[str, Any], namespace: str) -> Iterator[tuple[str, bool]]:
    """(subject in words, whether it is everybody); parts of Kubernetes are left out."""
    for subject in binding.get("subjects") or ():
        kind, name = subject["kind"], subject["name"]
        if kind == "ServiceAccount":
            where = subject.get("namespace") or namespace
            if where != "kube-system":
                # Each pod that names no account of its own runs with this one.
                yield f"ServiceAccount {where}/{name}", name == "default"
        elif name in _EVERYBODY or name.startswith("system:serviceaccounts:"):
            yield f"{kind} {name}", not name.endswith(":kube-system")
        elif not name.startswith(_SYSTEM):
            yield f"{kind} {name}", False
