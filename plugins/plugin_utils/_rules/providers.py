# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cognito, Okta, Keycloak and Google: what is particular to each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._register import Problem, at
from ._rule import Case, rule
from ._text import host, is_placeholder, path

COGNITO = ("aws-cognito",)
ISSUER = re.compile(r"https://cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/[\w-]+_[0-9A-Za-z]+")
POOL = re.compile(r"[\w-]+_[0-9A-Za-z]+", re.ASCII)
COGNITO_HOST = re.compile(r"cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?")
REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-[0-9]")
NOT_IN_A_REALM = re.compile(r"[\s/?#,\"'\[\]]")
COMMERCIAL = re.compile(r"[a-z]{2}-[a-z]+-[0-9]")


def _foreign(case: Case) -> list[str]:
    return [option for url, option in case.texts("AUTHENTICATION_PUBLIC_KEYS") if not COGNITO_HOST.fullmatch(host(url))]


@rule("URL-06", providers=COGNITO)
def foreign_key_given(case: Case) -> Iterator[Problem]:
    """Cognito's key URLs belong to the user pool."""
    if case.settings.public_key_urls is not None and (foreign := _foreign(case)):
        yield at(foreign[0], "given")


@rule("URL-06", providers=COGNITO)
def foreign_key_derived(case: Case) -> Iterator[Problem]:
    """Cognito's key URLs belong to the user pool."""
    if case.settings.public_key_urls is None and (foreign := _foreign(case)):
        yield at(foreign[0], "derived")


@rule("URL-07", providers=COGNITO)
def hosted_page(case: Case) -> Iterator[Problem]:
    """Cognito's issuer is not the hosted sign-in page."""
    places = dict.fromkeys(case.variable(name) for name in ("AUTHENTICATION_AUTHORITY", "OIDC_DISCOVERY_URI"))
    for value, option in places:
        if host(value).endswith("amazoncognito.com"):
            yield at(option, "hosted_page")


@rule("URL-07", providers=COGNITO)
def pool_issuer(case: Case) -> Iterator[Problem]:
    """Cognito's issuer is a user pool."""
    value = case.settings.authority
    if (
        value
        and not is_placeholder(value)
        and not host(value).endswith("amazoncognito.com")
        and not ISSUER.fullmatch(value)
    ):
        yield at("om_sso_authority", "not_a_pool")


@rule("URL-19", providers=COGNITO)
def region(case: Case) -> Iterator[Problem]:
    """A Cognito region and user pool are valid and the user pool is in the region."""
    value, pool = case.settings.cognito_region, case.settings.cognito_user_pool_id
    if value is not None and not is_placeholder(value) and not REGION.fullmatch(value):
        yield at("om_sso_cognito_region", "not_a_region")
        value = None
    if pool is None or is_placeholder(pool):
        return
    if not POOL.fullmatch(pool):
        yield at("om_sso_cognito_user_pool_id", "not_a_pool")
    elif value is not None and not is_placeholder(value) and not pool.startswith(value + "_"):
        yield at("om_sso_cognito_user_pool_id", "other_region")


@rule("URL-05", providers=COGNITO)
def other_partition(case: Case) -> Iterator[Problem]:
    """The provider is in the commercial cloud."""
    value = case.settings.cognito_region
    if value and REGION.fullmatch(value) and (not COMMERCIAL.fullmatch(value) or value.startswith("cn-")):
        yield at("om_sso_cognito_region", "other_partition")


@rule("URL-08", providers=("okta",))
def okta_keys(case: Case) -> Iterator[Problem]:
    """Okta's keys can be saved in 1.10."""
    value, option = case.derived.authority
    if value:
        yield at(option)


@rule("DB-09", providers=("okta",), flows=("implicit",))
def okta_savable(case: Case) -> Iterator[Problem]:
    """The configuration of a public client can still be saved."""
    issuer = case.derived.authority.value
    listed = case.texts("AUTHENTICATION_PUBLIC_KEYS")
    if issuer and listed and not any(url.startswith(issuer.rstrip("/") + "/") for url, _option in listed):
        option = listed[0][1]
        yield at(option, "okta_key_url")


@rule("URL-20", providers=("okta",))
def okta_console(case: Case) -> Iterator[Problem]:
    """Okta's issuer is not a page of its console."""
    value, option = case.derived.authority
    if value and (
        host(value).split(".")[0].endswith("-admin") or path(value).endswith(("/v1/authorize", "/v1/token", "/v1/keys"))
    ):
        yield at(option)


@rule("URL-14", providers=("custom-oidc",))
def endpoint(case: Case) -> Iterator[Problem]:
    """The issuer is not an endpoint."""
    value, option = case.derived.authority
    if value and (
        "/protocol/openid-connect" in value or value.rstrip("/").endswith("/.well-known/openid-configuration")
    ):
        yield at(option, "endpoint")


@rule("URL-14", providers=("keycloak",))
def realm_in_url(case: Case) -> Iterator[Problem]:
    """Keycloak's base URL and realm are set separately."""
    url, realm = case.settings.keycloak_url, case.settings.keycloak_realm
    if url and "/realms/" in url + "/":
        yield at("om_sso_keycloak_url", "realm_in_url")
    if realm and not is_placeholder(realm) and NOT_IN_A_REALM.search(realm):
        yield at("om_sso_keycloak_realm", "not_a_realm")


@rule("CLM-16", providers=("auth0",))
def reserved_roles_claim(case: Case) -> Iterator[Problem]:
    """The provider lets tokens name roles."""
    if case.settings.use_roles_from_provider:
        yield at("om_sso_use_roles_from_provider", "reserved")


@rule("CLM-16", providers=("google", "aws-cognito"))
def no_roles_claim(case: Case) -> Iterator[Problem]:
    """The provider's tokens name roles."""
    if case.settings.use_roles_from_provider:
        yield at("om_sso_use_roles_from_provider", "no_claim")
