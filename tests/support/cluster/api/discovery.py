# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API server says about itself: groups, resources, versions, and as much OpenAPI as helm asks for."""

from typing import Any

from . import kinds

_VERBS = ["create", "delete", "get", "list", "patch", "update", "watch"]
VERSION = {"major": "1", "minor": "31", "gitVersion": "v1.31.0-simulated", "platform": "linux/amd64"}


def answer(path: str) -> dict[str, Any] | None:
    """The body for a path of discovery; none when it is none."""
    groups = sorted({(kind.group, kind.version) for kind in kinds.KINDS if kind.group})
    if path == "/version":
        return VERSION
    if path == "/api":
        return {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []}
    if path == "/apis":
        return {"kind": "APIGroupList", "apiVersion": "v1", "groups": [_group(*group) for group in groups]}
    if path == "/openapi/v3":
        return {"paths": {prefix.strip("/"): {"serverRelativeURL": f"/openapi/v3{prefix}"} for prefix in _prefixes()}}
    if path.startswith("/openapi/v3") and path.removeprefix("/openapi/v3") in _prefixes():
        return _openapi(path.removeprefix("/openapi/v3"))
    return _resources(path) if path in _prefixes() else None


def _prefixes() -> set[str]:
    return {kind.prefix for kind in kinds.KINDS}


def _group(group: str, version: str) -> dict[str, Any]:
    entry = {"groupVersion": f"{group}/{version}", "version": version}
    return {"name": group, "versions": [entry], "preferredVersion": entry}


def _resources(prefix: str) -> dict[str, Any]:
    found = []
    for kind in kinds.KINDS:
        if kind.prefix == prefix:
            found.append(
                {
                    "name": kind.plural,
                    "singularName": kind.kind.lower(),
                    "namespaced": True,
                    "kind": kind.kind,
                    "verbs": _VERBS,
                }
            )
            if kind.kind == "Pod":
                for name, verb in (("exec", "create"), ("log", "get")):
                    found.append(
                        {
                            "name": f"pods/{name}",
                            "singularName": "",
                            "namespaced": True,
                            "kind": "PodExecOptions",
                            "verbs": [verb],
                        }
                    )
    version = next(kind.api_version for kind in kinds.KINDS if kind.prefix == prefix)
    return {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": version, "resources": found}


def _openapi(prefix: str) -> dict[str, Any]:
    """Only that a PATCH takes fieldValidation: helm then leaves the schema to the server."""
    paths = {}
    for kind in kinds.KINDS:
        if kind.prefix == prefix:
            meaning = {"group": kind.group, "version": kind.version, "kind": kind.kind}
            parameters = [{"name": "fieldValidation", "in": "query", "schema": {"type": "string", "uniqueItems": True}}]
            operation = {
                "parameters": parameters,
                "responses": {},
                "x-kubernetes-action": "patch",
                "x-kubernetes-group-version-kind": meaning,
            }
            paths[f"{prefix}/namespaces/{{namespace}}/{kind.plural}/{{name}}"] = {"patch": operation}
    return {"openapi": "3.0.0", "info": {"title": "Kubernetes", "version": VERSION["gitVersion"]}, "paths": paths}
