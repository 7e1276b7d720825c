# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about copied values, and about what the release reads."""

from rule_cases._row import error, extra, release, warning

MASK = "*********"

TABLE = [
    error("ENV-22", "auth0", "auth0_domain", {"auth0_domain": "{your domain}"}, {"auth0_domain": "your.eu.auth0.com"}),
    error("ENV-22", "okta", "client_id", {"client_id": "<Client ID>"}, {"client_id": "client-id"}),
    error("ENV-22", "okta", "client_secret", {"client_secret": "{Client Secret}"}, {"client_secret": "a{b}c<d>"}),
    error("DB-05", "okta", "client_secret", {"client_secret": MASK}, {"client_secret": "a*********"}),
    error(
        "DB-05",
        "ldap",
        "ldap.dn_admin_password",
        {"ldap__dn_admin_password": MASK},
        {"ldap__dn_admin_password": "****"},
    ),
    error(
        "DB-05", "auth0", "extra_environment.OM_SM_ACCESS_KEY", extra(OM_SM_ACCESS_KEY=MASK), extra(OM_SM_REGION=MASK)
    ),
    error("ENV-02", "okta", "client_id", {"client_id": " 0oa9"}, {"client_id": "0o a9"}),
    error("ENV-02", "okta", "client_secret", {"client_secret": "s3cret\n"}, {"client_secret": "s3\ncret"}),
    error(
        "ENV-01",
        "auth0",
        "principal_domain",
        {"principal_domain": "acme.io # Update with your Domain"},
        {"principal_domain": "acme.io"},
    ),
    error("ENV-01", "okta", "client_id", {"client_id": "0oa9   # id"}, {"client_id": "0oa9#id"}),
    error("ENV-04", "okta", "client_id", {"client_id": '"0oa9"'}, {"client_id": '0oa"9"'}),
    error(
        "ENV-05",
        "keycloak",
        "discovery_uri",
        {"discovery_uri": "OIDC_DISCOVERY_URI=https://keycloak.acme.io"},
        {"discovery_uri": "https://keycloak.acme.io/.well-known/openid-configuration?A_B=1"},
    ),
    error("MISC-01", "okta", "openmetadata_version", release("1.7.4"), release("1.8.0")),
    warning("MISC-01", "okta", "openmetadata_version", release("2.1.0"), release("2.0.99")),
    error(
        "ENV-08",
        "okta",
        "extra_environment.AUTHENTICATION_DISCOVERY_URI",
        extra(AUTHENTICATION_DISCOVERY_URI="x"),
        extra(OIDC_DISCOVERY_URI="https://x.y/.well-known/openid-configuration"),
    ),
    error(
        "ENV-08",
        "okta",
        "extra_environment.HOME",
        extra(HOME="/root"),
        extra(OIDC_TYPE="okta"),
    ),
    error(
        "ENV-08",
        "okta",
        "extra_environment.FORCE_SECURE_SESSION_COOKIE",
        release("1.9.7", **extra(FORCE_SECURE_SESSION_COOKIE=True)),
        release("1.12.0", **extra(FORCE_SECURE_SESSION_COOKIE=True)),
    ),
    error(
        "ENV-08",
        "okta",
        "auto_redirect",
        release("1.11.5", auto_redirect=False),
        release("1.11.6", auto_redirect=False),
    ),
    error(
        "ENV-08",
        "saml",
        "saml.idp.authority_url",
        release("1.12.0", saml__idp__authority_url="https://metadata.acme.io/x"),
        release("1.11.0", saml__idp__authority_url="https://metadata.acme.io/x"),
    ),
    error(
        "ENV-08",
        "okta-implicit",
        "session_expiry",
        release("1.12.0", session_expiry=7200),
        release("2.0.0", session_expiry=7200),
    ),
    error(
        "ENV-08",
        "okta",
        "max_sessions_per_user",
        release("1.12.0", max_sessions_per_user=7, session_expiry=7200),
        release("1.12.0", session_expiry=7200),
    ),
    error(
        "ENV-08",
        "okta",
        "default_role",
        release("1.12.5", default_role="DataConsumer"),
        release("1.12.6", default_role="DataConsumer"),
    ),
    error(
        "ENV-27",
        "okta",
        "token_validation_algorithm",
        release("1.11.14", token_validation_algorithm="ES256"),
        release("1.12.0", token_validation_algorithm="ES256"),
    ),
    error(
        "ENV-27", "okta", "extra_environment.SECRET_MANAGER", extra(SECRET_MANAGER="AWS"), extra(SECRET_MANAGER="aws")
    ),
    error("ENV-20", "okta", "client_secret", {"client_secret": "s3\0cret"}, {"client_secret": "s3$cret #: '\"\\"}),
    error("ENV-20", "okta", "extra_environment.SERVER_PORT", extra(SERVER_PORT="8585"), extra(SERVER_PORT=8585)),
    error("ENV-20", "okta", "extra_environment.SERVER_PORT", extra(SERVER_PORT=10**5000), extra(SERVER_PORT=10)),
    error("ENV-20", "okta", "extra_environment.BASE_PATH", extra(BASE_PATH="/o m/"), extra(BASE_PATH="/om/")),
    error(
        "ENV-12",
        "okta",
        "extra_environment.AUTHORIZER_CLASS_NAME",
        extra(AUTHORIZER_CLASS_NAME="org.openmetadata.service.security.NoopAuthorizer"),
        extra(AUTHORIZER_CLASS_NAME="org.openmetadata.service.security.DefaultAuthorizer"),
    ),
    error(
        "ENV-12",
        "okta",
        "extra_environment.AUTHORIZER_REQUEST_FILTER",
        extra(AUTHORIZER_REQUEST_FILTER="org.openmetadata.catalog.security.JwtFilter"),
        extra(AUTHORIZER_REQUEST_FILTER="org.openmetadata.service.security.JwtFilter"),
    ),
    error(
        "ENV-14",
        "okta",
        "extra_environment.AUTHORIZER_ENABLE_SECURE_SOCKET",
        extra(AUTHORIZER_ENABLE_SECURE_SOCKET=True),
        {**extra(AUTHORIZER_ENABLE_SECURE_SOCKET=True), "server_internal_url": "https://localhost:8585"},
    ),
    error(
        "MISC-02",
        "keycloak",
        "extra_environment.AUTHENTICATION_PROVIDER",
        extra(AUTHENTICATION_PROVIDER="okta"),
        extra(AUTHENTICATION_PROVIDER="custom-oidc"),
    ),
    warning(
        "ENV-29",
        "okta",
        "extra_environment.OIDC_CLIENT_ID",
        extra(OIDC_CLIENT_ID="other"),
        extra(OIDC_CUSTOM_PARAMS={"a": "b"}),
    ),
    error(
        "CLM-25",
        "okta",
        "sample_claims",
        {"sample_claims": {"email": "somebody@acme.io"}},
        {"sample_claims": {"email": "Data.Admin@acme.io"}},
    ),
    error(
        "CLM-25",
        "okta",
        "sample_claims",
        {"sample_claims": {"email": "jd@acme.io", "upn": "data.admin"}, "jwt_principal_claims": ["email"]},
        {
            "sample_claims": {"email": "jd@acme.io", "preferred_username": "data.admin"},
            "jwt_principal_claims": ["preferred_username", "email"],
        },
    ),
    error(
        "CLM-25",
        "okta",
        "sample_claims",
        {"sample_claims": {"email": "data.admin@acme.com"}, "enforce_principal_domain": True},
        {
            "sample_claims": {"email": "data.admin@acme.com"},
            "enforce_principal_domain": True,
            "principal_domain": "acme.com",
            "allowed_domains": ["acme.io", "acme.com"],
        },
    ),
    error(
        "CLM-25",
        "okta",
        "sample_claims",
        {"sample_claims": {"email": "data.admin@mail.acme.io"}},
        {"sample_claims": {"email": "data.admin@mail.acme.io"}, "principal_domain": "mail.acme.io"},
    ),
    error(
        "CLM-25",
        "okta",
        "sample_claims",
        {"sample_claims": {"email": "", "preferred_username": "data.admin"}},
        {"sample_claims": {"preferred_username": "data.admin"}},
    ),
    error("CLM-25", "keycloak", "sample_claims", {"sample_claims": {"upn": "data.admin"}}, {"sample_claims": {}}),
    error(
        "CLM-25", "auth0", "sample_claims", {"sample_claims": {"upn": "x"}, "preflight": "off"}, {"preflight": "off"}
    ),
]
