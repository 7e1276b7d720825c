# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts of charts' schemas: which keys there are, of which type, in which versions. Names and types, nothing else.

``python tests/support/helm_chart/schema_facts.py FOLDER`` writes ``plugins/plugin_utils/_helm/chart_keys.py`` from a
folder of charts, one folder a version. The charts are another project's and not part of this repository.
"""

import json
import sys
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parents[3] / "plugins" / "plugin_utils" / "_helm" / "chart_keys.py"
HEAD = '''\
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys that each version of OpenMetadata's chart takes: facts of the charts' schemas.

Written by tests/support/helm_chart/schema_facts.py from the charts; do not edit. ``chart_schema.py`` reads it.
"""

from __future__ import annotations

#: Every public version of the chart, in order, a release a line.
VERSIONS = """\\
{versions}
"""

#: One key a line, indented by one blank below the key that holds it: its name, its types, and what else limits it.
#: ``open`` is a mapping that takes other keys too, ``closed`` one that does not. ``=`` lists all choices, ``!`` the
#: required keys, ``>`` the least number of items. ``unset`` has no default in the chart, and ``@`` gives the versions
#: that have the key, where not all do.
KEYS = """\\
{keys}
"""

#: What the charts set without values, as JSON, for the values that carry a variable of OpenMetadata's sign-in.
DEFAULTS = """\\
{defaults}
"""
'''
#: What a schema may say beside the keys that are read here. It does not limit a value.
SILENT = {"$schema", "default", "description", "title", "format", "errorMessage", "messages"}
READ = {"type", "properties", "items", "additionalProperties", "enum", "required", "minItems"}
MISSING = object()
#: The sections of the values whose defaults are known.
SECTIONS = tuple(f"openmetadata.config.{name}." for name in ("authentication", "authorizer", "jwtTokenConfiguration"))


def version_of(chart: Path) -> str:
    """The version in Chart.yaml."""
    return str(yaml.safe_load((chart / "Chart.yaml").read_text(encoding="utf-8"))["version"])


def number(version: str) -> tuple[int, ...]:
    """A version to sort by."""
    return tuple(int(part) for part in version.split("."))


def defaults_of(chart: Path) -> dict[str, str]:
    """{path: default as JSON} of the values that carry a variable."""
    values = yaml.safe_load((chart / "values.yaml").read_text(encoding="utf-8"))
    found = {}
    for path in sorted(carrying()):
        below: Any = values
        for name in path.split("."):
            below = below.get(name) if isinstance(below, dict) else None
        if below is not None and not isinstance(below, dict):
            found[path] = json.dumps(below)
    return found


def carrying() -> set[str]:
    """The paths of values that carry a variable, and the switches of their sections."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import chart, values
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE

    paths = {variable.helm for variable in CATALOGUE.values() if variable.helm}
    paths |= {path for places in chart.OTHER_PLACES.values() for path in places}
    return {path for path in (*paths, *values.SWITCHES.values(), chart.OIDC + ".enabled") if path.startswith(SECTIONS)}


def facts_of(chart: Path) -> dict[tuple[str, ...], str]:
    """{path: types and limits} of one chart; the items of a list are below ``[]``."""
    schema = json.loads((chart / "values.schema.json").read_text(encoding="utf-8"))
    found: dict[tuple[str, ...], str] = {}
    _collect(schema, (), yaml.safe_load((chart / "values.yaml").read_text(encoding="utf-8")), found)
    del found[()]
    return found


def _collect(schema: dict[str, Any], path: tuple[str, ...], default: Any, found: dict[tuple[str, ...], str]) -> None:
    unknown = set(schema) - SILENT - READ
    if unknown:
        raise ValueError(f"{'.'.join(path)}: the schema says {sorted(unknown)}, which is not read here")
    found[path] = _limits(schema, default is not MISSING or "[]" in path)
    for name, below in schema.get("properties", {}).items():
        _collect(below, (*path, name), default.get(name, MISSING) if isinstance(default, dict) else MISSING, found)
    if "items" in schema:
        _collect(schema["items"], (*path, "[]"), None, found)


def _limits(schema: dict[str, Any], has_default: bool) -> str:
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if types == ["object"]:
        types = ["closed" if schema.get("additionalProperties") is False else "open"]
    words = ["|".join(types)]
    if "enum" in schema:
        words.append("=" + ",".join(schema["enum"]))
    if "required" in schema:
        words.append("!" + ",".join(schema["required"]))
    if "minItems" in schema:
        words.append(f">{schema['minItems']}")
    return " ".join(words if has_default else [*words, "unset"])


def spans(having: set[str], versions: list[str]) -> str:
    """``@1.9.14-`` or ``@1.8.2,1.8.4-1.12.3``; empty for all versions."""
    runs: list[list[int]] = []
    for index, version in enumerate(versions):
        if version in having:
            if runs and runs[-1][1] == index - 1:
                runs[-1][1] = index
            else:
                runs.append([index, index])
    last = len(versions) - 1
    texts = [
        versions[first] if first == end else f"{versions[first] if first else ''}-{versions[end] if end < last else ''}"
        for first, end in runs
    ]
    return "" if texts == ["-"] else " @" + ",".join(texts)


def text(charts: list[Path]) -> str:
    """The data file of these charts."""
    by_version = {version_of(chart): facts_of(chart) for chart in charts}
    versions = sorted(by_version, key=number)
    having: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for version in versions:
        for path, limits in by_version[version].items():
            having.setdefault(path, {}).setdefault(limits, set()).add(version)
    lines = []
    for path in sorted(having):
        for limits, found in having[path].items():
            lines.append(f"{' ' * (len(path) - 1)}{path[-1]} {limits}{spans(found, versions)}")
    by_line: dict[tuple[int, ...], list[str]] = {}
    for version in versions:
        by_line.setdefault(number(version)[:2], []).append(version)
    listed = "\n".join(" ".join(line) for line in by_line.values())
    defaults = {path: said for chart in sorted(charts, key=version_of) for path, said in defaults_of(chart).items()}
    said = "\n".join(f"{path} {default}" for path, default in defaults.items())
    return HEAD.format(versions=listed, keys="\n".join(lines), defaults=said)


if __name__ == "__main__":
    DATA.write_text(text(sorted(path.parent for path in Path(sys.argv[1]).glob("*/Chart.yaml"))), encoding="utf-8")
