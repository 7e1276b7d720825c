# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The traps of OpenMetadata's Helm chart, found in the text of values files before Helm sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import yaml

from ...module_utils._formats import dotted_path
from .._model.catalogue import CATALOGUE
from .._model.findings import Finding
from . import chart
from .values import CHECKSUM

OPTION = "om_sso_helm_values_files"
GOOGLE = "accounts.google.com"
#: Its own keys by the name of its service, the chart's default.
DEFAULT_KEYS = "http://openmetadata:8585/api/v1/system/config/jwks"
#: Providers that answer OpenID Connect and are not Google.
OTHER_PROVIDERS = ("azure", "auth0", "custom-oidc", "okta", "aws-cognito")
#: Annotations by which the Reloader of Stakater restarts pods when a Secret changes.
RELOADER = re.compile(r"(secret\.)?reloader\.stakater\.com/(auto|reload)|reloader\.stakater\.com/search")

_REFERENCES = {variable.helm: variable for variable in CATALOGUE.values() if variable.helm_secret}


class Case(NamedTuple):
    """What the checks look at.

    ``own`` are the operator's values files (path, content), ``merged`` the same with our part on top, as Helm merges them.
    ``planned`` are the variables of the plan, ``references`` the Secrets that the operator makes.
    """

    own: list[tuple[str, dict[str, Any]]]
    merged: dict[str, Any]
    planned: frozenset[str]
    references: tuple[str, ...]


#: What is wrong and why, what to do.
Problem = tuple[str, str]


class Check(NamedTuple):
    id: str
    severity: str
    title: str
    check: Callable[[Case], Iterable[Problem]]


CHECKS: list[Check] = []

_Function = Callable[[Case], Iterable[Problem]]


def _check(id: str, severity: str, title: str) -> Callable[[_Function], _Function]:
    def register(function: _Function) -> _Function:
        CHECKS.append(Check(id, severity, title, function))
        return function

    return register


def of(
    texts: list[tuple[str, str]],
    ours: dict[str, Any] | None = None,
    planned: Iterable[str] = (),
    references: Iterable[str] = (),
) -> list[Finding]:
    """Check values files, given as (path, text) in the order in which Helm gets them; ``ours`` is named last.

    Without ``ours`` the files are judged as they are, for example the answer of ``helm get values``.
    """
    own, findings = [], []
    for path, text in texts:
        try:
            own.append((path, parsed(text)))
        except ValueError as reason:
            findings.append(
                Finding("HELM-02", "error", OPTION, f"{path}: {reason}.", "Give plain YAML, as Helm reads it.")
            )
    merged = merge(*(content for _path, content in own), ours or {})
    case = Case(own, merged, frozenset(planned), tuple(references))
    return findings + [
        Finding(check.id, check.severity, OPTION, *problem) for check in CHECKS for problem in check.check(case)
    ]


def parsed(text: str) -> dict[str, Any]:
    """A values file as a dictionary; ``ValueError`` says why it is none, and never holds its content."""
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ValueError("it is no YAML" + (f" (line {mark.line + 1})" if mark else "")) from None
    if content is not None and not isinstance(content, dict):
        raise ValueError("it is no YAML of names and values")
    return content or {}


def merge(*trees: dict[str, Any]) -> dict[str, Any]:
    """As Helm does: dictionaries are merged, anything else is replaced, null removes."""
    result: dict[str, Any] = {}
    for tree in trees:
        for key, value in tree.items():
            known = result.get(key)
            if isinstance(value, dict):
                result[key] = merge(known if isinstance(known, dict) else {}, value)
            elif value is None:
                result.pop(key, None)
            else:
                result[key] = value
    return result


