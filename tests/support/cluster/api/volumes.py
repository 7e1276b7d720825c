# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Volumes that are Secrets: which are valid in a pod, and their files on this machine."""

import base64
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_MODE = 0o644


class Unmounted(Exception):
    """A Secret or key that is not there: the kubelet says FailedMount, and tries again."""


def problems(spec: dict[str, Any], path: str) -> Iterator[str]:
    """What the API server refuses in the volumes of a pod; `path` leads to its `spec`."""
    names = [volume["name"] for volume in spec.get("volumes") or ()]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield f'{path}.volumes[{number}].name: Duplicate value: "{name}"'
    for field in ("initContainers", "containers"):
        for number, container in enumerate(spec.get(field) or ()):
            yield from _of_mounts(container, names, f"{path}.{field}[{number}].volumeMounts")


def _of_mounts(container: dict[str, Any], names: list[str], path: str) -> Iterator[str]:
    seen = set()
    for number, mount in enumerate(container.get("volumeMounts") or ()):
        name, place = mount["name"], mount["mountPath"]
        if name not in names:
            yield f'{path}[{number}].name: Not found: "{name}"'
        if place in seen:
            yield f'{path}[{number}].mountPath: Invalid value: "{place}": must be unique'
        seen.add(place)


def mount(
    spec: dict[str, Any], container: dict[str, Any], secret: Callable[[str], dict[str, Any] | None], folder: Path
) -> dict[str, str]:
    """{path in the container: where it is on this machine}; `folder` gets a folder for each volume.

    `secret` gives a Secret by name, or none.
    """
    made = {}
    for volume in spec.get("volumes") or ():
        if volume.get("secret"):
            made[volume["name"]] = folder / volume["name"]
            _write(_files(volume, secret), made[volume["name"]])
    return {
        posixpath.normpath(each["mountPath"]): str(made[each["name"]] / (each.get("subPath") or ""))
        for each in container.get("volumeMounts") or ()
        if each["name"] in made
    }


def _files(volume: dict[str, Any], secret: Callable) -> dict[str, tuple[bytes, int]]:
    """{path in the volume: (content, mode)}."""
    source = volume["secret"]
    optional, mode = source.get("optional"), source.get("defaultMode", _MODE)
    found = secret(source["secretName"])
    if found is None and not optional:
        raise _unmounted(volume, f'secret "{source["secretName"]}" not found')
    data = (found or {}).get("data") or {}
    items = source.get("items") or [{"key": key, "path": key} for key in data]
    files = {}
    for item in items:
        if item["key"] in data:
            files[item["path"]] = (base64.b64decode(data[item["key"]]), item.get("mode", mode))
        elif not optional:
            raise _unmounted(volume, f"references non-existent secret key: {item['key']}")
    return files


def _unmounted(volume: dict[str, Any], reason: str) -> Unmounted:
    return Unmounted(f'MountVolume.SetUp failed for volume "{volume["name"]}" : {reason}')


def _write(files: dict[str, tuple[bytes, int]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (content, mode) in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)


def renamed(text: str, names: dict[str, str]) -> str:
    """A text with other names for paths and for what is below them."""
    if not names:
        return text
    longest_first = sorted(names, key=len, reverse=True)
    words = "|".join(re.escape(name) for name in longest_first)
    return re.sub(rf"(?<![\w./-])(?:{words})(?![\w.-])", lambda match: names[match.group()], text)
