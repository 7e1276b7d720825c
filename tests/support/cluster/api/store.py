# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of the simulated cluster: versions, watches, and the checks that the real server makes on a write."""

import copy
import datetime
import json
import secrets
import threading
import uuid
from collections.abc import Callable
from typing import Any

from . import kinds

Key = tuple[str, str, str]
"""(kind, namespace, name)."""


class Failure(Exception):
    """An answer that is a Status."""

    def __init__(self, code: int, reason: str, message: str, details: dict | None = None) -> None:
        super().__init__(message)
        self.code, self.reason, self.message, self.details = code, reason, message, details or {}

    def status(self) -> dict[str, Any]:
        """The body of the answer."""
        head = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure"}
        return {**head, "message": self.message, "reason": self.reason, "details": self.details, "code": self.code}


def now() -> str:
    """The time as the API writes it."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Store:
    """Every write counts the version of the whole store up by one."""

    def __init__(self) -> None:
        self.objects: dict[Key, dict[str, Any]] = {}
        self.owners: dict[Key, dict[tuple, str]] = {}
        self.events: list[tuple[int, str, dict[str, Any]]] = []
        self.version = 0
        self.changed = threading.Condition(threading.RLock())

    def get(self, kind: str, namespace: str, name: str) -> dict[str, Any]:
        """A copy of one object."""
        with self.changed:
            found = self.objects.get((kind, namespace, name))
            if found is None:
                raise not_found(kind, name)
            return copy.deepcopy(found)

    def list(
        self, kind: str, namespace: str, selector: Callable[[dict], bool] = lambda _object: True
    ) -> tuple[list[dict[str, Any]], int]:
        """Copies of those that a selector takes, and the version of the store."""
        with self.changed:
            found = [
                content
                for key, content in sorted(self.objects.items())
                if key[0] == kind and (not namespace or key[1] == namespace)
            ]
            return copy.deepcopy([content for content in found if selector(content)]), self.version

    def create(self, kind: kinds.Kind, namespace: str, content: dict[str, Any]) -> dict[str, Any]:
        """A new object."""
        content = copy.deepcopy(content)
        meta = content.setdefault("metadata", {})
        if not meta.get("name") and meta.get("generateName"):
            meta["name"] = meta["generateName"] + secrets.token_hex(3)[:5]
        key = (kind.kind, namespace, meta.get("name", ""))
        with self.changed:
            if key in self.objects:
                raise Failure(
                    409,
                    "AlreadyExists",
                    f'{kind.plural} "{key[2]}" already exists',
                    {"name": key[2], "kind": kind.plural},
                )
            meta.update(namespace=namespace, uid=str(uuid.uuid4()), creationTimestamp=now(), generation=1)
            self._write(key, content, "ADDED")
            return copy.deepcopy(content)

    def update(
        self, kind: kinds.Kind, namespace: str, name: str, content: dict[str, Any], status_only: bool = False
    ) -> dict[str, Any]:
        """Another content; a version in it has to be the present one."""
        key = (kind.kind, namespace, name)
        with self.changed:
            before = self.get(*key)
            content = copy.deepcopy(content)
            meta = content.setdefault("metadata", {})
            if (
                meta.get("resourceVersion", before["metadata"]["resourceVersion"])
                != before["metadata"]["resourceVersion"]
            ):
                words = (
                    f'Operation cannot be fulfilled on {kind.plural} "{name}": the object has been modified; '
                    "please apply your changes again"
                )
                raise Failure(409, "Conflict", words, {"name": name, "kind": kind.plural})
            _immutable(kind, before, content)
            for field in ("uid", "creationTimestamp", "namespace", "name", "generation"):
                meta[field] = before["metadata"][field]
            if status_only:
                content = {**before, "status": content.get("status")}
            elif "status" in before:
                content["status"] = before["status"]
            if content.get("spec") != before.get("spec"):
                meta["generation"] = before["metadata"]["generation"] + 1
            meta["resourceVersion"] = before["metadata"]["resourceVersion"]
            if content != before:
                self._write(key, content, "MODIFIED")
            return copy.deepcopy(content)

    def delete(self, kind: str, namespace: str, name: str) -> dict[str, Any]:
        """Away with it, and with what it owns."""
        with self.changed:
            found = self.get(kind, namespace, name)
            del self.objects[(kind, namespace, name)]
            self.owners.pop((kind, namespace, name), None)
            self._event("DELETED", found)
            uid = found["metadata"]["uid"]
            owned = [
                key
                for key, content in self.objects.items()
                if any(owner["uid"] == uid for owner in content["metadata"].get("ownerReferences") or ())
            ]
            for key in owned:
                self.delete(*key)
            return found

    def _write(self, key: Key, content: dict[str, Any], event: str) -> None:
        self.objects[key] = content
        self._event(event, content)

    def _event(self, event: str, content: dict[str, Any]) -> None:
        self.version += 1
        content["metadata"]["resourceVersion"] = str(self.version)
        self.events.append((self.version, event, json.loads(json.dumps(content))))
        self.changed.notify_all()


def not_found(kind: str, name: str) -> Failure:
    """As the real server words it."""
    plural = next(each.plural for each in kinds.KINDS if each.kind == kind)
    return Failure(404, "NotFound", f'{plural} "{name}" not found', {"name": name, "kind": plural})


def _immutable(kind: kinds.Kind, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Fields that stay as they were made."""
    selector = ("spec", "selector")
    if kind.kind == "Deployment" and before[selector[0]][selector[1]] != (after.get("spec") or {}).get("selector"):
        words = (
            f'Deployment.apps "{before["metadata"]["name"]}" is invalid: spec.selector: Invalid value: '
            "field is immutable"
        )
        raise Failure(422, "Invalid", words)
    if kind.kind == "Secret" and before.get("type", "Opaque") != after.get("type", "Opaque"):
        raise Failure(
            422, "Invalid", f'Secret "{before["metadata"]["name"]}" is invalid: type: Invalid value: field is immutable'
        )
