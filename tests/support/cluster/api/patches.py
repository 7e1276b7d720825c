# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The patches of the Kubernetes API.

JSON merge, strategic merge, and server-side apply as far as one owner of a field goes.
"""

import copy
from collections.abc import Iterator
from typing import Any

#: What makes two items of a list the same one; a list without it is replaced as a whole (of the API's own annotations).
_KEYS = {
    "containers": "name",
    "initContainers": "name",
    "env": "name",
    "volumes": "name",
    "volumeMounts": "mountPath",
    "imagePullSecrets": "name",
    "conditions": "type",
    "ownerReferences": "uid",
    "hostAliases": "ip",
    "topologySpreadConstraints": "topologyKey",
    "secrets": "name",
}


class Refused(Exception):
    """A patch that the server does not take."""


class Conflict(Exception):
    """Server-side apply: somebody else owns a field."""


def merge(target: Any, patch: Any) -> Any:
    """RFC 7386."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merge(result.get(key), value)
    return result


def strategic(target: Any, patch: Any) -> Any:
    """A strategic merge patch."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    if patch.get("$patch") == "replace":
        return {key: value for key, value in patch.items() if key != "$patch"}
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if key.startswith("$"):
            continue
        if value is None:
            result.pop(key, None)
        elif isinstance(value, list):
            result[key] = _list(key, result.get(key) or [], value)
        else:
            result[key] = strategic(result.get(key), value)
    _directives(result, patch)
    return result


def _directives(result: dict, patch: dict) -> None:
    for key, value in patch.items():
        kind, _slash, field = key.partition("/")
        if kind == "$deleteFromPrimitiveList":
            result[field] = [item for item in result.get(field) or [] if item not in value]
        elif kind == "$setElementOrder" and result.get(field):
            identity = _KEYS.get(field) or _ports_key(result[field])
            places = {item[identity] if isinstance(item, dict) else item: place for place, item in enumerate(value)}
            result[field].sort(
                key=lambda item: places.get(item[identity] if isinstance(item, dict) else item, len(places))
            )
        elif kind == "$retainKeys":
            for name in set(result) - set(value):
                del result[name]


def _ports_key(items: list) -> str:
    return "containerPort" if items and "containerPort" in items[0] else "port"


def _list(name: str, target: list, patch: list) -> list:
    identity = _ports_key([*target, *patch]) if name == "ports" else _KEYS.get(name)
    if identity is None or not all(isinstance(item, dict) for item in [*target, *patch]):
        return (
            [*target, *(item for item in patch if item not in target)] if name == "finalizers" else copy.deepcopy(patch)
        )
    if any(item.get("$patch") == "replace" for item in patch):
        return [item for item in patch if "$patch" not in item]
    result = {item[identity]: item for item in target}
    for item in patch:
        if identity not in item:
            raise Refused(f"map: {item} does not contain declared merge key: {identity}")
        if item.get("$patch") == "delete":
            result.pop(item[identity], None)
        else:
            result[item[identity]] = strategic(result.get(item[identity]), item)
    return list(result.values())


def leaves(tree: Any, path: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    """(path, value) of everything in a tree that is not an object."""
    if isinstance(tree, dict) and tree:
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    else:
        yield path, tree


def applied(target: dict | None, patch: dict, manager: str, force: bool, owners: dict[tuple, str]) -> dict:
    """Server-side apply. `owners` says who owns which field, and is brought up to date."""
    present = dict(leaves(target or {}))
    mine = {
        path: value
        for path, value in leaves(patch)
        if path[0] not in ("apiVersion", "kind") and path[:2] not in (("metadata", "name"), ("metadata", "namespace"))
    }
    others = {
        path: owners[path]
        for path, value in mine.items()
        if owners.get(path, manager) != manager and present.get(path) != value
    }
    if others and not force:
        words = "; ".join(f'conflict with "{owner}" using v1: .{".".join(path)}' for path, owner in others.items())
        raise Conflict(f"Apply failed with {len(others)} conflict{'s' if len(others) > 1 else ''}: {words}")
    owners.update(dict.fromkeys(mine, manager))
    return merge(target or {}, patch)


def managed(before: dict | None, manager: str, owners: dict[tuple, str], moment: str) -> list[dict[str, Any]]:
    """The fields of the managers after a server-side apply: who has which since when."""
    others = [
        entry
        for entry in ((before or {}).get("metadata") or {}).get("managedFields") or []
        if entry["manager"] != manager
    ]
    fields: dict[str, dict] = {f"f:{path[0]}": {} for path, owner in owners.items() if owner == manager}
    return [*others, {"manager": manager, "operation": "Apply", "time": moment, "fieldsV1": fields}]
