# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key URLs that verify tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._model.deployments import IN_CONTAINER
from .._model.providers import OWN_KEYS
from .._register import Problem, at
from ._rule import OPENID_CONNECT, PUBLIC, Case, rule
from ._text import host, is_local, is_own, origin, path, split

KEYS = "AUTHENTICATION_PUBLIC_KEYS"
#: Azure's names for all tenants, in a path.
ALL_TENANTS = re.compile(r"/(common|organizations|consumers)(/|$)")
NOT_IN_A_URL = re.compile(r"[\[\],\"'\s]")
#: Its configuration cannot be saved with the server's own URL, so leaving that out is a choice.
COGNITO = "aws-cognito"


@rule("JWK-01")
def own_keys(case: Case) -> Iterator[Problem]:
    """The key URLs include the server's own."""
    value, option = case.variable(KEYS, list)
    if value is not None and not any(isinstance(url, str) and is_own(url) for url in value):
        own = f"{case.settings.server_internal_url or 'http://localhost:8585'}{OWN_KEYS}"
        yield at(option, "no_own_keys_cognito" if case.provider.name == COGNITO else "no_own_keys", own=own)


@rule("JWK-01", providers=OPENID_CONNECT)
def provider_keys(case: Case) -> Iterator[Problem]:
    """The key URLs include the provider's."""
    value, option = case.variable(KEYS, list)
    if value is not None and all(isinstance(url, str) and is_own(url) for url in value):
        yield at(option, "no_provider_keys")


@rule("JWK-02", deployments=IN_CONTAINER)
def reachable(case: Case) -> Iterator[Problem]:
    """The server can reach its own key URL."""
    port, _option = case.variable("SERVER_PORT", int)
    for url, option in case.texts(KEYS):
        parts = split(url)
        if parts is None or not is_own(url):
            continue
        if is_local(url) and parts.port != (port or 8585):
            yield at(option, "other_port", port=parts.port, listening=port or 8585)
        elif parts.scheme == "https" and origin(url) == origin(case.settings.server_url):
            yield at(option, "public_name", port=port or 8585)


@rule("JWK-04")
def old_path(case: Case) -> Iterator[Problem]:
    """The server's own key URL has its current path."""
    for url, option in case.texts(KEYS):
        if is_own(url) and not path(url).endswith("/api/v1/system/config/jwks"):
            yield at(option, "old_path")


@rule("JWK-06")
def one_url(case: Case) -> Iterator[Problem]:
    """Key URLs that the operator wrote are a list of single URLs; an option that they follow from has its own rules."""
    if case.is_given(case.variable(KEYS, list)):
        for url, option in case.texts(KEYS):
            if NOT_IN_A_URL.search(url):
                yield at(option, "several_in_one")


@rule("JWK-08")
def own_scheme(case: Case) -> Iterator[Problem]:
    """The server's own key URL has the scheme that the server listens on."""
    internal = split(case.settings.server_internal_url)
    for url, option in case.texts(KEYS):
        parts = split(url)
        if (
            parts
            and internal
            and is_own(url)
            and host(url) == host(case.settings.server_internal_url)
            and parts.scheme != internal.scheme
        ):
            yield at(option, scheme=parts.scheme, listening=internal.scheme)


@rule("JWK-14", providers=("azure", "custom-oidc"), flows=PUBLIC)
def foreign_tenants(case: Case) -> Iterator[Problem]:
    """A provider for every tenant has a domain check."""
    places = [case.derived.authority, *case.texts(KEYS)]
    open_to_all = [option for value, option in places if value and ALL_TENANTS.search(path(value))]
    if open_to_all and _open_to_all_users(case):
        yield at(open_to_all[0])


@rule("CLM-15", providers=("azure", "custom-oidc"), flows=("authorization_code",))
def open_tenant(case: Case) -> Iterator[Problem]:
    """Sign-up is limited when the provider accepts accounts of any tenant."""
    value, option = case.derived.authority
    if value and ALL_TENANTS.search(path(value)) and _open_to_all_users(case):
        yield at(option, "every_tenant")


def _open_to_all_users(case: Case) -> bool:
    settings = case.settings
    return bool(settings.self_signup and not settings.enforce_principal_domain)


@rule("MISC-04", providers=("google",))
def any_google_account(case: Case) -> Iterator[Problem]:
    """Not every Google account gets an account."""
    if _open_to_all_users(case):
        yield at("om_sso_enforce_principal_domain")


@rule("JWK-16", providers=("custom-oidc",))
def custom_keys(case: Case) -> Iterator[Problem]:
    """A custom provider has its key URL."""
    if (
        case.provider.name == "custom-oidc"
        and case.settings.public_key_urls is None
        and getattr(case.settings, "oidc_jwks_uri", None) is None
    ):
        yield at("om_sso_oidc_jwks_uri")
