# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with variables and their values wherever they are set: in an env file or in a Compose file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...module_utils._formats import substitution
from .._model.catalogue import CATALOGUE
from ._certificate import NotACertificate, read
from ._file import Context, Place
from ._text import LOCAL, host

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")


class Assignment(NamedTuple):
    """A variable, the value that its reader sees, and its line."""

    name: str
    value: str
    line: int


def resolved(value: str) -> str:
    """``${NAME:-default}`` as its default, without quotes around it."""
    return substitution.compose_default(value).strip("\"'")


def by_name(assignments: Iterable[Assignment]) -> dict[str, Assignment]:
    """The last one of each name, which is the one that counts."""
    return {assignment.name: assignment for assignment in assignments}


def proxies(found: dict[str, Assignment]) -> Iterator[Place]:
    """JWK-09"""
    options = found.get("OPENMETADATA_OPTS")
    for name in PROXIES:
        if name in found and resolved(found[name].value) and not (options and "proxyHost" in options.value):
            message = f"{name} is set, but Java reads no such variable: the server would not reach its provider."
            yield (
                found[name].line,
                message,
                "Set OPENMETADATA_OPTS with -Dhttps.proxyHost, -Dhttps.proxyPort and -Dhttp.nonProxyHosts.",
            )
            return


def logging(found: dict[str, Assignment]) -> Iterator[Place]:
    """MISC-06"""
    level = found.get("LOG_LEVEL")
    if level and resolved(level.value).upper() in ("DEBUG", "TRACE"):
        yield (
            level.line,
            "LOG_LEVEL prints tokens and session cookies before OpenMetadata 2.0.",
            "Set INFO, and remove the log files.",
        )


def ingestion_address(found: dict[str, Assignment]) -> Iterator[Place]:
    """BOT-08"""
    address = found.get("SERVER_HOST_API_URL")
    if address and host(resolved(address.value)) in LOCAL:
        yield (
            address.line,
            "SERVER_HOST_API_URL is localhost: the ingestion container would call itself.",
            "Write the server's service name, http://openmetadata-server:8585/api.",
        )


def ingestion_certificate(found: dict[str, Assignment]) -> Iterator[Place]:
    """BOT-05"""
    address, verify = found.get("SERVER_HOST_API_URL"), found.get("PIPELINE_SERVICE_CLIENT_VERIFY_SSL")
    if (
        address
        and resolved(address.value).startswith("https://")
        and (not verify or resolved(verify.value) in ("", "no-ssl"))
    ):
        message = "SERVER_HOST_API_URL is https without PIPELINE_SERVICE_CLIENT_VERIFY_SSL: with a certificate authority of your own ingestion fails."
        yield (
            address.line,
            message,
            "Set PIPELINE_SERVICE_CLIENT_VERIFY_SSL to validate, and PIPELINE_SERVICE_CLIENT_SSL_CERT_PATH.",
        )


def changed_key(found: dict[str, Assignment], context: Context, names: tuple[str, ...]) -> Iterator[Place]:
    """JWK-11 and BOT-06: keys that would change with the wanted configuration."""
    for name in names:
        wanted = context.variables.get(name)
        if name in found and isinstance(wanted, str) and resolved(found[name].value) not in ("", wanted):
            yield (
                found[name].line,
                f"{name} is another one than in om_sso_extra_environment.",
                "Keep the one of the running server, unless you rotate it on purpose.",
            )


def certificates(found: dict[str, Assignment]) -> Iterator[Place]:
    """SAML-01"""
    for name in ("SAML_IDP_CERTIFICATE", "SAML_SP_CERTIFICATE"):
        value = resolved(found[name].value) if name in found else ""
        if value:
            try:
                read(value)
            except NotACertificate as reason:
                yield found[name].line, f"{name} {reason}.", "Write the certificate's base64 on one line."


def provider(found: dict[str, Assignment]) -> Iterator[Place]:
    """URL-17"""
    given = found.get("AUTHENTICATION_PROVIDER")
    known = CATALOGUE["AUTHENTICATION_PROVIDER"].choices
    if given and resolved(given.value) and resolved(given.value) not in known:
        yield (
            given.line,
            f"AUTHENTICATION_PROVIDER is not one of: {', '.join(known)}.",
            "Write one of them exactly; Keycloak and OneLogin are custom-oidc.",
        )


def leftover_of_basic(found: dict[str, Assignment]) -> Iterator[Place]:
    """ENV-15"""
    given = found.get("AUTHENTICATION_PROVIDER")
    other = [
        name
        for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "SAML_IDP_ENTITY_ID")
        if name in found and resolved(found[name].value)
    ]
    if given and resolved(given.value) == "basic" and other:
        yield (
            given.line,
            f"AUTHENTICATION_PROVIDER is basic, although {other[0]} is set: the provider is not used.",
            "Name the provider.",
        )


def google_leftover(found: dict[str, Assignment]) -> Iterator[Place]:
    """ENV-18"""
    given, authority = found.get("AUTHENTICATION_PROVIDER"), found.get("AUTHENTICATION_AUTHORITY")
    if (
        given
        and authority
        and resolved(given.value) not in ("", "google", "basic")
        and host(resolved(authority.value)) == "accounts.google.com"
    ):
        yield (
            authority.line,
            f"AUTHENTICATION_AUTHORITY is Google's, and the provider is {resolved(given.value)}.",
            "Write the provider's issuer.",
        )
