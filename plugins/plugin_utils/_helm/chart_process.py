# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's process as values alone make it: the environment that the chart gives its container."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from .._model.catalogue import CATALOGUE, Variable, read_by
from .._model.encoding import Unencodable, process_text
from .._model.file_values import Place, Value
from .._model.releases import is_release
from .._model.yaml_nodes import Marked
from .._plan.server_process import Process
from . import chart, chart_keys, values_yaml
from .values import SWITCHES

#: The sections of openmetadata.yaml whose values are known from values alone.
SECTIONS = ("authenticationConfiguration", "authorizerConfiguration", "jwtTokenConfiguration")
#: Variables that decide which values the chart reads.
DECIDING = (
    "AUTHENTICATION_PROVIDER",
    "AUTHENTICATION_CLIENT_TYPE",
    "AUTHENTICATION_LDAP_TRUSTSTORE_TYPE",
    "SAML_WANT_ASSERTION_ENCRYPTED",
)


class FromValues(NamedTuple):
    """The process, where each value that is not known is kept ({variable: words}), and what ``envFrom`` names."""

    process: Process
    kept: dict[str, str]
    others: tuple[str, ...]


def of(values: Marked, release: str) -> FromValues:
    """The process that merged values of the chart of a release give."""
    return _Reading(values, release).result()


@functools.cache
def defaults() -> dict[str, Any]:
    """{path: what the chart sets without values}."""
    lines = (line.partition(" ") for line in chart_keys.DEFAULTS.splitlines())
    return {path: json.loads(text) for path, _blank, text in lines}


class _Reading:
    """The values of one release while its environment is made."""

    def __init__(self, values: Marked, release: str) -> None:
        self.values, self.release = values, release
        self.environment: dict[str, Value] = {}
        self.unknown: dict[str, Place] = {}
        self.kept: dict[str, str] = {}

    def result(self) -> FromValues:
        state = {name: self._plain(CATALOGUE[name].helm or "") for name in DECIDING}
        for variable in CATALOGUE.values():
            if variable.paths[0].startswith(SECTIONS) and read_by(variable, self.release):
                path = chart.place(variable, state, self.release)
                if path is not None and self._is_on(path):
                    self._add(variable, path)
        for given, entry in _entries(self.values):
            self._override(given, entry)
        self._same_client()
        tag = self.values.scalar("image", "tag")
        start = self.values.at("openmetadata", "config", "authentication") or self.values
        named = tag if is_release(tag) else None
        others = self.values.at("envFrom")
        unread = [Place(others.path, others.line)] if others is not None and others.value else []
        process = Process(self.environment, Place(start.path, max(start.line, 1)), named, self.unknown, unread)
        return FromValues(process, self.kept, tuple(_sources(self.values)))

    def _given(self, path: str) -> Marked:
        """What the values say, else the chart's default without a line; null is the default's removal."""
        found = self.values.at(*path.split("."))
        return values_yaml.marked(defaults().get(path), "") if found is None else found

    def _plain(self, path: str) -> Any:
        return self._given(path).value

    def _is_on(self, path: str) -> bool:
        """Whether the section of a value is switched on."""
        switches = [switch for prefix, switch in SWITCHES.items() if path.startswith(prefix + ".")]
        if path.startswith(chart.OIDC + "."):
            switches.append(chart.OIDC + ".enabled")
        return all(self._plain(switch) is True for switch in switches)

    def _add(self, variable: Variable, path: str) -> None:
        given = self._given(path)
        if chart.wants_reference(variable):
            secret, key = given.scalar("secretRef"), given.scalar("secretKey")
            if secret and key:
                self._hide(variable.name, given, f"the Secret {secret} (key {key})")
            return
        text = _text(variable, values_yaml.plain(given))
        if text is not None:
            places = (Place(given.path, given.line),) if given.line else ()
            self.environment[variable.name] = Value(text, places, text)

    def _override(self, given: Marked, entry: dict[str, Any]) -> None:
        """An entry of extraEnvs, which wins over the chart's own value."""
        name, value, source = str(entry["name"]), entry.get("value"), entry.get("valueFrom")
        if name not in CATALOGUE:
            return
        self.environment.pop(name, None)
        self.unknown.pop(name, None)
        if source is not None:
            reference = source.get("secretKeyRef") if isinstance(source, dict) else None
            names = reference if isinstance(reference, dict) else {}
            where = f"the Secret {names.get('name')} (key {names.get('key')})" if names else "another place"
            self._hide(name, given, where)
        elif isinstance(value, str):
            self.environment[name] = Value(value, (Place(given.path, given.line),), value)

    def _hide(self, name: str, given: Marked, where: str) -> None:
        self.unknown[name] = Place(given.path, given.line)
        self.kept[name] = where

    def _same_client(self) -> None:
        """The chart has the client ID twice, in clear text and in a Secret: the first is taken for both."""
        own = self.environment.get("AUTHENTICATION_CLIENT_ID")
        if "OIDC_CLIENT_ID" not in self.unknown:
            return
        if own is not None and own.text not in ("", '""'):
            self.environment["OIDC_CLIENT_ID"] = own
            del self.unknown["OIDC_CLIENT_ID"], self.kept["OIDC_CLIENT_ID"]
        elif "AUTHENTICATION_CLIENT_ID" not in self.unknown:
            self.unknown["AUTHENTICATION_CLIENT_ID"] = self.unknown.pop("OIDC_CLIENT_ID")
            self.kept["AUTHENTICATION_CLIENT_ID"] = self.kept.pop("OIDC_CLIENT_ID")


def _text(variable: Variable, value: Any) -> str | None:
    """What the process gets; ``None`` where the chart sets nothing, or it cannot be said."""
    if value is None or isinstance(value, dict):
        return None
    if variable.name in chart.RAW:
        return str(value)
    if variable.type == "list":
        return json.dumps([str(item) for item in value]) if isinstance(value, list) else None
    if isinstance(value, list):
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    try:
        return process_text(text, "string")
    except Unencodable:
        return None


def _entries(values: Marked) -> Iterator[tuple[Marked, dict[str, Any]]]:
    """(place, entry) of the entries of ``extraEnvs``."""
    listed = values.at("extraEnvs")
    for item in listed.value if listed is not None and isinstance(listed.value, list) else ():
        if isinstance(item.value, dict) and "name" in item.value:
            source = item.value.get("valueFrom")
            reference = item.at("valueFrom", "secretKeyRef")
            names = {} if reference is None or not isinstance(reference.value, dict) else reference.value
            known = {"secretKeyRef": {name: below.value for name, below in names.items()}} if names else {}
            yield item, {"name": item.scalar("name"), "value": item.scalar("value"), "valueFrom": source and known}


def _sources(values: Marked) -> Iterator[str]:
    """The names of Secrets and ConfigMaps in ``envFrom``."""
    listed = values.at("envFrom")
    for item in listed.value if listed is not None and isinstance(listed.value, list) else ():
        for kind in ("secretRef", "configMapRef"):
            name = item.scalar(kind, "name")
            if name:
                yield str(name)
