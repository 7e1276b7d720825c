# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the real helm says against values, beside what the collection says: generated values, and recorded answers.

``python tests/support/helm_chart/verdicts.py HELM FOLDER`` records the answers of ``HELM`` for the charts of a folder
(one folder a version) in ``verdicts.yaml``.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

RECORDED = Path(__file__).resolve().parent / "verdicts.yaml"
HEADER = """\
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What helm 3.19 refuses with OpenMetadata's own charts. Written by verdicts.py; do not edit.
---
"""
#: Some of every type, some that only look like another one.
POOL = (None, True, "true", "", "x", "5", 5, 0, 3.0, 2.5, [], ["a"], [5], [None], {}, {"a": 1}, {"secretRef": "a"})
UNKNOWN = ("zzz", "id", "type", "adminPrincipals", "providerName", "enabled", "extraEnvs", "config", "host", "uri")
SECTIONS = ("openmetadata.config.authentication", "openmetadata.config.authorizer", "openmetadata.config.jwt")
_AT = re.compile(r"^ *- at '([^']*)': (.*)$")


def variations(root: Any, seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Values with one to three changes each; ``root`` is the tree of ``chart_schema.of``."""
    chosen = random.Random(seed)
    paths = list(_paths(root, ()))
    signing_in = [path for path in paths if ".".join(path).startswith(SECTIONS)]
    for _number in range(count):
        values: dict[str, Any] = {}
        for _change in range(chosen.randint(1, 3)):
            path = chosen.choice(chosen.choice((paths, signing_in)))
            if chosen.random() < 0.3:
                path = (*path[:-1], chosen.choice(UNKNOWN))
            _set(values, path, chosen.choice(POOL))
        yield values


#: Values of each type that the schema takes.
GOOD = {"string": ("x", "a b", "5", "true", ""), "boolean": (True, False), "integer": (5, 1000), "array": ([], ["a b"])}
#: Values with a form of their own, or of which the templates take some only.
FORMED = {
    "customParams": ('{"a": "b"}',),
    "authRolesMapping": ("", '{"cn=a": ["Admin"]}'),
    "truststoreConfigType": ("TrustAll", "JVMDefault", "CustomTrustStore"),
}


def right_values(root: Any, seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Values of the sign-in that the schema and the templates take."""
    chosen = random.Random(seed)
    leaves = [path for path in _paths(root, ()) if _is_leaf(root, path) and path[-2] != "authentication"]
    for _number in range(count):
        switches = {"enabled": chosen.choice((True, True, False))}
        authentication = {
            "provider": chosen.choice(("basic", "ldap", "saml", "okta", "custom-oidc")),
            "clientType": chosen.choice(("public", "confidential")),
            "authority": chosen.choice(("", "https://id.acme.io")),
            "oidcConfiguration": switches,
        }
        values: dict[str, Any] = {"openmetadata": {"config": {"authentication": authentication}}}
        for path in chosen.sample(leaves, 6):
            node = _at(root, path)
            choices = FORMED.get(path[-1]) or node.choices or GOOD[max(node.types)]
            _set(values, path, chosen.choice(choices))
        yield values


def _is_leaf(root: Any, path: tuple[str, ...]) -> bool:
    below = ".".join(path).startswith(SECTIONS) and path[-1] not in ("secretRef", "secretKey")
    return below and "object" not in _at(root, path).types


def _at(node: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        node = node.keys[name]
    return node


def _paths(node: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, below in node.keys.items():
        if name != "[]":
            yield (*path, name)
            yield from _paths(below, (*path, name))


def _set(values: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        if not isinstance(values.get(name), dict):
            values[name] = {}
        values = values[name]
    values[path[-1]] = value


def refused(helm: Path, chart: Path, values: dict[str, Any]) -> list[str]:
    """``path: why`` of everything that the schema refuses, sorted; what a template fails with is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "values.yaml"
        path.write_text(json.dumps(values), encoding="utf-8")
        command = [str(helm), "template", "om", str(chart), "--values", str(path)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    if "values don't meet the specifications of the schema" not in answer:
        return []
    found: list[str] = []
    for line in answer.splitlines():
        said = _AT.match(line)
        if said and said.group(2) != "validation failed":
            found += _said(said.group(1).strip("/").replace("/", "."), said.group(2))
    return sorted(found)


def _said(path: str, text: str) -> list[str]:
    if text.startswith("additional properties"):
        return [f"{path}.{name}: unknown" for name in re.findall(r"'([^']*)'", text)]
    for why, start in (
        ("type", "got "),
        ("choice", "value must be "),
        ("missing", "missing prop"),
        ("too_few", "minI"),
    ):
        if text.startswith(start):
            return [f"{path}: {why}"]
    raise ValueError(f"helm says something new: {text}")


def stand_in(folder: Path, root: Any, version: str) -> Path:
    """A chart without templates whose schema and defaults are those of a tree."""
    folder.mkdir(parents=True)
    chart = {"apiVersion": "v2", "name": "openmetadata", "version": version}
    (folder / "Chart.yaml").write_text(json.dumps(chart), encoding="utf-8")
    (folder / "values.yaml").write_text(json.dumps(_default(root)), encoding="utf-8")
    (folder / "values.schema.json").write_text(json.dumps(_schema(root)), encoding="utf-8")
    return folder


def _schema(node: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"type": sorted(node.types)}
    below = {name: _schema(child) for name, child in node.keys.items() if name != "[]"}
    if "object" in node.types:
        found.update(properties=below, additionalProperties=not node.closed)
    if "[]" in node.keys:
        found["items"] = _schema(node.keys["[]"])
    if node.choices:
        found["enum"] = list(node.choices)
    if node.required:
        found["required"] = list(node.required)
    if node.least:
        found["minItems"] = node.least
    return found


def _default(node: Any) -> Any:
    if "object" in node.types:
        return {name: _default(child) for name, child in node.keys.items() if name != "[]" and not child.unset}
    if "array" in node.types:
        return [_default(node.keys["[]"]) for _number in range(node.least)]
    if "string" in node.types:
        return node.choices[0] if node.choices else ""
    return "boolean" in node.types or 0


def record(helm: Path, charts: Path) -> None:
    """Write ``verdicts.yaml``."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import chart_schema

    rows = []
    for seed, version in enumerate(("1.8.0", "1.9.5", "1.10.14", "1.11.12", "1.12.12", "1.13.1")):
        for values in variations(chart_schema.of((version,)), seed, 25):
            answer = refused(helm, charts / version, values)
            rows.append({"chart": version, "values": dict(_leaves(values, "")), "refused": answer})
    text = yaml.dump(rows, Dumper=_Dumper, sort_keys=False, width=150)
    RECORDED.write_text(HEADER + text, encoding="utf-8")


class _Dumper(yaml.SafeDumper):
    """Lists indented as ansible-lint wants them."""

    def increase_indent(self, flow: bool = False, *_indentless: Any, **_options: Any) -> None:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _leaves(values: Any, path: str) -> Iterator[tuple[str, Any]]:
    """(dotted path, value) of all that is not a dictionary with keys."""
    for name, below in values.items():
        here = f"{path}.{name}" if path else name
        if isinstance(below, dict) and below:
            yield from _leaves(below, here)
        else:
            yield here, below


def recorded() -> list[dict[str, Any]]:
    """The recorded answers: chart, values, refused."""
    found: list[dict[str, Any]] = yaml.safe_load(RECORDED.read_text(encoding="utf-8"))
    for row in found:
        values: dict[str, Any] = {}
        for path, value in row["values"].items():
            _set(values, tuple(path.split(".")), value)
        row["values"] = values
    return found


if __name__ == "__main__":
    record(Path(sys.argv[1]), Path(sys.argv[2]))
