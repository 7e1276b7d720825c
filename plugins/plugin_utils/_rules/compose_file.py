# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Docker Compose files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from . import _assignments
from ._assignments import Assignment, by_name
from ._file import READERS, Context, Place, Unreadable, file_rule
from ._yaml import Marked, documents

KIND = "compose_file"
#: A dollar sign that Compose replaces, and that is no reference in braces written on purpose.
BARE_DOLLAR = re.compile(r"(?<!\$)\$(?=[A-Za-z_])")
STRAY_BRACE = re.compile(r":-\{\}\}")


class Service(NamedTuple):
    """A service and what its ``environment`` sets."""

    name: str
    line: int
    environment: dict[str, Assignment]
    has_env_file: bool

    @property
    def is_server(self) -> bool:
        return "AUTHENTICATION_PROVIDER" in self.environment


def services(text: str) -> list[Service]:
    found = documents(text)
    listed = found[0].at("services") if found else None
    if listed is None or not isinstance(listed.value, dict):
        raise Unreadable(1, "it has no services")
    return [_service(name, marked) for name, marked in listed.value.items() if isinstance(marked.value, dict)]


def _service(name: str, marked: Marked) -> Service:
    block = marked.at("environment")
    return Service(
        name, block.line if block else marked.line, by_name(_assignments_of(block)), marked.at("env_file") is not None
    )


def _assignments_of(block: Marked | None) -> Iterator[Assignment]:
    if block is None:
        return
    if isinstance(block.value, dict):
        for name, item in block.value.items():
            yield Assignment(name, _text(item.value), item.line)
    elif isinstance(block.value, list):
        for item in block.value:
            name, _sign, value = str(item.value).partition("=")
            yield Assignment(name, value, item.line)


def _text(value) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


READERS[KIND] = services


@file_rule("ENV-07", "error", "Every variable is handed to the server", KIND)
def not_passed(document: list[Service], context: Context) -> Iterator[Place]:
    for service in document:
        missing = [name for name in context.variables if name not in service.environment]
        if service.is_server and missing and not service.has_env_file:
            shown = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
            message = f"The service {service.name} does not hand over {shown}: an env file alone does not reach the container."
            yield service.line, message, "Let this collection write its override file, or add them below environment."


@file_rule("LDAP-03", "error", "Host and port of the directory are handed over", KIND)
def ldap_not_passed(document: list[Service], context: Context) -> Iterator[Place]:
    for service in document:
        missing = [
            name for name in ("AUTHENTICATION_LDAP_HOST", "AUTHENTICATION_LDAP_PORT") if name not in service.environment
        ]
        if context.provider == "ldap" and service.is_server and missing and not service.has_env_file:
            message = f"The service {service.name} does not hand over {' and '.join(missing)}: the server would end at its start."
            yield service.line, message, "Let this collection write its override file, or add them below environment."


@file_rule("ENV-09", "warning", "No stray brace in OIDC_CUSTOM_PARAMS", KIND)
def stray_brace(document: list[Service], context: Context) -> Iterator[Place]:
    for service in document:
        found = service.environment.get("OIDC_CUSTOM_PARAMS")
        if found and STRAY_BRACE.search(found.value):
            message = "The default of OIDC_CUSTOM_PARAMS ends with two braces: some versions of Compose leave one behind, and the server's YAML breaks."
            yield found.line, message, "Let this collection write its override file, which sets it."


@file_rule("ENV-20", "error", "No dollar sign that is replaced", KIND)
def interpolated(document: list[Service], context: Context) -> Iterator[Place]:
    for service in document:
        for assignment in service.environment.values():
            if service.is_server and BARE_DOLLAR.search(assignment.value):
                yield (
                    assignment.line,
                    f"{assignment.name} holds a dollar sign that Compose replaces with what follows.",
                    "Write it doubled: $$.",
                )


def _of_every_service(id: str, severity: str, title: str, check, **releases: str) -> None:
    def over_services(document: list[Service], context: Context) -> Iterator[Place]:
        for service in document:
            yield from check(service.environment)

    file_rule(id, severity, title, KIND, **releases)(over_services)


_of_every_service(
    "JWK-09",
    "error",
    "Java knows the proxy",
    lambda found: _assignments.proxies(found) if "AUTHENTICATION_PROVIDER" in found else (),
)
_of_every_service("MISC-06", "warning", "Logs hold no tokens", _assignments.logging, until="2.0.0")
_of_every_service("BOT-08", "error", "Ingestion reaches the server", _assignments.ingestion_address)
_of_every_service("BOT-05", "warning", "Ingestion trusts the server's certificate", _assignments.ingestion_certificate)
_of_every_service("SAML-01", "error", "A certificate is one", _assignments.certificates)
_of_every_service("URL-17", "error", "The provider is one that is known", _assignments.provider)
_of_every_service("ENV-15", "error", "The provider is not basic any more", _assignments.leftover_of_basic)
_of_every_service("ENV-18", "error", "Google's URLs with Google only", _assignments.google_leftover)
