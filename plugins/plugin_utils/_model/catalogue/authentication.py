# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of authenticationConfiguration: provider, client type and tokens."""

from ._variable import ABSENT, ALWAYS, Passing, section

_row = section("authenticationConfiguration", "openmetadata.config.authentication", ALWAYS)

VARIABLES = (
    _row("AUTHENTICATION_CLIENT_TYPE", "clientType", "public", "enum", choices=("public", "confidential")),
    _row(
        "AUTHENTICATION_PROVIDER",
        "provider",
        "basic",
        "enum",
        choices=(
            "basic",
            "azure",
            "google",
            "okta",
            "auth0",
            "aws-cognito",
            "custom-oidc",
            "ldap",
            "saml",
            "openmetadata",
        ),
    ),
    _row("AUTHENTICATION_RESPONSE_TYPE", "responseType", "id_token", "enum", choices=("id_token", "code")),
    _row("CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME", "providerName", '""', helm_name=None),
    _row(
        "AUTHENTICATION_PUBLIC_KEYS",
        "publicKeyUrls",
        "[http://localhost:8585/api/v1/system/config/jwks]",
        "list",
        helm_name="publicKeys",
    ),
    _row(
        "AUTHENTICATION_TOKEN_VALIDATION_ALGORITHM",
        "tokenValidationAlgorithm",
        '"RS256"',
        "enum",
        choices=("RS256", "RS384", "RS512", "ES256", "ES384", "ES512"),
        later_choices=(("1.12.0", "ES256"), ("1.12.0", "ES384"), ("1.12.0", "ES512")),
        compose=ABSENT,
        helm_name=None,
    ),
    _row("AUTHENTICATION_AUTHORITY", "authority", "https://accounts.google.com"),
    _row("AUTHENTICATION_CLIENT_ID", "clientId", '""'),
    _row("AUTHENTICATION_CALLBACK_URL", "callbackUrl", '""'),
    _row("AUTHENTICATION_JWT_PRINCIPAL_CLAIMS", "jwtPrincipalClaims", "[email,preferred_username,sub]", "list"),
    _row("AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING", "jwtPrincipalClaimsMapping", "[]", "list"),
    _row("AUTHENTICATION_ENABLE_SELF_SIGNUP", "enableSelfSignup", "true", "boolean"),
    _row(
        "AUTHENTICATION_ENABLE_AUTO_REDIRECT",
        "enableAutoRedirect",
        "false",
        "boolean",
        since="1.11.6",
        compose=ABSENT,
        helm_name=None,
    ),
    _row(
        "FORCE_SECURE_SESSION_COOKIE",
        "forceSecureSessionCookie",
        "false",
        "boolean",
        since="1.10.5",
        compose=ABSENT,
        helm_name=None,
    ),
    _row(
        "AUTHENTICATION_ADDITIONAL_TRUSTED_REDIRECT_URIS",
        "additionalTrustedRedirectUris",
        "[]",
        "list",
        since="2.0.0",
        compose=ABSENT,
        helm_name=None,
    ),
    _row(
        "AUTHENTICATION_SESSION_EXPIRY",
        "sessionExpiry",
        '"604800"',
        "integer",
        since="2.0.0",
        compose=Passing(("2.0",), True),
        helm_name=None,
    ),
    _row(
        "AUTHENTICATION_MAX_ACTIVE_SESSIONS_PER_USER",
        "maxActiveSessionsPerUser",
        "5",
        "integer",
        since="2.0.0",
        compose=Passing(("2.0",), True),
        helm_name=None,
    ),
)
