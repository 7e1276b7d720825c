# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""URLs and domains as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._model import key_hosts
from .._register import Problem, at
from ._rule import Case, rule
from ._text import (
    HOST,
    LOCAL,
    host,
    is_internal,
    is_own,
    is_placeholder,
    is_private,
    origin,
    path,
    split,
    urls,
)

#: Hosts of Google's issuer and keys.
GOOGLE = ("accounts.google.com", "www.googleapis.com")
#: URLs to which paths are added, beside issuers.
BASES = ("om_sso_server_url", "om_sso_server_internal_url", "om_sso_keycloak_url")
#: Its entries have a rule of their own (JWK-06).
KEY_URLS = "om_sso_public_key_urls"
NOT_IN_A_URL = re.compile(r"[\s\"'<>]")
#: Options whose issuer may end with a slash, because some providers' issuers do.
FREE_ISSUERS = ("custom-oidc",)


@rule("ENV-21")
def scheme(case: Case) -> Iterator[Problem]:
    """A URL has a scheme and a host."""
    for option, url in urls(case):
        parts = split(url)
        if parts is None or parts.scheme not in ("http", "https") or not HOST.fullmatch(parts.netloc):
            yield at(option, "not_a_url")
        elif option != KEY_URLS and NOT_IN_A_URL.search(url):
            yield at(option, "not_in_a_url")


@rule("ENV-21")
def base(case: Case) -> Iterator[Problem]:
    """A URL to which paths are added ends before a query and a fragment."""
    for text in case.written:
        if (text.kind == "issuer" or text.option in BASES) and any(mark in text.text for mark in "?#"):
            yield at(text.option, "not_a_base")


@rule("ENV-06")
def doubled_scheme(case: Case) -> Iterator[Problem]:
    """A URL has one scheme."""
    for option, url in urls(case):
        if url.split("?")[0].count("://") > 1 and not any(mark in url for mark in ", "):
            yield at(option)


@rule("RED-06")
def several_urls(case: Case) -> Iterator[Problem]:
    """One server URL is set."""
    url = case.settings.server_url
    if url and any(mark in url.strip() for mark in (",", " ", ";")):
        yield at("om_sso_server_url")


@rule("URL-12")
def trailing_slash(case: Case) -> Iterator[Problem]:
    """A URL does not end with a slash."""
    for text in case.written:
        if not text.text.endswith("/") or text.kind not in ("url", "issuer"):
            continue
        if text.kind == "issuer" and case.provider.name in FREE_ISSUERS:
            continue
        option = text.option
        yield at(option)


@rule("ENV-24")
def domain(case: Case) -> Iterator[Problem]:
    """A domain option holds a host name."""
    for text in case.written:
        if text.kind != "domain" or is_placeholder(text.text):
            continue
        value, option = text.text, text.option
        if "://" in value:
            yield at(option, "scheme")
        elif "/" in value:
            yield at(option, "slash")
        elif ":" in value or not HOST.fullmatch(value) or ("." not in value and option != "om_sso_ldap.host"):
            yield at(option, "not_a_host_name")


@rule("URL-11", providers=("okta", "custom-oidc"))
def unsafe_host(case: Case) -> Iterator[Problem]:
    """The provider's host is a public name."""
    value, option = case.derived.authority
    name = host(value)
    if name and is_private(name):
        yield at(option, "address")
    elif name and name.startswith(("fc", "fd")):
        yield at(option, "name")


@rule("FLOW-05", flows=("authorization_code",))
def discovery(case: Case) -> Iterator[Problem]:
    """The discovery URI ends with the well-known path, where the operator wrote it."""
    uri = case.variable("OIDC_DISCOVERY_URI")
    if (
        uri.value is not None
        and case.is_given(uri)
        and not path(uri.value).endswith(
            ("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")
        )
    ):
        yield at(uri.option, "not_well_known")


@rule("ENV-23", providers=("custom-oidc",))
def one_origin(case: Case) -> Iterator[Problem]:
    """All URLs of the provider are on one origin, unless it is known for another one or the server alone asks there."""
    authority = origin(case.derived.authority.value)
    issuer = host(case.derived.authority.value)
    places = [(url, option) for url, option in case.texts("AUTHENTICATION_PUBLIC_KEYS") if not is_own(url)]
    places.append(case.variable("OIDC_DISCOVERY_URI"))
    other = {origin(url): (host(url), option) for url, option in places if url and not is_placeholder(url)}
    for found, (name, option) in other.items():
        if not authority or not found or found == authority or is_internal(issuer):
            continue
        of_server_alone = is_internal(name) or name in LOCAL or is_private(name)
        if not of_server_alone and not key_hosts.belongs(issuer, name):
            yield at(option, name=found, authority=authority)


@rule("ENV-18", providers=("auth0", "azure", "okta", "aws-cognito", "custom-oidc", "saml", "ldap", "basic"))
def google_leftover(case: Case) -> Iterator[Problem]:
    """URLs of Google are used with Google only."""
    places = [
        case.variable("AUTHENTICATION_AUTHORITY"),
        case.variable("OIDC_DISCOVERY_URI"),
        *case.texts("AUTHENTICATION_PUBLIC_KEYS"),
    ]
    found = [(host(value), option) for value, option in places if value and host(value) in GOOGLE]
    if case.provider.openmetadata_provider == "custom-oidc" and {name for name, _option in found} == set(GOOGLE):
        return  # issuer and keys: Google as any other provider
    for _name, option in found:
        yield at(option, "leftover")
