# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where OpenMetadata's chart is within the chart of a release: a parent chart has its values below its name or alias.

Helm notes above each object of a manifest which template made it: ``platform/charts/catalog/templates/x.yaml``. The
names after ``charts`` are those below which the values of a subchart are, also of one in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from .._helm import parent_chart

_SOURCE = re.compile(r"^# Source: (\S+)$", re.MULTILINE)
_BETWEEN = re.compile(r"^---\s*$", re.MULTILINE)
_CHARTS = "charts"


def documents(manifest: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(template, object) of each object; the template is empty where Helm has not noted it."""
    for text in _BETWEEN.split(manifest):
        source = _SOURCE.search(text)
        for content in yaml.safe_load_all(text):
            if content:
                yield source[1] if source else "", content


def path_of(source: str, chart: dict[str, Any]) -> tuple[str, ...]:
    """The keys below which the values of the chart of a template are; empty for the chart of the release itself."""
    if not source:
        return _of_dependencies(chart)
    names = source.split("/")[1:]
    found: list[str] = []
    while len(names) > 1 and names[0] == _CHARTS:
        found.append(names[1])
        names = names[2:]
    return tuple(found)


def _of_dependencies(chart: dict[str, Any]) -> tuple[str, ...]:
    """By the dependencies of the chart, where another program has rewritten the manifest."""
    listed = chart["metadata"].get("dependencies") or ()
    names = [each.get("alias") or each["name"] for each in listed if each.get("name") == parent_chart.CHART]
    return (names[0],) if len(names) == 1 else ()


def within(values: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """The values of the subchart in those of the release."""
    for name in path:
        below = values.get(name)
        values = below if isinstance(below, dict) else {}
    return values


def replaced(values: dict[str, Any], path: tuple[str, ...], own: dict[str, Any]) -> dict[str, Any]:
    """The values of the release with other values of the subchart."""
    if not path:
        return own
    return {**values, path[0]: replaced(within(values, path[:1]), path[1:], own)}
