# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Compose project of a host from the texts of its files: what its services get, checked where it arrives."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from .._compose import env_file_values, project
from .._compose.refused import NotRead
from .._compose.service import Service
from .._model.catalogue import CATALOGUE
from .._model.file_values import Value
from .._model.findings import Finding
from .._model.settings_class import Settings
from .._rules import Context
from .._rules._env_lines import lines
from .._rules._file import check_document, unreadable
from .._rules.compose_file import IMAGE, KIND, of_project
from .._rules.env_file import ENVIRONMENT, READ_BY_COMPOSE, process_environment

REFERENCE = re.compile(r"\$\{?(\w+)")


class Composed(NamedTuple):
    """``services`` is ``None`` where Compose refuses the project; ``env_files`` are the paths that Compose reads.

    ``not_passed`` are OpenMetadata's variables of the project that no service gets; ``provider`` is the one of the
    project where that is not all.
    """

    services: list[Service] | None
    env_files: frozenset[str]
    findings: list[Finding]
    not_passed: Mapping[str, str] = MappingProxyType({})
    provider: str | None = None


def compose(answer: dict[str, Any], settings: Settings) -> Composed:
    """The project of a host. Texts of the collection's own files count, and are not checked."""
    own: dict[str, str] = answer.get("own_texts", {})
    texts = {file["path"]: file["text"] for file in answer["files"]} | own
    files = [path for path in answer.get("project_files") or () if path in texts]
    files = files or [
        *(file["path"] for file in answer["files"] if file["kind"] == KIND),
        *(path for path in own if _is_yaml(path)),
    ]
    if not files:
        return Composed(None, frozenset(), [])
    env_files = _env_files(settings, files[0])
    try:
        known = env_file_values.of_project(texts, env_files)
        services = project.services(texts, files, env_files)
    except NotRead as refused:
        return Composed(None, frozenset(), [unreadable(refused.place, refused.reason)])
    services = _active(services, known.get("COMPOSE_PROFILES"))
    read = frozenset([*env_files, *(path for service in services for path in service.env_files)])
    passed = {name for service in services for name in service.environment}
    if any(_is_yaml(path) for path, _line in answer["own"]):
        passed |= known.keys()  # the collection's override passes all that it is to pass
    missing = {name: value.text for name, value in known.items() if name in CATALOGUE and name not in passed}
    provider = known.get("AUTHENTICATION_PROVIDER")
    return Composed(services, read, [], missing, provider.text if provider and missing else None)


def _active(services: list[Service], chosen: Value | None) -> list[Service]:
    """The services that a plain call starts; all where OpenMetadata needs a profile that is named at the call."""
    profiles = {name.strip() for name in chosen.text.split(",")} if chosen else set()
    active = [one for one in services if not one.profiles or "*" in profiles or profiles & {*one.profiles}]
    return active if any(IMAGE in one.image for one in active) else services


def _is_yaml(path: str) -> bool:
    return path.endswith((".yml", ".yaml"))


def _env_files(settings: Settings, first: str) -> list[str]:
    """The env files of the project: those that Compose is called with, else ``.env``.

    That is the one beside the ``first`` Compose file, and the one where Compose is called, which wins (2.26).
    """
    folder = settings.compose_directory or "."
    if settings.compose_env_files:
        return [posixpath.join(folder, name) for name in settings.compose_env_files]
    return [*dict.fromkeys(posixpath.join(place, ".env") for place in (posixpath.dirname(first), folder))]


def check(composed: Composed, answer: dict[str, Any], settings: Settings, context: Context) -> list[Finding]:
    """Everything that speaks against the services of a project, once each, at the line that sets the value."""
    services = composed.services or []
    of_files = context._replace(variables=composed.not_passed, provider=composed.provider)
    found = check_document(KIND, "", [*map(of_project, services)], of_files)
    of_env_files = context._replace(referenced=context.referenced | _used(answer, services))
    for file in answer["files"]:
        if file["path"] in composed.env_files:
            found += check_document(READ_BY_COMPOSE, file["path"], lines(file["text"]), of_env_files)
    for service in servers(services, settings):
        variables = {name: (value.text, value.places[-1]) for name, value in service.environment.items()}
        found += check_document(ENVIRONMENT, "", process_environment(variables), context)
    own = answer.get("own_texts", {})
    return [finding for finding in dict.fromkeys(found) if finding.option.rpartition(":")[0] not in own]


def _used(answer: dict[str, Any], services: Iterable[Service]) -> frozenset[str]:
    """Names of variables that a Compose file refers to, or that a service gets."""
    texts = [file["text"] for file in answer["files"] if file["kind"] == KIND]
    texts += [text for path, text in answer.get("own_texts", {}).items() if _is_yaml(path)]
    passed = {name for service in services for name in service.environment}
    return frozenset(passed.union(*(REFERENCE.findall(text) for text in texts)))


def servers(services: Iterable[Service], settings: Settings) -> list[Service]:
    """The services that read OpenMetadata's configuration: those of the option, else those that run its image."""
    services = list(services)
    named = [service for service in services if service.name in (settings.compose_services or ())]
    return named or [service for service in services if IMAGE in service.image]
