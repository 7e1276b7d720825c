# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which role variable can bring about the value of which variable of the environment, and how it is said there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from .._model.environment import WHEN_GIVEN
from .._model.providers import Provider, ldap, saml


def _as_it_is(value: Any) -> Any:
    return value


class Way(NamedTuple):
    """``variable`` is reached by the role variable at ``path`` (without prefix).

    ``say`` gives ``None`` where it cannot be said.
    """

    variable: str
    path: tuple[str, ...]
    say: Callable[[Any], Any] = _as_it_is


def _number(value: Any) -> int | None:
    return int(value) if str(value).isdigit() and str(int(value)) == str(value) else None


def _words(value: Any) -> list[str] | None:
    return value.split(" ") if isinstance(value, str) and value else None


def _opposite(value: Any) -> bool | None:
    return not value if isinstance(value, bool) else None


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 2 else None


def _mapping(value: Any) -> Any:
    """The roles mapping as a dictionary where that gives the same text."""
    try:
        found = json.loads(value)
    except (TypeError, ValueError):
        return value
    return found if isinstance(found, dict) and ldap.as_json(found) == value else value


#: In this order: what other values are derived from comes first. An option is used only where it changes the derived
#: value.
FLAT = (
    Way("AUTHENTICATION_CLIENT_ID", ("client_id",)),
    Way("OIDC_CLIENT_SECRET", ("client_secret",)),
    Way("AUTHENTICATION_AUTHORITY", ("authority",)),
    Way("AUTHENTICATION_CALLBACK_URL", ("callback_url",)),
    Way("OIDC_CALLBACK", ("callback_url",)),
    Way("OIDC_DISCOVERY_URI", ("discovery_uri",)),
    Way("AUTHENTICATION_PUBLIC_KEYS", ("oidc_jwks_uri",), _first),
    Way("AUTHENTICATION_PUBLIC_KEYS", ("public_key_urls",)),
    Way("CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME", ("oidc_display_name",)),
    Way("AUTHENTICATION_TOKEN_VALIDATION_ALGORITHM", ("token_validation_algorithm",)),
    Way("OIDC_SCOPE", ("scopes",), _words),
    Way("OIDC_DISABLE_PKCE", ("pkce",), _opposite),
    Way("OIDC_PROMPT_TYPE", ("prompt",)),
    Way("OIDC_MAX_AGE", ("max_age",), _number),
    Way("OIDC_MAX_CLOCK_SKEW", ("max_clock_skew",), _number),
    Way("OIDC_CLIENT_AUTH_METHOD", ("client_auth_method",)),
    Way("OIDC_OM_REFRESH_TOKEN_VALIDITY", ("token_validity",)),
    Way("OIDC_SESSION_EXPIRY", ("session_expiry",)),
    Way("AUTHORIZER_ADMIN_PRINCIPALS", ("admin_principals",)),
    Way("AUTHORIZER_PRINCIPAL_DOMAIN", ("principal_domain",)),
    Way("AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN", ("enforce_principal_domain",)),
    Way("AUTHORIZER_ALLOWED_DOMAINS", ("allowed_domains",)),
    Way("AUTHORIZER_USE_ROLES_FROM_PROVIDER", ("use_roles_from_provider",)),
    Way("AUTHENTICATION_ENABLE_SELF_SIGNUP", ("self_signup",)),
    Way("AUTHENTICATION_JWT_PRINCIPAL_CLAIMS", ("jwt_principal_claims",)),
    Way("AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING", ("jwt_principal_claims_mapping",)),
    *(Way(variable, (option,)) for option, variable in WHEN_GIVEN.items()),
)

#: {object of openmetadata.yaml: kind of provider for which it counts}; nothing below it is in effect otherwise.
BLOCKS = {
    "authenticationConfiguration.oidcConfiguration": "oidc",
    "authenticationConfiguration.samlConfiguration": "saml",
    "authenticationConfiguration.ldapConfiguration": "ldap",
}
#: Fields beside those objects that mean something with OpenID Connect only.
OPENID_CONNECT_ONLY = ("AUTHENTICATION_AUTHORITY", "AUTHENTICATION_CLIENT_ID", "AUTHENTICATION_CALLBACK_URL")


def of(provider: Provider, truststore: Any) -> Iterator[Way]:
    """Every way that a provider has; ``truststore`` says which block of LDAP's counts."""
    yield from FLAT
    if provider.kind == "saml":
        yield from (Way(name, ("saml", *path)) for path, name in saml.FIELDS.items())
    if provider.kind == "ldap":
        for path, name in ldap.FIELDS.items():
            if path[0] != "trust_store_config" or path[1] == ldap.BLOCKS.get(str(truststore)):
                yield Way(name, ("ldap", *path), _mapping if name == "AUTH_ROLES_MAPPING" else _as_it_is)


def counts(variable: Any, provider: Provider, confidential: bool) -> bool:
    """Whether a variable means anything for the provider and its flow."""
    if variable.name in OPENID_CONNECT_ONLY:
        return provider.kind == "oidc"
    kind = next((kind for block, kind in BLOCKS.items() if variable.paths[0].startswith(block + ".")), None)
    return kind is None or (kind == provider.kind and (kind != "oidc" or confidential))
