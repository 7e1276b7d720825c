# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Docker Compose files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from .._register import Problem, at
from . import _assignments
from ._assignments import Assignment, AssignmentCheck, by_name
from ._file import READERS, Check, Context, Unreadable, file_rule
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


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


READERS[KIND] = services


@file_rule("ENV-07", KIND)
def not_passed(document: list[Service], context: Context) -> Iterator[Problem]:
    """Each variable is passed to the server."""
    for service in document:
        missing = [name for name in context.variables if name not in service.environment]
        if service.is_server and missing and not service.has_env_file:
            shown = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
            yield at(service.line, service=service.name, missing=shown)


@file_rule("LDAP-03", KIND)
def ldap_not_passed(document: list[Service], context: Context) -> Iterator[Problem]:
    """Host and port of the directory are passed to the server."""
    for service in document:
        missing = [
            name for name in ("AUTHENTICATION_LDAP_HOST", "AUTHENTICATION_LDAP_PORT") if name not in service.environment
        ]
        if context.provider == "ldap" and service.is_server and missing and not service.has_env_file:
            yield at(service.line, missing=" and ".join(missing), service=service.name)


@file_rule("ENV-09", KIND)
def stray_brace(document: list[Service], context: Context) -> Iterator[Problem]:
    """The default of custom parameters has no stray brace."""
    for service in document:
        found = service.environment.get("OIDC_CUSTOM_PARAMS")
        if found and STRAY_BRACE.search(found.value):
            yield at(found.line, "two_braces")


@file_rule("ENV-20", KIND)
def interpolated(document: list[Service], context: Context) -> Iterator[Problem]:
    """A value reaches the server unchanged."""
    for service in document:
        for assignment in service.environment.values():
            if service.is_server and BARE_DOLLAR.search(assignment.value):
                yield at(assignment.line, "dollar_in_compose", option=assignment.name)


def of_every_service(check: AssignmentCheck, of_server: bool = False) -> Check:
    """A check of assigned values, for the environment of each service or of the server alone."""

    def over_services(document: list[Service], _context: Context) -> Iterator[Problem]:
        for service in document:
            if service.is_server or not of_server:
                yield from check(service.environment)

    return over_services


for _id, _check in _assignments.CHECKS:
    file_rule(_id, KIND)(of_every_service(_check, of_server=_check is _assignments.proxies))