def extra_envs(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The entries of ``extraEnvs`` in a values file; what has no name is left for the chart to refuse."""
    return [entry for entry in own_extra_envs(content) if isinstance(entry, dict) and "name" in entry]


def own_extra_envs(content: dict[str, Any]) -> list[Any]:
    """``extraEnvs`` as it is, to be carried over."""
    listed = content.get("extraEnvs")
    return listed if isinstance(listed, list) else []


def _nodes(tree: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """(path, key, value) of every key below a tree."""
    for key, value in tree.items() if isinstance(tree, dict) else ():
        here = f"{path}.{key}" if path else str(key)
        yield here, str(key), value
        yield from _nodes(value, here)


def _confidential(case: Case) -> bool:
    return bool(dotted_path.read(case.merged, chart.AUTHENTICATION + ".clientType") == "confidential")


@_check("FLOW-04", "error", "oidcConfiguration of the chart is in its place and enabled")
def oidc_enabled(case: Case) -> Iterator[Problem]:
    for path, content in case.own:
        for here, key, _value in _nodes(content):
            if key == "oidcConfiguration" and here != chart.OIDC:
                yield f"{path}: {here} is at a place that the chart does not read.", f"Move it to {chart.OIDC}."
    if _confidential(case) and dotted_path.read(case.merged, chart.OIDC + ".enabled") is not True:
        yield (
            f"{chart.OIDC}.enabled is not true: the chart then leaves out all of the confidential client, its secret too.",
            "Give Helm our values file after yours, or set it to true.",
        )


@_check("ENV-19", "error", "A secret is referred to, never written into values")
def secret_in_values(case: Case) -> Iterator[Problem]:
    fix = "Remove it there, renew it where the file was shared, and give it to its variable of this collection from a lookup."
    for path, content in case.own:
        for here, key, value in _nodes(content):
            if isinstance(value, (str, int)) and value and (here in _REFERENCES or key == "clientSecret"):
                yield f"{path}: {here} is a text; the chart wants secretRef and secretKey there.", fix
        for entry in extra_envs(content):
            variable = CATALOGUE.get(str(entry["name"]))
            if variable is not None and variable.secret and entry.get("value"):
                yield f"{path}: extraEnvs holds {entry['name']} in clear text.", fix
    yield from _empty_references(case)


def _empty_references(case: Case) -> Iterator[Problem]:
    if not _confidential(case):
        return
    for name in ("clientId", "clientSecret"):
        reference = dotted_path.read(case.merged, f"{chart.OIDC}.{name}")
        if isinstance(reference, dict) and not (reference.get("secretRef") and reference.get("secretKey")):
            yield (
                f"{chart.OIDC}.{name} names no Secret: the server gets an empty value.",
                "Fill in secretRef and secretKey.",
            )


@_check("ENV-18", "error", "No default of the chart for Google with another provider")
def google_default(case: Case) -> Iterator[Problem]:
    if dotted_path.read(case.merged, chart.AUTHENTICATION + ".provider") not in OTHER_PROVIDERS:
        return
    named = {str(entry["name"]) for entry in extra_envs(case.merged)}
    authority = dotted_path.read(case.merged, chart.AUTHENTICATION + ".authority")
    if "AUTHENTICATION_AUTHORITY" not in named and (not authority or GOOGLE in str(authority)):
        yield (
            f"{chart.AUTHENTICATION}.authority is {GOOGLE}, the chart's default, though the provider is another.",
            "Give Helm our values file after yours.",
        )
    keys = dotted_path.read(case.merged, chart.AUTHENTICATION + ".publicKeys")
    if "AUTHENTICATION_PUBLIC_KEYS" not in named and (not keys or keys == [DEFAULT_KEYS]):
        yield (
            f"{chart.AUTHENTICATION}.publicKeys holds no key of the provider: no user can sign in.",
            "Give Helm our values file after yours.",
        )


@_check("ENV-17", "warning", "Pods restart when a Secret changes")
def restart(case: Case) -> Iterator[Problem]:
    annotations = {
        **(dotted_path.read(case.merged, "podAnnotations") or {}),
        **(dotted_path.read(case.merged, "deploymentAnnotations") or {}),
    }
    if not case.references or CHECKSUM in annotations or any(RELOADER.fullmatch(str(name)) for name in annotations):
        return
    names = " and ".join(case.references)
    yield (
        f"A change of the Secret {names} does not restart the pods, which read it at their start only.",
        'Restart the rollout after each change, or let a controller do it (deploymentAnnotations: reloader.stakater.com/auto: "true").',
    )


@_check("ENV-10", "error", "customParams of the chart is a text")
def custom_params(case: Case) -> Iterator[Problem]:
    for path, content in case.own:
        if isinstance(dotted_path.read(content, chart.OIDC + ".customParams"), (dict, list)):
            yield (
                f"{path}: {chart.OIDC}.customParams is no text, which the chart wants since 1.4.",
                "Write it as JSON between single quotes.",
            )


@_check("HELM-01", "error", "extraEnvs does not set a variable of the plan as well")
def variable_twice(case: Case) -> Iterator[Problem]:
    for path, content in case.own:
        for entry in extra_envs(content):
            if entry["name"] in case.planned:
                yield (
                    f"{path}: extraEnvs sets {entry['name']}, which the plan sets too.",
                    "Remove it there; om_sso_extra_environment takes any variable.",
                )
