# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment variables that carry the settings to OpenMetadata, as typed values by variable name."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import Any

from ...module_utils._keys.key_store import names_for
from ...module_utils._server import authorization_request
from .catalogue import CATALOGUE, read_by
from .deployments import deployment_of
from .findings import is_ignored
from .options import PREFIX
from .providers import Derived, Provider
from .settings_class import Settings
from .value import Value, given, option_name

AUTHORIZER = "org.openmetadata.service.security.DefaultAuthorizer"
REQUEST_FILTER = "org.openmetadata.service.security.JwtFilter"

CLIENT_TYPES = {"authorization_code": "confidential", "implicit": "public"}

#: Variables that are set only when their option is given: not every release reads them, and the server's default is
#: right.
WHEN_GIVEN = {
    "session_expiry": "AUTHENTICATION_SESSION_EXPIRY",
    "max_sessions_per_user": "AUTHENTICATION_MAX_ACTIVE_SESSIONS_PER_USER",
    "secure_session_cookie": "FORCE_SECURE_SESSION_COOKIE",
    "auto_redirect": "AUTHENTICATION_ENABLE_AUTO_REDIRECT",
    "trusted_redirect_uris": "AUTHENTICATION_ADDITIONAL_TRUSTED_REDIRECT_URIS",
    "default_role": "AUTHORIZER_DEFAULT_OAUTH_ROLE",
}


def environment(settings: Settings, provider: Provider, derived: Derived) -> dict[str, Value]:
    """Every variable that decides the sign-in is set, so that a stale value elsewhere cannot shine through.

    ``om_sso_extra_environment`` is applied last.
    """
    values = {
        **_authorizer(settings),
        **_authentication(settings, provider, derived),
        **provider.variables(settings, provider, derived),
    }
    values.update({name: value for option, name in WHEN_GIVEN.items() if (value := given(settings, option))})
    values.update(_own_keys(settings))
    values.update(
        {
            name: Value(value, option_name("extra_environment", name))
            for name, value in (settings.extra_environment or {}).items()
        }
    )
    return values


def for_release(values: dict[str, Value], release: str | None) -> dict[str, Value]:
    """Without what the release does not read. A variable that is not of the catalogue stays, for its finding."""
    if release is None:
        return values
    unread = _unread(release)
    return {name: value for name, value in values.items() if name not in unread}


@functools.lru_cache(maxsize=256)
def _unread(release: str) -> frozenset[str]:
    """Variables of the catalogue that a release does not read."""
    return frozenset(name for name, variable in CATALOGUE.items() if not read_by(variable, release))


def _option(settings: Settings, name: str) -> Value:
    return Value(getattr(settings, name), PREFIX + name)


def _own_keys(settings: Settings) -> dict[str, Value]:
    """The operator's own key pair by its id and by where it lies, as the server sees it."""
    folder = deployment_of(settings).key_folder
    if not settings.jwt_key_id or folder is None:
        return {}
    names = names_for(folder(settings), settings.jwt_key_id)
    return {name: Value(text, PREFIX + "jwt_key_id") for name, text in names.items()}


def _authorizer(settings: Settings) -> dict[str, Value]:
    return {
        "AUTHORIZER_CLASS_NAME": Value(AUTHORIZER, PREFIX + "provider"),
        "AUTHORIZER_REQUEST_FILTER": Value(REQUEST_FILTER, PREFIX + "provider"),
        "AUTHORIZER_ADMIN_PRINCIPALS": _option(settings, "admin_principals"),
        "AUTHORIZER_PRINCIPAL_DOMAIN": _option(settings, "principal_domain"),
        "AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN": _option(settings, "enforce_principal_domain"),
        "AUTHORIZER_ALLOWED_DOMAINS": _option(settings, "allowed_domains"),
        "AUTHORIZER_USE_ROLES_FROM_PROVIDER": _option(settings, "use_roles_from_provider"),
    }


def _authentication(settings: Settings, provider: Provider, derived: Derived) -> dict[str, Value]:
    return {
        "AUTHENTICATION_PROVIDER": Value(provider.openmetadata_provider, PREFIX + "provider"),
        # The server asks for a display name whenever its configuration is saved (facts, save-time rules).
        "CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME": Value(provider.title, PREFIX + "provider"),
        "AUTHENTICATION_CLIENT_TYPE": Value(CLIENT_TYPES.get(settings.flow or "", "public"), PREFIX + "flow"),
        "AUTHENTICATION_RESPONSE_TYPE": Value("id_token", PREFIX + "flow"),
        "AUTHENTICATION_PUBLIC_KEYS": derived.public_key_urls,
        "AUTHENTICATION_TOKEN_VALIDATION_ALGORITHM": Value("RS256", PREFIX + "provider"),
        "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS": _option(settings, "jwt_principal_claims"),
        "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING": _option(settings, "jwt_principal_claims_mapping"),
        "AUTHENTICATION_ENABLE_SELF_SIGNUP": _option(settings, "self_signup"),
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


#: What a sign-in of a confidential client sends to the provider: (parameter, field, the variable that sets it).
SENT = tuple(
    (parameter, field, name)
    for parameter, field in authorization_request.PARAMETERS.items()
    for name, variable in CATALOGUE.items()
    if f"authenticationConfiguration.{field}" in variable.paths
)


def served(values: dict[str, Value], provider: Provider, ignored: Collection[str] = ()) -> dict[str, Any]:
    """What ``/api/v1/system/config/auth`` should answer for these variables, and what a sign-in should send.

    ``ignored`` are rules that the operator decided to live with.
    """
    shown = {field: values[name].value for field, name in SERVED.items() if field in provider.served}
    if "OIDC_CALLBACK" not in values or values["AUTHENTICATION_CLIENT_TYPE"].value != "confidential":
        return shown
    unsure = _unsure(values) | ({"redirect_uri"} if is_ignored("RED-02", ignored) else set())
    return {
        **shown,
        **{field: values[name].value for parameter, field, name in SENT if name in values and parameter not in unsure},
    }


def _unsure(values: dict[str, Value]) -> set[str]:
    """Parameters that may rightly be sent otherwise.

    Azure's client has PKCE of its own in some releases, and custom parameters win.
    """
    custom = values["OIDC_CUSTOM_PARAMS"].value if "OIDC_CUSTOM_PARAMS" in values else None
    named = (
        {str(value) for key, value in custom.items() if str(key).startswith("customParamKey")}
        if isinstance(custom, dict)
        else set()
    )
    azure = str(values["OIDC_TYPE"].value).lower() == "azure" if "OIDC_TYPE" in values else False
    return named | ({"code_challenge"} if azure else set())
