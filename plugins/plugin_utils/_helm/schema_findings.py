# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the schema of the chart says against values files, at the lines that set the values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .._model.findings import Finding
from .._model.yaml_nodes import Marked
from .._register import finding_of
from . import chart, chart_schema, own_schema
from .nearest import meant
from .schema_check import IN_WORDS, Refusal, refusals, type_of

SECRET_KEYS = ("secretRef", "secretKey")
#: Sections whose names no other chart is likely to have; at the top of the values the chart reads none of them.
OF_SIGN_IN = ("authentication", "authorizer")
#: What other charts call the list of variables.
ENVIRONMENT = ("env", "envs", "envVars", "environment", "extraEnvironment")


def of(values: Marked, version: str | None) -> list[Finding]:
    """Check merged values for a version of the chart; ``None`` where it is not known."""
    versions = chart_schema.known(version)
    root = chart_schema.of(versions)
    newer = chart_schema.is_newer(version)
    words = f"{versions[0]} to {versions[-1]}" if versions == chart_schema.VERSIONS else str(version)
    found = [_newer(version, "as_newest")] if newer else []
    for refusal in refusals(values, root):
        if _has_own_rule(refusal):
            continue
        one = _refused(refusal, root, words)
        if not newer:
            found.append(one)
        elif not one.fix.startswith("Remove"):  # a newer chart may have new keys, and still has the names that it had
            found.append(one._replace(severity="warning"))
    return [*found, *_not_read(values, root), *_extra_envs(values)]


def of_release(values: Marked, version: str | None, schema: Any) -> list[Finding]:
    """Check all values of a release, defaults included, by the schema of its own chart; ``None`` where it has none.

    Helm refuses an upgrade with the same values.
    """
    found = [_newer(version, "own_schema" if schema else "as_newest")] if chart_schema.is_newer(version) else []
    root = own_schema.of(schema)
    return [*found, *(_refused(each, root, str(version)) for each in refusals(values, root) if not _has_own_rule(each))]


def _newer(version: str | None, cause: str) -> Finding:
    return finding_of("HELM-06", "om_sso_openmetadata_version", cause, chart=version, newest=chart_schema.NEWEST)


def _has_own_rule(refusal: Refusal) -> bool:
    """Whether another rule speaks of it: FLOW-04, ENV-10, ENV-19."""
    if refusal.why == "unknown":
        return refusal.path[-1] == "oidcConfiguration"
    if refusal.why != "type":
        return False
    is_secret = set(SECRET_KEYS) <= set(refusal.node.keys) and isinstance(refusal.given.value, (str, int))
    return is_secret or ".".join(refusal.path) == chart.OIDC + ".customParams"


def _refused(refusal: Refusal, root: chart_schema.Node, words: str) -> Finding:
    here = ".".join(refusal.path)
    known: dict[str, Any] = {"here": here, "chart": words}
    cause = refusal.why
    if cause == "unknown":
        guess = meant(refusal.path, root)
        near = guess.near if "." in guess.near else f"{guess.near} at the top"
        cause, known = guess.cause, {**known, **guess._asdict(), "near": near, "name": guess.name}
    elif cause == "type":
        kinds = " or ".join(IN_WORDS[kind] for kind in sorted(refusal.node.types))
        known.update(kind=IN_WORDS[type_of(refusal.given.value)], kinds=kinds, how=_how(refusal))
    elif cause == "choice":
        known["choices"] = ", ".join(refusal.node.choices)
    elif cause == "missing":
        known["name"] = refusal.name
    elif cause == "too_few":
        known["least"] = refusal.node.least
    return _at(refusal.given, finding_of("HELM-04", "", cause, **known))


def _how(refusal: Refusal) -> str:
    """What to do about another type."""
    value, types = refusal.given.value, refusal.node.types
    if isinstance(value, str) and (
        ("boolean" in types and value in ("true", "false")) or (types & {"integer", "number"} and value.isdigit())
    ):
        return "without quotes"
    if "string" in types and isinstance(value, (bool, int, float)):
        return "between quotes"
    if "array" in types and isinstance(value, str):
        return "with - before each item"
    if value is None:
        return "or remove it"
    return "as in values.yaml of the chart"


def _not_read(values: Marked, root: chart_schema.Node) -> Iterator[Finding]:
    """Keys at the top, where the schema takes everything and the chart ignores what it does not know."""
    for name, given in values.value.items():
        if name in root.keys:
            continue
        if name == "global" and isinstance(given.value, dict):
            for below in OF_SIGN_IN:
                if below in given.value:
                    yield _ignored(given.value[below], f"global.{below}", f"{chart.CONFIG}.{below}")
        guess = meant((name,), root)
        if name == "config":
            yield _ignored(given, name, chart.CONFIG)
        elif name in OF_SIGN_IN or name in _sections(root):
            yield _ignored(given, name, f"{chart.CONFIG}.{name}")
        elif name in ENVIRONMENT:
            yield _ignored(given, name, "extraEnvs")
        elif guess.cause == "other_name" and "." not in guess.near:
            yield _ignored(given, name, guess.near)


def _sections(root: chart_schema.Node) -> list[str]:
    """Keys of the chart's configuration with a name of several words; a chart may be called by a single one."""
    return [name for name in root.keys["openmetadata"].keys["config"].keys if not name.islower()]


def _ignored(given: Marked, here: str, near: str) -> Finding:
    return _at(given, finding_of("HELM-05", "", here=here, near=near))


def _extra_envs(values: Marked) -> Iterator[Finding]:
    """Values that Kubernetes refuses; the schema says nothing about the items."""
    listed = values.value.get("extraEnvs")
    for item in listed.value if listed is not None and isinstance(listed.value, list) else ():
        value = item.value.get("value") if isinstance(item.value, dict) else None
        name = item.value.get("name") if isinstance(item.value, dict) else None
        if value is not None and value.value is not None and not isinstance(value.value, str):
            entry = name.value if name is not None else "an entry"
            yield _at(value, finding_of("HELM-04", "", "not_a_text", entry=entry, kind=IN_WORDS[type_of(value.value)]))


def _at(given: Marked, found: Finding) -> Finding:
    """At a line of a file; the values of a release have none."""
    if not given.line:
        return found._replace(option=given.path, message=f"{given.path}: {found.message}")
    return found._replace(
        option=f"{given.path}:{given.line}", message=f"{given.path} line {given.line}: {found.message}"
    )
