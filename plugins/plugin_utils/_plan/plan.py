# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings to Plan: what a host should have, and everything that speaks against it. Pure: no I/O, no Ansible."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from .. import _rules
from .._model import schema_fields
from .._model.catalogue import CATALOGUE
from .._model.deployments import deployment_of, in_cluster
from .._model.encoding import process_text
from .._model.environment import served
from .._model.findings import Finding, errors, in_order, without_consequences, without_ignored
from .._model.options import (
    PREFIX,
    authorizer_options,
    host_config_options,
    key_options,
    kubernetes_options,
    target_options,
)
from .._model.providers import PROVIDERS, Provider
from .._model.releases import STORED_ROWS_SINCE, is_release, older
from .._model.settings import given_values, parse
from .._model.settings_class import Settings
from .._register import finding_of
from .._rules import Case, case_of
from . import upgrade


class Entry(NamedTuple):
    """One variable as the server's process should have it. ``explicit``: the operator named it themselves."""

    name: str
    text: str
    secret: bool
    paths: tuple[str, ...]
    explicit: bool
    value: Any


class Plan(NamedTuple):
    """What one host should have. ``environment`` is empty when an error makes the settings unusable.

    ``settings`` are there when the provider is known; ``settings_or_none`` is for code that runs before that is sure.
    ``served`` is what ``/api/v1/system/config/auth`` should answer and a sign-in should send: for a provider without
    OpenID Connect it has no ``authority``, ``clientId`` and ``callbackUrl``. ``stored`` are fields that only the stored
    rows carry.
    """

    settings_or_none: Settings | None
    provider: Provider | None
    environment: tuple[Entry, ...]
    served: dict[str, Any]
    findings: list[Finding]
    stored: tuple[schema_fields.Field, ...] = ()

    @property
    def settings(self) -> Settings:
        """The settings. ``ValueError`` when the provider is not known, which is an error among the findings."""
        if self.settings_or_none is None:
            raise ValueError("there are no settings, since om_sso_provider is not valid")
        return self.settings_or_none

    @property
    def errors(self) -> list[Finding]:
        """The findings that are errors."""
        return errors(self.findings)

    @property
    def secrets(self) -> list[str]:
        """Every secret text, as given and as written, for masking."""
        written = {
            text
            for entry in self.environment
            if entry.secret and entry.value
            for text in (entry.text, entry.text.strip('"'), str(entry.value))
        }
        return sorted(text for text in written | self._given() if text)

    def _given(self) -> set[str]:
        if self.settings_or_none is None:
            return set()
        named = {value.value for value, option in given_values(self.settings) if option.secret}
        extra = self.settings.extra_environment or {}
        return named | {
            text
            for name, text in extra.items()
            if isinstance(text, str) and name in CATALOGUE and CATALOGUE[name].secret
        }


def make(variables: dict[str, Any], today: datetime.date | None = None) -> Plan:
    """Plan one host from its role variables (with prefix, templated). ``today`` judges certificates."""
    parsed = parse(variables)
    if parsed.settings is None:
        return Plan(None, None, (), {}, in_order(parsed.findings))
    settings = parsed.settings
    provider = PROVIDERS[settings.provider]
    case = case_of(settings, provider, release_of(settings), today or datetime.date.today())
    found = [*parsed.findings, *_deployment(settings), *_rules.findings(case)]
    found += upgrade.findings(case, settings.target_version, found)
    findings = in_order(without_consequences(without_ignored(found, settings.ignore_rules)))
    usable = parsed.complete and not errors(findings)
    shown = served(case.environment, provider, settings.ignore_rules or {}) if usable else {}
    beside = schema_fields.fields(settings, provider) if usable else ()
    return Plan(settings, provider, _entries(case) if usable else (), shown, findings, beside)


#: What says where a server is, and what a plan of basic authentication takes over.
TARGET_VARIABLES = frozenset(
    {option.variable for option in (*target_options.OPTIONS, *host_config_options.OPTIONS, *kubernetes_options.OPTIONS)}
    | {PREFIX + "server_internal_url"}
)
USER_VARIABLES = frozenset(
    {option.variable for option in (*authorizer_options.OPTIONS, *key_options.OPTIONS)} | {PREFIX + "server_url"}
)


def of_target(variables: dict[str, Any]) -> Plan:
    """A plan that holds only where the server is, for ``recover``: everything else may be missing or wrong."""
    plan = located(variables, TARGET_VARIABLES)
    if plan.settings.recover_to is not None or any(found.option == PREFIX + "recover_to" for found in plan.findings):
        return plan
    missing = finding_of("OPT-03", PREFIX + "recover_to", "no_recover_to")
    return plan._replace(findings=in_order([*plan.findings, missing]))


def located(variables: dict[str, Any], known: frozenset[str]) -> Plan:
    """A plan that holds only where the server is, with findings about the variables ``known`` alone."""
    # Any provider does: none has a say in these options.
    parsed = parse({**variables, PREFIX + "provider": next(iter(PROVIDERS))})
    plan = Plan(parsed.settings, None, (), {}, [])
    found = [finding for finding in [*parsed.findings, *_deployment(plan.settings)] if finding.option in known]
    return plan._replace(findings=in_order(found))


def release_of(settings: Settings) -> str | None:
    """The release that the operator named, when it looks like one."""
    version = settings.openmetadata_version
    return version if is_release(version) else None


def stored_rows_decide(settings: Settings) -> bool:
    """Whether a server that has started before reads its stored rows instead of files; an unknown release may."""
    release = release_of(settings)
    return release is None or not older(release, STORED_ROWS_SINCE)


#: Options that need a host with a key pair of its own. Those of a place say by their names where they belong.
_ON_HOSTS_ONLY = ("mint_admin_token",)


def _deployment(settings: Settings) -> list[Finding]:
    """What a deployment needs beside its provider."""
    found = []
    for name in ("openmetadata_version", "target_version"):
        version, option = getattr(settings, name), f"om_sso_{name}"
        if version is not None and not is_release(version):
            found.append(finding_of("OPT-05", option))
    folder = deployment_of(settings).folder
    for name in (folder,) if folder else ():
        path = getattr(settings, name)
        option = f"om_sso_{name}"
        if not path:
            found.append(finding_of("OPT-03", option, "deployment_needs", deployment=settings.deployment))
        elif not path.startswith("/"):
            found.append(finding_of("OPT-06", option))
    if settings.state_directory and not settings.state_directory.startswith("/"):
        found.append(finding_of("OPT-06", "om_sso_state_directory"))
    for name in _ON_HOSTS_ONLY if in_cluster(settings) else ():
        if getattr(settings, name):
            found.append(finding_of("OPT-04", f"om_sso_{name}", "deployment", deployment=settings.deployment))
    return found


def _entries(case: Case) -> tuple[Entry, ...]:
    explicit = set(case.settings.extra_environment or {})
    found = []
    for name, (value, _option) in case.environment.items():
        variable = CATALOGUE[name]
        text = process_text(value, variable.type, variable.embedded)
        found.append(Entry(name, text, variable.secret, tuple(variable.paths), name in explicit, value))
    return tuple(found)
