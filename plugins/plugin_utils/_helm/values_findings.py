# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of values files for OpenMetadata's Helm chart, before Helm reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ...module_utils._formats import dotted_path
from .._model.catalogue import CATALOGUE
from .._model.findings import Finding
from .._model.yaml_nodes import Marked
from .._register import Entry, Problem, at, entry_of
from . import chart, values_yaml
from .values import CHECKSUM, LISTS
from .values_files import OPTION, ValuesFiles

GOOGLE = "accounts.google.com"
#: Its own keys by the name of its service, the chart's default.
DEFAULT_KEYS = "http://openmetadata:8585/api/v1/system/config/jwks"
#: Providers that answer OpenID Connect and are not Google.
OTHER_PROVIDERS = ("azure", "auth0", "custom-oidc", "okta", "aws-cognito")
#: Annotations by which the Reloader of Stakater restarts pods when a Secret changes.
RELOADER = re.compile(r"(secret\.)?reloader\.stakater\.com/(auto|reload)|reloader\.stakater\.com/search")

FERNET_KEY = chart.CONFIG + ".fernetkey.value"
#: The last keys of secrets in openmetadata.yaml.
_SECRET_NAMES = {path.rpartition(".")[2] for each in CATALOGUE.values() if each.secret for path in each.paths}
_REFERENCES = {variable.helm: variable for variable in CATALOGUE.values() if variable.helm_secret}


class Case(NamedTuple):
    """What the checks read.

    ``own`` are the operator's values files, ``merged`` the same with our part on top, as Helm merges them. ``planned``
    are the variables of the plan, ``references`` the Secrets that the operator makes.
    """

    own: list[Marked]
    merged: dict[str, Any]
    planned: frozenset[str]
    references: tuple[str, ...]


CheckFunction = Callable[[Case], Iterable[Problem]]


class Check(NamedTuple):
    """A check of values files."""

    entry: Entry
    check: CheckFunction

    @property
    def id(self) -> str:
        """The id in the register."""
        return self.entry.id


CHECKS: list[Check] = []


def helm_rule(rule_id: str) -> Callable[[CheckFunction], CheckFunction]:
    """Add the check of an id of the register on Helm values. ``LookupError`` for an unknown id."""
    entry = entry_of(rule_id, "helm values")

    def register(check: CheckFunction) -> CheckFunction:
        CHECKS.append(Check(entry, check))
        return check

    return register


def of(
    files: ValuesFiles,
    ours: dict[str, Any] | None = None,
    planned: Iterable[str] = (),
    references: Iterable[str] = (),
) -> list[Finding]:
    """Check values files, in the order in which Helm gets them; ``ours`` is named last.

    Without ``ours`` the files are judged as they are.
    """
    return files.findings + _checked(files.own, ours or {}, planned, references)


def of_release(
    values: dict[str, Any], name: str, ours: dict[str, Any], planned: Iterable[str], references: Iterable[str]
) -> list[Finding]:
    """Check the values of a release, which ``helm get values`` shows; ``name`` says which in texts."""
    return _checked([values_yaml.marked(values, name)], ours, planned, references)


def _checked(
    own: list[Marked], ours: dict[str, Any], planned: Iterable[str], references: Iterable[str]
) -> list[Finding]:
    merged = merge(*map(values_yaml.plain, own), ours)
    case = Case(own, merged, frozenset(planned), tuple(references))
    return [
        check.entry.finding(problem.place, problem.cause, **problem.values)
        for check in CHECKS
        for problem in check.check(case)
    ]


def parsed(text: str) -> dict[str, Any]:
    """A values file as a dictionary; ``ValueError`` says why it is not one, and never holds its content."""
    return dict(values_yaml.plain(values_yaml.read(text, "")))


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
    """The entries of ``extraEnvs`` in a values file; the chart refuses what has no name."""
    return [entry for entry in own_lists(content).get("extraEnvs", ()) if isinstance(entry, dict) and "name" in entry]


def own_lists(content: dict[str, Any]) -> dict[str, list[Any]]:
    """The lists of values that also hold entries of ours, as they are, to be carried over."""
    return {name: content[name] for name in LISTS if isinstance(content.get(name), list)}


