# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Docker Compose files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...module_utils._core.text import some
from .._compose import project
from .._compose.refused import NotRead
from .._compose.service import Service as ComposedService
from .._model.catalogue import CATALOGUE, Variable
from .._model.file_values import Place
from .._model.variable_names import classify
from .._register import Problem, at
from . import _assignments
from ._assignments import Assignment, AssignmentCheck, Line, by_name
from ._file import READERS, Check, Context, Unreadable, file_rule

KIND = "compose_file"
#: What the name of OpenMetadata's image holds, in every registry.
IMAGE = "openmetadata/server"
#: A dollar sign that Compose replaces, and that does not begin a reference in braces.
BARE_DOLLAR = re.compile(r"(?<!\$)\$(?=[A-Za-z_])")
STRAY_BRACE = re.compile(r":-\{\}\}")


class Service(NamedTuple):
    """A service and the environment that its container gets."""

    name: str
    line: Line
    environment: dict[str, Assignment]
    has_env_file: bool
    image: str = ""

    @property
    def is_server(self) -> bool:
        """Whether the service is the server, or migrates its database."""
        return "AUTHENTICATION_PROVIDER" in self.environment


def services(text: str) -> list[Service]:
    """The services of one Compose file alone. Raises ``Unreadable``."""
    try:
        found = project.services({"": text}, [""], [])
    except NotRead as refused:
        raise Unreadable(refused.place.line, refused.reason) from None
    if not found:
        raise Unreadable(1, "the file has no services")
    return [*map(of_project, found)]


def of_project(composed: ComposedService) -> Service:
    """A service of a project as the rules take it."""
    environment = (
        Assignment(name, value.text, value.places[0], value.raw, value.unset)
        for name, value in composed.environment.items()
    )
    return Service(composed.name, composed.place, by_name(environment), bool(composed.env_files), composed.image)


READERS[KIND] = services


@file_rule("ENV-07", KIND)
def not_passed(document: list[Service], context: Context) -> Iterator[Problem]:
    """Each variable is passed to the server."""
    for service in [service for service in document if service.is_server] or by_image(document):
        missing = [name for name in context.variables if name not in service.environment]
        if missing and not service.has_env_file:
            yield at(service.line, service=service.name, missing=some(missing, 3))


def by_image(document: list[Service]) -> list[Service]:
    """The services that run OpenMetadata's image, for a project that sets none of its variables there."""
    return [service for service in document if IMAGE in service.image and "migrate" not in service.name]


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
def stray_brace(document: list[Service], _context: Context) -> Iterator[Problem]:
    """The default of custom parameters does not have a stray brace."""
    for service in document:
        found = service.environment.get("OIDC_CUSTOM_PARAMS")
        if found and STRAY_BRACE.search(found.raw):
            yield at(found.line, "two_braces")


@file_rule("ENV-20", KIND)
def interpolated(document: list[Service], _context: Context) -> Iterator[Problem]:
    """A value reaches the server unchanged."""
    for service in document:
        for assignment in service.environment.values():
            if service.is_server and assignment.unset and BARE_DOLLAR.search(assignment.raw):
                yield at(assignment.line, "dollar_in_compose", option=assignment.name)


@file_rule("ENV-19", KIND)
def clear_text(document: list[Service], _context: Context) -> Iterator[Problem]:
    """No secret of SSO is in clear text, nor as a default; what OpenMetadata ships is none."""
    for assignment in (one for service in document if service.is_server for one in service.environment.values()):
        text = _assignments.resolved(assignment.raw)
        variable = CATALOGUE.get(classify(assignment.name).right or assignment.name)
        own = variable is not None and variable.secret and text not in ["", *_shipped(variable)]
        if own and "$" not in text and _is_yaml(assignment.line):
            yield at(assignment.line, "clear_text_in_compose", option=assignment.name)


def _shipped(variable: Variable) -> list[str]:
    """What OpenMetadata's own files have for a variable."""
    return [text.strip('"') for text in variable.defaults if text]


def _is_yaml(line: Line) -> bool:
    """Whether a value stands in a Compose file, and not in an env file that it names."""
    return not isinstance(line, Place) or not line.path or line.path.endswith((".yml", ".yaml"))


def of_every_service(check: AssignmentCheck, of_server: bool = False) -> Check:
    """A check of assigned values, for the environment of each service or of the server alone."""

    def over_services(document: list[Service], _context: Context) -> Iterator[Problem]:
        for service in document:
            if service.is_server or not of_server:
                yield from check(service.environment)

    return over_services


for _id, _check in _assignments.CHECKS:
    file_rule(_id, KIND)(of_every_service(_check, of_server=_check is _assignments.proxies))
