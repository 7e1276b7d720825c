# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of a parent (umbrella) chart, which has those of OpenMetadata's chart below the name or alias of the chart."""

from __future__ import annotations

from .._model.yaml_nodes import Marked
from . import chart_schema

#: The chart's name, and the key of its values that holds the configuration.
CHART = "openmetadata"


def name_in(values: Marked) -> str | None:
    """The name below which a parent chart has the values of OpenMetadata's; ``None`` where they are the chart's own."""
    root = chart_schema.of(chart_schema.VERSIONS)
    own = values.value.get(CHART)
    if _has(own, "config"):
        return None
    if own is not None and isinstance(own.value, dict) and _is_subchart(own.value, values.value, root):
        return CHART
    found = [
        name
        for name, below in values.value.items()
        if isinstance(below.value, dict)
        and (name == CHART or name not in root.keys)
        and _has(below.value.get(CHART), "config")
    ]
    return found[0] if found else None


def below(values: Marked, name: str | None) -> Marked:
    """The values of OpenMetadata's chart in those of a parent chart."""
    if name is None:
        return values
    found = values.value.get(name)
    return found if found is not None and isinstance(found.value, dict) else values._replace(value={})


def _is_subchart(own: dict[str, Marked], root_values: dict[str, Marked], root: chart_schema.Node) -> bool:
    """Whether keys of the chart's top are below its name, beside a switch of a parent or values of other charts."""
    others = [name for name in root_values if name not in root.keys]
    return bool(own) and set(own) <= {*root.keys, "enabled"} and ("enabled" in own or bool(others))


def _has(given: Marked | None, key: str) -> bool:
    return given is not None and isinstance(given.value, dict) and key in given.value
