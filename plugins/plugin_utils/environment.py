# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment variables that carry the settings to OpenMetadata, as typed values by variable name."""

from __future__ import annotations

from typing import Any

from . import sections
from .derivation import Derived
from .providers import Provider

AUTHORIZER = "org.openmetadata.service.security.DefaultAuthorizer"
REQUEST_FILTER = "org.openmetadata.service.security.JwtFilter"

CLIENT_TYPES = {"authorization_code": "confidential", "implicit": "public"}


def environment(settings: Any, provider: Provider, derived: Derived) -> dict[str, Any]:
    """Every variable that decides the sign-in is set, so that a stale value elsewhere cannot shine through.

    ``om_sso_extra_environment`` is applied last.
    """
    values = {**_authorizer(settings), **_authentication(settings, provider, derived), **KINDS[provider.kind](settings, provider, derived)}
    values.update(settings.extra_environment or {})
    return values


def _authorizer(settings: Any) -> dict[str, Any]:
    return {
        "AUTHORIZER_CLASS_NAME": AUTHORIZER,
        "AUTHORIZER_REQUEST_FILTER": REQUEST_FILTER,
        "AUTHORIZER_ADMIN_PRINCIPALS": settings.admin_principals,
        "AUTHORIZER_PRINCIPAL_DOMAIN": settings.principal_domain,
        "AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN": settings.enforce_principal_domain,
        "AUTHORIZER_ALLOWED_DOMAINS": settings.allowed_domains,
    }


def _authentication(settings: Any, provider: Provider, derived: Derived) -> dict[str, Any]:
    return {
        "AUTHENTICATION_PROVIDER": provider.openmetadata_provider,
        # The server asks for a display name whenever its configuration is saved (facts, save-time rules).
        "CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME": provider.display_name(settings) if provider.display_name else provider.title,
        "AUTHENTICATION_RESPONSE_TYPE": "id_token",
        "AUTHENTICATION_PUBLIC_KEYS": derived.public_key_urls.value,
        "AUTHENTICATION_TOKEN_VALIDATION_ALGORITHM": settings.token_validation_algorithm,
        "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS": settings.jwt_principal_claims,
        "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING": settings.jwt_principal_claims_mapping,
        "AUTHENTICATION_ENABLE_SELF_SIGNUP": settings.self_signup,
    }


def _oidc(settings: Any, provider: Provider, derived: Derived) -> dict[str, Any]:
    values = {
        "AUTHENTICATION_CLIENT_TYPE": CLIENT_TYPES.get(settings.flow, ""),
        "AUTHENTICATION_AUTHORITY": derived.authority.value,
        "AUTHENTICATION_CLIENT_ID": settings.client_id,
        "AUTHENTICATION_CALLBACK_URL": derived.callback_url.value,
    }
    return {**values, **(_confidential(settings, provider, derived) if settings.flow == "authorization_code" else {})}


def _basic(settings: Any, provider: Provider, derived: Derived) -> dict[str, Any]:
    return {"AUTHENTICATION_CLIENT_TYPE": "public"}


def _ldap(settings: Any, provider: Provider, derived: Derived) -> dict[str, Any]:
    return {"AUTHENTICATION_CLIENT_TYPE": "public", **sections.read("ldap", settings.ldap).values}


def _saml(settings: Any, provider: Provider, derived: Derived) -> dict[str, Any]:
    """The server's own end follows from its URL (facts: endpoints); a given value wins."""
    url = settings.server_url
    own = {} if url is None else {
        "SAML_SP_ENTITY_ID": f"{url}/api/v1/saml/metadata",
        "SAML_SP_ACS": f"{url}/api/v1/saml/acs",
        "SAML_SP_CALLBACK": f"{url}/saml/callback",
    }
    return {"AUTHENTICATION_CLIENT_TYPE": "public", **own, **sections.read("saml", settings.saml).values}


KINDS = {"oidc": _oidc, "basic": _basic, "ldap": _ldap, "saml": _saml}


def _confidential(settings: Any, provider: Provider, derived: Derived) -> dict[str, Any]:
    scopes = derived.scopes.value
    return {
        "OIDC_TYPE": provider.oidc_type,
        "OIDC_CLIENT_ID": settings.client_id,
        "OIDC_CLIENT_SECRET": settings.client_secret,
        "OIDC_SCOPE": None if scopes is None else " ".join(scopes),
        "OIDC_DISCOVERY_URI": derived.discovery_uri.value,
        "OIDC_CALLBACK": derived.callback_url.value,
        "OIDC_SERVER_URL": settings.server_url,
        "OIDC_CLIENT_AUTH_METHOD": settings.client_auth_method,
        "OIDC_TENANT": provider.tenant(settings) or "",
        "OIDC_RESPONSE_TYPE": "code",
        "OIDC_PREFERRED_JWS": settings.token_validation_algorithm,
        "OIDC_USE_NONCE": "true",
        "OIDC_DISABLE_PKCE": not settings.pkce,
        "OIDC_PROMPT_TYPE": derived.prompt.value,
        # An empty value is not sent to the provider; the shipped default 0 asks for the password at each sign-in (FLOW-12).
        "OIDC_MAX_AGE": "" if settings.max_age is None else str(settings.max_age),
        "OIDC_MAX_CLOCK_SKEW": "" if settings.max_clock_skew is None else str(settings.max_clock_skew),
        "OIDC_SESSION_EXPIRY": settings.session_expiry,
        # Set, because the default of some releases leaves a stray brace behind (ENV-09).
        "OIDC_CUSTOM_PARAMS": {},
    }


#: Fields of ``/api/v1/system/config/auth`` that can be trusted in every release, by their variable. ``responseType``,
#: ``publicKeyUrls`` and the algorithm are left out: releases report defaults there (DB-08, FLOW-03).
SERVED = {
    "provider": "AUTHENTICATION_PROVIDER",
    "clientType": "AUTHENTICATION_CLIENT_TYPE",
    "authority": "AUTHENTICATION_AUTHORITY",
    "clientId": "AUTHENTICATION_CLIENT_ID",
    "callbackUrl": "AUTHENTICATION_CALLBACK_URL",
    "enableSelfSignup": "AUTHENTICATION_ENABLE_SELF_SIGNUP",
    "jwtPrincipalClaims": "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS",
    "jwtPrincipalClaimsMapping": "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING",
}


def served(values: dict[str, Any]) -> dict[str, Any]:
    """What ``/api/v1/system/config/auth`` should answer for these variables."""
    return {field: values[name] for field, name in SERVED.items() if name in values}
