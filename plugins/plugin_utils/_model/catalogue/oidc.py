# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of authenticationConfiguration.oidcConfiguration: the confidential OpenID Connect client."""

from ._variable import ABSENT, ALWAYS, Passing, section

_row = section(
    "authenticationConfiguration.oidcConfiguration", "openmetadata.config.authentication.oidcConfiguration", ALWAYS
)

VARIABLES = (
    _row("OIDC_CLIENT_ID", "id", '""', helm_name="clientId", helm_secret=True),
    _row("OIDC_TYPE", "type", '""', helm_name="oidcType"),
    _row("OIDC_CLIENT_SECRET", "secret", '""', secret=True, helm_name="clientSecret", helm_secret=True),
    _row("OIDC_SCOPE", "scope", '"openid email profile"'),
    _row("OIDC_DISCOVERY_URI", "discoveryUri", '""'),
    _row("OIDC_USE_NONCE", "useNonce", "true"),
    _row("OIDC_PREFERRED_JWS", "preferredJwsAlgorithm", '"RS256"'),
    _row("OIDC_RESPONSE_TYPE", "responseType", '"code"'),
    _row("OIDC_DISABLE_PKCE", "disablePkce", "true", "boolean"),
    _row("OIDC_CALLBACK", "callbackUrl", '"http://localhost:8585/callback"'),
    _row("OIDC_SERVER_URL", "serverUrl", '"http://localhost:8585"'),
    _row(
        "OIDC_CLIENT_AUTH_METHOD",
        "clientAuthenticationMethod",
        '"client_secret_post"',
        "enum",
        choices=("client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt"),
    ),
    _row("OIDC_TENANT", "tenant", '""'),
    _row("OIDC_MAX_CLOCK_SKEW", "maxClockSkew", '""'),
    _row("OIDC_OM_REFRESH_TOKEN_VALIDITY", "tokenValidity", '"3600"', "integer", compose=ABSENT),
    _row("OIDC_CUSTOM_PARAMS", "customParams", "", "map", compose_default="{}"),
    _row("OIDC_MAX_AGE", "maxAge", '"0"'),
    _row("OIDC_PROMPT_TYPE", "prompt", '"consent"', helm_name="promptType"),
    _row(
        "OIDC_SESSION_EXPIRY",
        "sessionExpiry",
        '"604800"',
        "integer",
        since="1.8.2",
        compose=Passing(("1.9", "1.10", "1.11", "1.12", "1.13", "2.0"), True),
    ),
)
