# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in Kubernetes' protobuf, as helm sends those of its releases (field numbers of core/v1 and meta/v1)."""

import base64
from collections.abc import Iterator
from typing import Any

TYPE = "application/vnd.kubernetes.protobuf"
_MAGIC = b"k8s\0"
_META = {1: "name", 2: "generateName", 3: "namespace", 5: "uid", 6: "resourceVersion"}
_MAPS = {11: "labels", 12: "annotations"}


def secret(body: bytes) -> dict[str, Any]:
    """A Secret; raises `ValueError` for anything else."""
    if not body.startswith(_MAGIC):
        raise ValueError("no protobuf of Kubernetes")
    unknown = dict(_fields(body[len(_MAGIC) :]))
    names = {number: text.decode() for number, text in _fields(unknown[1])}
    if names != {1: "v1", 2: "Secret"}:
        raise ValueError(f"only Secrets are read in protobuf, not {names}")
    result: dict[str, Any] = {"apiVersion": "v1", "kind": "Secret", "metadata": {}, "data": {}}
    for number, value in _fields(unknown[2]):
        if number == 1:
            result["metadata"] = _metadata(value)
        elif number == 2:
            pair = dict(_fields(value))
            result["data"][pair[1].decode()] = base64.b64encode(pair.get(2, b"")).decode()
        elif number == 3:
            result["type"] = value.decode()
        else:
            raise ValueError(f"field {number} of a Secret is not read")
    return result


def _metadata(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, value in _fields(content):
        if number in _META and value:
            found[_META[number]] = value.decode()
        elif number in _MAPS:
            pair = dict(_fields(value))
            found.setdefault(_MAPS[number], {})[pair[1].decode()] = pair.get(2, b"").decode()
    return found


def _fields(content: bytes) -> Iterator[tuple[int, Any]]:
    place = 0
    while place < len(content):
        tag, place = _number(content, place)
        if tag & 7 == 0:
            value, place = _number(content, place)
            yield tag >> 3, value
        elif tag & 7 == 2:
            size, place = _number(content, place)
            yield tag >> 3, content[place : place + size]
            place += size
        else:
            raise ValueError(f"wire type {tag & 7} is not read")


def _number(content: bytes, place: int) -> tuple[int, int]:
    result = shift = 0
    while True:
        byte = content[place]
        result |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128:
            return result, place
