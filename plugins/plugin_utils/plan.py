# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings to Plan: what a host should have, and everything that speaks against it. Pure: no I/O, no Ansible."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from .catalogue import CATALOGUE
from .derivation import derive
from .encoding import process_text
from .environment import environment, served
from .findings import Finding, errors, in_order
from .options import PREFIX, authorizer, target
from .providers import PROVIDERS, Provider
from .rules import RULES, Case
from .settings import options_of, parse

RELEASE = re.compile(r"[0-9]+\.[0-9]+(\.[0-9]+)?")

#: From this line on rows stored at the first start win over files (facts: SettingsCache, 1.10.0).
STORED_ROWS_SINCE = "1.10"


class Entry(NamedTuple):
    """One variable as the server's process should have it. ``explicit``: the operator named it themselves."""

    name: str
    text: str
    secret: bool
    paths: tuple[str, ...]
    explicit: bool
    value: Any


class Plan(NamedTuple):
    """What one host should have. ``environment`` is empty when an error makes the settings unusable."""

    settings: Any | None
    provider: Provider | None
    environment: tuple[Entry, ...]
    served: dict[str, Any]
    findings: list[Finding]

    @property
    def errors(self) -> list[Finding]:
        return errors(self.findings)

    @property
    def secrets(self) -> list[str]:
        """Every secret text, as given and as written, for masking."""
        return sorted({text for entry in self.environment if entry.secret for text in (entry.text, entry.text.strip('"'), str(entry.value))} | self._given())

    def _given(self) -> set[str]:
        """Every secret option, also those that are no variable of the server."""
        if self.settings is None:
            return set()
        names = [option.name for option in options_of(self.settings.provider).values() if option.secret]
        return {value for value in (getattr(self.settings, name) for name in names) if isinstance(value, str) and value}


def make(variables: dict[str, Any]) -> Plan:
    """Plan one host from its role variables (with prefix, templated)."""
    parsed = parse(variables)
    if parsed.settings is None:
        return Plan(None, None, (), {}, in_order(parsed.findings))
    settings = parsed.settings
    provider = PROVIDERS[settings.provider]
    derived = derive(settings, provider)
    values = environment(settings, provider, derived)
    case = Case(settings, provider, derived, values, release_of(settings))
    found = [*parsed.findings, *_deployment(settings), *(finding for rule in RULES for finding in rule.findings(case))]
    findings = in_order(_without_ignored(found, settings.ignore_rules or {}))
    usable = parsed.complete and not errors(findings)
    return Plan(settings, provider, _entries(settings, values) if usable else (), served(values) if usable else {}, findings)


#: What says where a server is, and what a plan of basic authentication takes over.
TARGET_VARIABLES = frozenset({option.variable for option in target.OPTIONS} | {PREFIX + "server_internal_url"})
USER_VARIABLES = frozenset({option.variable for option in authorizer.OPTIONS} | {PREFIX + "server_url"})


def of_target(variables: dict[str, Any]) -> Plan:
    """A plan that holds only where the server is, for ``recover``: everything else may be missing or wrong."""
    # Any provider does: none has a say in these options.
    parsed = parse({**variables, PREFIX + "provider": next(iter(PROVIDERS))})
    settings = parsed.settings
    found = [finding for finding in [*parsed.findings, *_deployment(settings)] if finding.option in TARGET_VARIABLES]
    if settings.recover_to is None:
        fix = "Set it to last_good (the configuration last proven on the host) or to basic (OpenMetadata's own user names and passwords)."
        found.append(Finding("OPT-03", "error", PREFIX + "recover_to", "om_sso_recover_to is missing: nothing is put back without it.", fix))
    return Plan(settings, None, (), {}, in_order(found))


def release_of(settings: Any) -> str | None:
    """The release that the operator named, when it looks like one."""
    version = settings.openmetadata_version
    return version if version and RELEASE.fullmatch(version) else None


def _deployment(settings: Any) -> list[Finding]:
    """What a deployment needs beside its provider."""
    found = []
    version = settings.openmetadata_version
    if version and not RELEASE.fullmatch(version):
        fix = "Write it as the server reports it, for example '1.12.14', in quotes."
        found.append(Finding("OPT-05", "error", "om_sso_openmetadata_version", "om_sso_openmetadata_version is no release.", fix))
    folders = {"docker_compose": ("compose_directory",), "bare_metal": ("home",)}.get(settings.deployment, ())
    for name in folders:
        path = getattr(settings, name)
        option = f"om_sso_{name}"
        if not path:
            found.append(Finding("OPT-03", "error", option, f"{option} is missing.", f"om_sso_deployment: {settings.deployment} needs it."))
        elif not path.startswith("/"):
            found.append(Finding("OPT-06", "error", option, f"{option} is no absolute path.", "Begin it with a slash."))
    return found


def _without_ignored(findings: list[Finding], ignored: dict[str, Any]) -> list[Finding]:
    """Leave out what the operator decided to live with. A finding about the options themselves stays."""
    return [finding for finding in findings if finding.rule not in ignored or finding.rule.startswith("OPT-")]


def _entries(settings: Any, values: dict[str, Any]) -> tuple[Entry, ...]:
    explicit = set(settings.extra_environment or {})
    entries = []
    for name, value in values.items():
        variable = CATALOGUE[name]
        paths = (variable.paths,) if isinstance(variable.paths, str) else tuple(variable.paths)
        entries.append(Entry(name, text_of(name, value), variable.secret, paths, name in explicit, value))
    return tuple(entries)


def text_of(name: str, value: Any) -> str:
    """The text for the server's process environment; raises ``Unencodable``."""
    variable = CATALOGUE[name]
    return process_text(value, variable.type, variable.embedded)
