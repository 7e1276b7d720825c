# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment of a container, by the rules of Kubernetes."""

import base64
import re
from collections.abc import Callable
from typing import Any

_REFERENCE = re.compile(r"\$\$|\$\(([A-Za-z0-9_.-]+)\)")


class Unresolved(Exception):
    """A Secret or key that is not there: the kubelet says CreateContainerConfigError."""


def of(container: dict[str, Any], secret: Callable[[str], dict[str, Any] | None]) -> dict[str, str]:
    """Resolve `envFrom` and `env`; `secret` gives a Secret by name, or none."""
    result: dict[str, str] = {}
    for source in container.get("envFrom") or ():
        reference = source["secretRef"]
        result.update({name: _decoded(text) for name, text in _data(reference, secret).items()})
    for entry in container.get("env") or ():
        text = _value(entry, secret, result)
        if text is not None:
            result[entry["name"]] = text
    return result


def _data(reference: dict[str, Any], secret: Callable[[str], dict[str, Any] | None]) -> dict[str, str]:
    found = secret(reference["name"])
    if found is None and not reference.get("optional"):
        raise Unresolved(f'secret "{reference["name"]}" not found')
    return (found or {}).get("data") or {}


def _value(entry: dict[str, Any], secret: Callable, before: dict[str, str]) -> str | None:
    if "valueFrom" not in entry:
        return _REFERENCE.sub(
            lambda match: "$" if match.group() == "$$" else before.get(match.group(1), match.group()),
            entry.get("value") or "",
        )
    reference = entry["valueFrom"].get("secretKeyRef")
    if reference is None:
        return None
    data = _data(reference, secret)
    if reference["key"] not in data:
        if reference.get("optional"):
            return None
        raise Unresolved(f"couldn't find key {reference['key']} in Secret {reference['name']}")
    return _decoded(data[reference["key"]])


def _decoded(text: str) -> str:
    return base64.b64decode(text).decode()
