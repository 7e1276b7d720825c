# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cognito, Okta, Keycloak and Google: what is particular to each."""

from __future__ import annotations

import re

from ._rule import Case, rule
from ._text import host, is_placeholder, path

COGNITO = ("aws-cognito",)
ISSUER = re.compile(r"https://cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/[\w-]+_[0-9A-Za-z]+")
COGNITO_HOST = re.compile(r"cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?")
REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-[0-9]")
COMMERCIAL = re.compile(r"[a-z]{2}-[a-z]+-[0-9]")


def _foreign(case: Case) -> list[str]:
    return [option for url, option in case.texts("AUTHENTICATION_PUBLIC_KEYS") if not COGNITO_HOST.fullmatch(host(url))]


@rule("URL-06", "warning", "Cognito's key URLs are Cognito's", providers=COGNITO, since="1.10")
def foreign_key_given(case: Case):
    if case.settings.public_key_urls is not None and (foreign := _foreign(case)):
        message = f"{foreign[0]} holds a URL of another host than Cognito's: it runs, but OpenMetadata {case.release} refuses to save it."
        yield foreign[0], message, "Change the configuration with this collection only, never in the user interface."


@rule("URL-06", "info", "Cognito's key URLs are Cognito's", providers=COGNITO, since="1.10")
def foreign_key_derived(case: Case):
    if case.settings.public_key_urls is None and (foreign := _foreign(case)):
        message = f"The server's own key URL is in the list for its bots; OpenMetadata {case.release} runs with it, but its user interface cannot save it."
        yield foreign[0], message, "Change the configuration with this collection."


@rule("URL-07", "error", "Cognito's issuer is no hosted sign-in page", providers=COGNITO)
def hosted_page(case: Case):
    places = dict.fromkeys(case.variable(name) for name in ("AUTHENTICATION_AUTHORITY", "OIDC_DISCOVERY_URI"))
    for value, option in places:
        if host(value).endswith("amazoncognito.com"):
            yield (
                option,
                f"{option} is the pool's sign-in page: its issuer is on cognito-idp.REGION.amazonaws.com.",
                f"Leave {option} out.",
            )


@rule("URL-07", "error", "Cognito's issuer is a user pool's", providers=COGNITO)
def pool_issuer(case: Case):
    value = case.settings.authority
    if (
        value
        and not is_placeholder(value)
        and not host(value).endswith("amazoncognito.com")
        and not ISSUER.fullmatch(value)
    ):
        message = "om_sso_authority is no issuer of a user pool."
        yield "om_sso_authority", message, "Leave it out: it follows from the region and the user pool id."


@rule("URL-19", "error", "A Cognito region is one, and the pool is in it", providers=COGNITO)
def region(case: Case):
    value, pool = case.settings.cognito_region, case.settings.cognito_user_pool_id
    if value is None or is_placeholder(value):
        return
    if not REGION.fullmatch(value):
        yield "om_sso_cognito_region", "om_sso_cognito_region is no region.", "Write it as in eu-central-1."
    elif pool is not None and not is_placeholder(pool) and not pool.startswith(value + "_"):
        yield (
            "om_sso_cognito_user_pool_id",
            "om_sso_cognito_user_pool_id is of another region than om_sso_cognito_region.",
            "Copy both from the pool's overview.",
        )


@rule("URL-05", "warning", "A commercial cloud", providers=COGNITO, since="1.10")
def other_partition(case: Case):
    value = case.settings.cognito_region
    if value and REGION.fullmatch(value) and (not COMMERCIAL.fullmatch(value) or value.startswith("cn-")):
        message = f"om_sso_cognito_region is of another partition: OpenMetadata {case.release} runs with it, but refuses to save it."
        yield "om_sso_cognito_region", message, "Change it with this collection only, never in the user interface."


@rule("URL-08", "info", "Okta's keys and the save button of 1.10", providers=("okta",), since="1.10", until="1.11")
def okta_keys(case: Case):
    value, option = case.derived.authority
    if value:
        message = f"OpenMetadata {case.release} runs with Okta's keys below /oauth2, but its user interface may refuse to save them."
        yield option, message, "Change the configuration with this collection, or upgrade OpenMetadata."


@rule(
    "DB-09",
    "warning",
    "A public client that can still be saved",
    providers=("okta",),
    flows=("implicit",),
    since="1.12",
)
def okta_savable(case: Case):
    issuer = case.derived.authority.value
    listed = case.texts("AUTHENTICATION_PUBLIC_KEYS")
    if issuer and listed and not any(url.startswith(issuer.rstrip("/") + "/") for url, _option in listed):
        option = listed[0][1]
        message = f"{option} holds no key URL below the issuer: OpenMetadata {case.release} checks all at each save, and refuses any in its user interface."
        yield option, message, f"Leave {option} out."


@rule("URL-20", "error", "Okta's issuer is no page of the console", providers=("okta",))
def okta_console(case: Case):
    value, option = case.derived.authority
    if value and (
        host(value).split(".")[0].endswith("-admin") or path(value).endswith(("/v1/authorize", "/v1/token", "/v1/keys"))
    ):
        yield (
            option,
            f"{option} is an address of the console or an endpoint, not the issuer.",
            "Copy Issuer URI: Security > API > Authorization Servers.",
        )


@rule("URL-14", "error", "An issuer is no endpoint", providers=("custom-oidc",))
def endpoint(case: Case):
    value, option = case.derived.authority
    if value and (
        "/protocol/openid-connect" in value or value.rstrip("/").endswith("/.well-known/openid-configuration")
    ):
        yield (
            option,
            f"{option} is an endpoint, not the issuer: the discovery document would be looked for below it.",
            "Cut it after the realm's name.",
        )


@rule("URL-14", "error", "Keycloak's base URL and realm are apart", providers=("keycloak",))
def realm_in_url(case: Case):
    url, realm = case.settings.keycloak_url, case.settings.keycloak_realm
    if url and "/realms/" in url + "/":
        yield (
            "om_sso_keycloak_url",
            "om_sso_keycloak_url holds a realm: /realms/ and the realm are appended to it.",
            "Cut it before /realms, and set om_sso_keycloak_realm.",
        )
    if realm and not is_placeholder(realm) and any(mark in realm for mark in "/ ?#"):
        yield (
            "om_sso_keycloak_realm",
            "om_sso_keycloak_realm is no realm's name.",
            "Write the name alone, as the console shows it at the top left.",
        )


@rule("CLM-16", "warning", "The provider's tokens name roles", providers=("google", "aws-cognito"))
def no_roles_claim(case: Case):
    if case.settings.use_roles_from_provider:
        message = f"om_sso_use_roles_from_provider: tokens of {case.provider.title} hold no claim named roles, so every user would lose their roles."
        yield "om_sso_use_roles_from_provider", message, "Leave it out, or add the claim at the provider."