def _entries(own: list[Marked]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(where, entry) of the entries of ``extraEnvs``."""
    for values in own:
        listed = values.value.get("extraEnvs")
        for item in listed.value if listed is not None and isinstance(listed.value, list) else ():
            entry = values_yaml.plain(item)
            if isinstance(entry, dict) and "name" in entry:
                yield _where(item), entry


def _nodes(tree: Marked, path: str = "") -> Iterator[tuple[str, str, Marked]]:
    """(path, key, value) of every key below a tree."""
    for key, value in tree.value.items() if isinstance(tree.value, dict) else ():
        here = f"{path}.{key}" if path else key
        yield here, key, value
        yield from _nodes(value, here)


def _where(given: Marked) -> str:
    """The file with its line; the values of a release have none."""
    return f"{given.path} line {given.line}" if given.line else given.path


def _confidential(case: Case) -> bool:
    return bool(dotted_path.read(case.merged, chart.AUTHENTICATION + ".clientType") == "confidential")


@helm_rule("FLOW-04")
def oidc_enabled(case: Case) -> Iterator[Problem]:
    """The oidcConfiguration of the chart is in its place and enabled."""
    for values in case.own:
        for here, key, given in _nodes(values):
            if key == "oidcConfiguration" and here != chart.OIDC:
                yield at(OPTION, "other_place", path=_where(given), here=here)
    if _confidential(case) and dotted_path.read(case.merged, chart.OIDC + ".enabled") is not True:
        yield at(OPTION, "not_enabled")


@helm_rule("ENV-19")
def secret_in_values(case: Case) -> Iterator[Problem]:
    """A secret is in its own option and never in clear text."""
    for values in case.own:
        for here, key, given in _nodes(values):
            if isinstance(given.value, bool) or not isinstance(given.value, (str, int)) or not given.value:
                continue
            if here in _REFERENCES or key == "clientSecret" or _is_secret_of_sign_in(here, key):
                yield at(OPTION, "text_in_values", path=_where(given), here=here)
            elif here == FERNET_KEY and given.value != CATALOGUE["FERNET_KEY"].default:
                yield at(OPTION, "fernet_key", path=_where(given), here=here)
    for where, entry in _entries(case.own):
        name, text = str(entry["name"]), entry.get("value")
        variable = CATALOGUE.get(name)
        if variable is not None and variable.secret and text:
            yield at(OPTION, "clear_text", path=where, entry=name)
    yield from _empty_references(case)


def _is_secret_of_sign_in(here: str, key: str) -> bool:
    """Whether a key below ``authentication`` is what openmetadata.yaml calls a secret."""
    return key in _SECRET_NAMES and here.startswith(chart.AUTHENTICATION + ".")


def _empty_references(case: Case) -> Iterator[Problem]:
    if not _confidential(case):
        return
    for name in ("clientId", "clientSecret"):
        reference = dotted_path.read(case.merged, f"{chart.OIDC}.{name}")
        if isinstance(reference, dict) and not (reference.get("secretRef") and reference.get("secretKey")):
            yield at(OPTION, "no_secret_named", name=name)


@helm_rule("ENV-18")
def google_default(case: Case) -> Iterator[Problem]:
    """URLs of Google are used with Google only. What ``envFrom`` sets wins, and is not known."""
    if case.merged.get("envFrom"):
        return
    if dotted_path.read(case.merged, chart.AUTHENTICATION + ".provider") not in OTHER_PROVIDERS:
        return
    named = {str(entry["name"]) for entry in extra_envs(case.merged)}
    authority = dotted_path.read(case.merged, chart.AUTHENTICATION + ".authority")
    if "AUTHENTICATION_AUTHORITY" not in named and (not authority or GOOGLE in str(authority)):
        yield at(OPTION, "default_authority")
    keys = dotted_path.read(case.merged, chart.AUTHENTICATION + ".publicKeys")
    if "AUTHENTICATION_PUBLIC_KEYS" not in named and (not keys or keys == [DEFAULT_KEYS]):
        yield at(OPTION, "no_key_of_provider")


@helm_rule("ENV-17")
def restart(case: Case) -> Iterator[Problem]:
    """Pods restart when a Secret changes."""
    annotations = {
        **(dotted_path.read(case.merged, "podAnnotations") or {}),
        **(dotted_path.read(case.merged, "deploymentAnnotations") or {}),
    }
    if not case.references or CHECKSUM in annotations or any(RELOADER.fullmatch(str(name)) for name in annotations):
        return
    names = " and ".join(case.references)
    yield at(OPTION, names=names)


@helm_rule("ENV-10")
def custom_params(case: Case) -> Iterator[Problem]:
    """The customParams of the chart is a string."""
    for values in case.own:
        for here, _key, given in _nodes(values):
            if here == chart.OIDC + ".customParams" and isinstance(given.value, (dict, list)):
                yield at(OPTION, path=_where(given))


@helm_rule("HELM-01")
def variable_twice(case: Case) -> Iterator[Problem]:
    """The list extraEnvs does not set a variable of the plan."""
    for where, entry in _entries(case.own):
        if entry["name"] in case.planned:
            yield at(OPTION, path=where, entry=entry["name"])
