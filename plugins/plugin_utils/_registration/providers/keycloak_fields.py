# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keycloak's ClientRepresentation of an OpenID Connect client to the neutral fields and back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

#: Client scopes that are switches of Keycloak itself. No server asks for them, and a client needs them.
TECHNICAL = frozenset(("acr", "basic", "roles", "web-origins", "service_account", "microprofile-jwt", "organization"))
GRANTS = {
    "authorization_code": "standardFlowEnabled",
    "implicit": "implicitFlowEnabled",
    "password": "directAccessGrantsEnabled",
    "client_credentials": "serviceAccountsEnabled",
}
AUTHENTICATORS = {
    "client_secret_post": "client-secret",
    "client_secret_jwt": "client-secret-jwt",
    "private_key_jwt": "client-jwt",
}
#: Values that Keycloak does not tell apart; None is not told at all.
SAME: Mapping[str, Mapping[str, str | None]] = {
    "token_endpoint_auth_method": {"client_secret_basic": "client_secret_post"},
    "grant_types": {"refresh_token": None},
    "scope": {"openid": None},
}
SIMPLE = {"client_name": "name", "redirect_uris": "redirectUris", "web_origins": "webOrigins", "enabled": "enabled"}
ALGORITHM, REFRESH, PKCE, SIGN_OUT = (
    "id.token.signed.response.alg",
    "use.refresh.tokens",
    "pkce.code.challenge.method",
    "post.logout.redirect.uris",
)
SETS = frozenset(
    (
        *SIMPLE,
        "grant_types",
        "post_logout_redirect_uris",
        "token_endpoint_auth_method",
        "scope",
        "claims",
        "id_token_signed_response_alg",
        "refresh_tokens",
        "require_pkce",
    )
)
#: Claims that are not an attribute of the user: the mapper that makes each.
MAPPERS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "preferred_username": ("oidc-usermodel-attribute-mapper", {"user.attribute": "username"}),
    "roles": ("oidc-usermodel-realm-role-mapper", {"multivalued": "true"}),
    "groups": ("oidc-group-membership-mapper", {"full.path": "false"}),
}


def fields_of(client: Mapping[str, Any], scopes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The neutral fields; ``scopes`` are the client scopes of the realm, with their mappers."""
    attributes = client.get("attributes") or {}
    optional = {*(client.get("optionalClientScopes") or ())} - TECHNICAL
    named = {*(client.get("defaultClientScopes") or ()), *optional}
    mappers = [*(client.get("protocolMappers") or ())]
    mappers += [each for scope in scopes if scope["name"] in named for each in scope.get("protocolMappers") or ()]
    method = {kind: name for name, kind in AUTHENTICATORS.items()}.get(client.get("clientAuthenticatorType") or "")
    return {
        "client_name": client.get("name") or "",
        "enabled": bool(client.get("enabled")),
        "redirect_uris": client.get("redirectUris") or [],
        "web_origins": client.get("webOrigins") or [],
        "post_logout_redirect_uris": [uri for uri in (attributes.get(SIGN_OUT) or "").split("##") if uri],
        "grant_types": [name for name, switch in GRANTS.items() if client.get(switch)],
        "token_endpoint_auth_method": "none" if client.get("publicClient") else method,
        "scope": sorted(named - TECHNICAL),
        "claims": sorted({each["config"]["claim.name"] for each in mappers if _in_id_token(each)}),
        "id_token_signed_response_alg": attributes.get(ALGORITHM) or "default of the realm",
        "refresh_tokens": attributes.get(REFRESH) != "false",
        "require_pkce": attributes.get(PKCE) or "none",
    }


def _in_id_token(mapper: Mapping[str, Any]) -> bool:
    config = mapper.get("config") or {}
    return bool(config.get("claim.name")) and config.get("id.token.claim") == "true"


def changed(client: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The representation with new values; scopes and claims are requests of their own."""
    new: dict[str, Any] = {**client, "attributes": {**(client.get("attributes") or {})}}
    for field, value in changes.items():
        if field in SIMPLE:
            new[SIMPLE[field]] = value
        elif field == "grant_types":
            new |= {switch: name in value for name, switch in GRANTS.items()}
        elif field == "token_endpoint_auth_method":
            new["publicClient"] = value == "none"
            if value != "none":
                new["clientAuthenticatorType"] = AUTHENTICATORS[value]
        elif field in ATTRIBUTES:
            name, text = ATTRIBUTES[field]
            new["attributes"][name] = text(value)
    return new


#: Fields that are an attribute of the client: its name, and the text of a value.
ATTRIBUTES: Mapping[str, tuple[str, Any]] = {
    "post_logout_redirect_uris": (SIGN_OUT, "##".join),
    "id_token_signed_response_alg": (ALGORITHM, str),
    "refresh_tokens": (REFRESH, lambda value: str(bool(value)).lower()),
    "require_pkce": (PKCE, lambda value: "" if value == "none" else value),
}


def mapper(claim: str) -> dict[str, Any]:
    """The mapper that puts a claim into the tokens: of an attribute of the user, unless it is known better."""
    kind, config = MAPPERS.get(claim, ("oidc-usermodel-attribute-mapper", {"user.attribute": claim}))
    always = {"claim.name": claim, "jsonType.label": "String"}
    tokens = {"id.token.claim": "true", "access.token.claim": "true", "userinfo.token.claim": "true"}
    name = f"openmetadata.sso: {claim}"
    return {
        "name": name,
        "protocol": "openid-connect",
        "protocolMapper": kind,
        "config": {**always, **tokens, **config},
    }
