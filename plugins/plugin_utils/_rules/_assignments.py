# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with variables and their values wherever they are set: in an env file or in a Compose file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import yaml

from ...module_utils._formats import substitution
from .._model.catalogue import CATALOGUE
from .._model.file_values import Place
from .._register import Problem, at
from ._certificate import NotACertificate, read
from ._file import Context
from ._text import LOCAL, host

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")


#: The number of a line in the file that is checked, or a line of any file of a Compose project.
Line = int | Place


class Assignment(NamedTuple):
    """A variable, the value that its reader sees, and its line.

    In a Compose project ``raw`` is the text before references were replaced, ``unset`` names those that nothing sets.
    """

    name: str
    value: str
    line: Line
    raw: str = ""
    unset: tuple[str, ...] = ()


AssignmentCheck = Callable[[dict[str, Assignment]], Iterable[Problem]]


def resolved(value: str) -> str:
    """``${NAME:-default}`` as its default, without quotes around it, as openmetadata.yaml reads it."""
    text = str(substitution.compose_default(value))
    if len(text) > 1 and text.startswith('"') and text.endswith('"') and "\\" in text:
        try:
            return str(yaml.load(text, Loader=yaml.BaseLoader))  # nosec B506 # it makes strings, lists and dicts only
        except yaml.YAMLError:  # said by the rules on quotes
            pass
    return text.strip("\"'")


def by_name(assignments: Iterable[Assignment]) -> dict[str, Assignment]:
    """The last one of each name, which is the one that counts."""
    return {assignment.name: assignment for assignment in assignments}


def proxies(found: dict[str, Assignment]) -> Iterator[Problem]:
    """A proxy that Java does not use."""
    options = found.get("OPENMETADATA_OPTS")
    for name in PROXIES:
        if name in found and resolved(found[name].value) and not (options and "proxyHost" in options.value):
            yield at(found[name].line, option=name)
            return


def logging(found: dict[str, Assignment]) -> Iterator[Problem]:
    """A log level that prints tokens."""
    level = found.get("LOG_LEVEL")
    if level and resolved(level.value).upper() in ("DEBUG", "TRACE"):
        yield at(level.line, "in_file")


def ingestion_address(found: dict[str, Assignment]) -> Iterator[Problem]:
    """An address that is the ingestion container itself."""
    address = found.get("SERVER_HOST_API_URL")
    if address and host(resolved(address.value)) in LOCAL:
        yield at(address.line)


def ingestion_certificate(found: dict[str, Assignment]) -> Iterator[Problem]:
    """A certificate that ingestion may not trust."""
    address, verify = found.get("SERVER_HOST_API_URL"), found.get("PIPELINE_SERVICE_CLIENT_VERIFY_SSL")
    if (
        address
        and resolved(address.value).startswith("https://")
        and (not verify or resolved(verify.value) in ("", "no-ssl"))
    ):
        yield at(address.line, "ingestion")


def changed_key(found: dict[str, Assignment], context: Context, names: tuple[str, ...]) -> Iterator[Problem]:
    """Keys that would change with the wanted configuration."""
    for name in names:
        wanted = context.variables.get(name)
        if name in found and isinstance(wanted, str) and resolved(found[name].value) not in ("", wanted):
            yield at(found[name].line, "changed_in_file", option=name)


def certificates(found: dict[str, Assignment]) -> Iterator[Problem]:
    """A certificate that cannot be read."""
    for name in ("SAML_IDP_CERTIFICATE", "SAML_SP_CERTIFICATE"):
        value = resolved(found[name].value) if name in found else ""
        if value:
            try:
                read(value)
            except NotACertificate as reason:
                yield at(found[name].line, "not_a_certificate_in_file", option=name, reason=reason)


def provider(found: dict[str, Assignment]) -> Iterator[Problem]:
    """A provider that OpenMetadata does not have."""
    given = found.get("AUTHENTICATION_PROVIDER")
    known = CATALOGUE["AUTHENTICATION_PROVIDER"].choices
    if given and resolved(given.value) and resolved(given.value) not in known:
        yield at(given.line, "unknown", names=", ".join(known))


def leftover_of_basic(found: dict[str, Assignment]) -> Iterator[Problem]:
    """Settings of a provider that is not used."""
    given = found.get("AUTHENTICATION_PROVIDER")
    other = [
        name
        for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "SAML_IDP_ENTITY_ID")
        if name in found and resolved(found[name].value)
    ]
    if given and resolved(given.value) == "basic" and other:
        yield at(given.line, "provider_not_used", variable=other[0])


def google_leftover(found: dict[str, Assignment]) -> Iterator[Problem]:
    """Google's issuer with another provider."""
    given, authority = found.get("AUTHENTICATION_PROVIDER"), found.get("AUTHENTICATION_AUTHORITY")
    if (
        given
        and authority
        and resolved(given.value) not in ("", "google", "basic")
        and host(resolved(authority.value)) == "accounts.google.com"
    ):
        yield at(authority.line, "leftover_in_file", other=resolved(given.value))


#: The checks that env files and Compose files share: (id, check).
CHECKS: tuple[tuple[str, AssignmentCheck], ...] = (
    ("JWK-09", proxies),
    ("MISC-06", logging),
    ("BOT-08", ingestion_address),
    ("BOT-05", ingestion_certificate),
    ("SAML-01", certificates),
    ("URL-17", provider),
    ("ENV-15", leftover_of_basic),
    ("ENV-18", google_leftover),
)
