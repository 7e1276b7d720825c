# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection's part within all values of a release, without any input or output."""

from __future__ import annotations

import copy
from typing import Any

from .._helm.values import LISTS


def without(values: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    """The values of a release without those of ``ours`` that are still the same."""
    result = copy.deepcopy(values)
    _remove(result, ours)
    for key in LISTS:
        if key in ours and isinstance(values.get(key), list):
            names = {entry.get("name") for entry in ours[key]}
            kept = [entry for entry in values[key] if not (isinstance(entry, dict) and entry.get("name") in names)]
            result.pop(key, None)
            if kept:
                result[key] = kept
    return result


def _remove(tree: dict[str, Any], ours: dict[str, Any]) -> None:
    for key, value in ours.items():
        if key in LISTS or key not in tree:
            continue
        if isinstance(value, dict) and isinstance(tree[key], dict):
            _remove(tree[key], value)
            if not tree[key]:
                del tree[key]
        elif tree[key] == value:
            del tree[key]


def merged(values: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    """Values merged as Helm merges a later file. A null of the operator stays: it removes a default of the chart."""
    result = dict(values)
    for key, value in ours.items():
        known = result.get(key)
        result[key] = (
            merged(known if isinstance(known, dict) else {}, value) if isinstance(value, dict) else copy.deepcopy(value)
        )
    return result


def part(values: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    """The values at the paths of ``ours``, to show before and after."""
    existing: dict[str, Any] = {}
    for key, value in ours.items():
        if key not in values:
            continue
        here = values[key]
        kept = part(here, value) if isinstance(value, dict) and isinstance(here, dict) else here
        if kept != {}:
            existing[key] = kept
    return existing
