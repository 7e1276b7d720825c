# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key URLs that verify tokens."""

from __future__ import annotations

import re

from .._model.deployments import IN_CONTAINER
from .._model.providers import OWN_KEYS, PROVIDERS
from ._rule import OPENID_CONNECT, PUBLIC, Case, rule
from ._text import host, is_local, origin, path, split

KEYS = "AUTHENTICATION_PUBLIC_KEYS"
#: Azure's tenants of everybody, in a path.
EVERYBODY = re.compile(r"/(common|organizations|consumers)(/|$)")
NOT_IN_A_URL = re.compile(r"[\[\],\"'\s]")
#: Cognito's configuration cannot be saved with the server's own URL, so leaving it out is a choice there.
OWN_KEYS_NEEDED = tuple(name for name in PROVIDERS if name != "aws-cognito")


def is_own(url: str) -> bool:
    """The server's own key URL, in whatever spelling."""
    return path(url).endswith("/config/jwks")


def _no_own_key(case: Case):
    value, option = case.variable(KEYS, list)
    if value is not None and not any(isinstance(url, str) and is_own(url) for url in value):
        own = f"{case.settings.server_internal_url or 'http://localhost:8585'}{OWN_KEYS}"
        yield option, f"{option} lacks the server's own keys: bots and personal tokens would be refused.", f"Add {own}."


rule("JWK-01", "error", "The key URLs hold the server's own", providers=OWN_KEYS_NEEDED)(_no_own_key)
rule("JWK-01", "warning", "The key URLs hold the server's own", providers=("aws-cognito",))(_no_own_key)


@rule("JWK-01", "error", "The key URLs hold the provider's", providers=OPENID_CONNECT)
def provider_keys(case: Case):
    value, option = case.variable(KEYS, list)
    if value is not None and all(isinstance(url, str) and is_own(url) for url in value):
        yield (
            option,
            f"{option} lacks the keys of {case.provider.title}: no user could sign in.",
            "Add jwks_uri of the provider's discovery document.",
        )


@rule("JWK-02", "warning", "The server can reach its own key URL", deployments=IN_CONTAINER)
def reachable(case: Case):
    port, _option = case.variable("SERVER_PORT", int)
    for url, option in case.texts(KEYS):
        parts = split(url)
        if parts is None or not is_own(url):
            continue
        if is_local(url) and parts.port != (port or 8585):
            yield (
                option,
                f"{option}: the server's own key URL is on port {parts.port}, but within its container it listens on {port or 8585}.",
                "Write the port within the container, not the published one.",
            )
        elif parts.scheme == "https" and origin(url) == origin(case.settings.server_url):
            yield (
                option,
                f"{option}: the server's own key URL goes out by its public name and back, through a proxy and its certificate.",
                f"Write http://localhost:{port or 8585}{OWN_KEYS}.",
            )


@rule("JWK-04", "error", "The server's own key URL has its current path")
def old_path(case: Case):
    for url, option in case.texts(KEYS):
        if is_own(url) and not path(url).endswith("/api/v1/system/config/jwks"):
            yield option, f"{option}: the server's own key URL does not end with {OWN_KEYS}.", "Write it so."


@rule("JWK-06", "error", "One URL an entry")
def one_url(case: Case):
    for url, option in case.texts(KEYS):
        if NOT_IN_A_URL.search(url):
            yield (
                option,
                f"{option}: an entry holds a blank, comma, quote or bracket: it is not one URL.",
                "Write a list with one URL an entry.",
            )


@rule("JWK-08", "error", "The server's own key URL has the scheme that it listens with")
def own_scheme(case: Case):
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
            yield (
                option,
                f"{option}: the server's own key URL is {parts.scheme}, and om_sso_server_internal_url {internal.scheme}.",
                "Use the one that the server itself listens with, not the one of a proxy before it.",
            )


@rule(
    "JWK-14",
    "error",
    "Keys of everybody's tenants need a domain check",
    providers=("azure", "custom-oidc"),
    flows=PUBLIC,
)
def foreign_tenants(case: Case):
    places = [case.derived.authority, *case.texts(KEYS)]
    open_to_all = [option for value, option in places if value and EVERYBODY.search(path(value))]
    if open_to_all and _anybody(case):
        yield (
            open_to_all[0],
            f"{open_to_all[0]} trusts every tenant's keys, and anybody gets an account: the implicit flow checks neither issuer nor audience.",
            "Use the URL of your tenant, or om_sso_enforce_principal_domain: true.",
        )


@rule(
    "CLM-15",
    "warning",
    "Not everybody of every tenant gets an account",
    providers=("azure", "custom-oidc"),
    flows=("authorization_code",),
)
def open_tenant(case: Case):
    value, option = case.derived.authority
    if value and EVERYBODY.search(path(value)) and _anybody(case):
        message = (
            f"{option} is of every tenant, and om_sso_self_signup is on: anybody with an account there can sign in."
        )
        yield (
            option,
            message,
            "Use your tenant, set om_sso_enforce_principal_domain: true or om_sso_self_signup: false.",
        )


def _anybody(case: Case) -> bool:
    settings = case.settings
    return bool(settings.self_signup and not settings.enforce_principal_domain)


@rule("MISC-04", "warning", "Not every Google account gets an account here", providers=("google",))
def any_google_account(case: Case):
    if _anybody(case):
        yield (
            "om_sso_enforce_principal_domain",
            "om_sso_self_signup is on without om_sso_enforce_principal_domain: unless the consent screen is Internal, any Google account can sign in.",
            "Set om_sso_enforce_principal_domain: true, or om_sso_self_signup: false.",
        )


@rule("JWK-16", "error", "A custom provider needs its key URL", providers=("custom-oidc",))
def custom_keys(case: Case):
    if (
        case.provider.name == "custom-oidc"
        and case.settings.public_key_urls is None
        and getattr(case.settings, "oidc_jwks_uri", None) is None
    ):
        yield (
            "om_sso_oidc_jwks_uri",
            "om_sso_oidc_jwks_uri is missing.",
            "Copy jwks_uri of the provider's discovery document.",
        )
