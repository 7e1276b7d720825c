# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about the flow, sessions, administrators, domains and claims."""

from rule_cases._row import error, extra, info, release, warning

FLOW = [
    error("FLOW-01", "okta", "client_secret", {"client_secret": None}, {}),
    error("FLOW-01", "custom-oidc", "client_secret", {"client_secret": None}, {}),
    error("FLOW-01", "okta-implicit", "client_secret", {"client_secret": "s3cret"}, {"client_secret": ""}),
    error(
        "FLOW-06",
        "okta",
        "client_auth_method",
        {"client_auth_method": "client_secret_jwt"},
        {"client_auth_method": "client_secret_basic"},
    ),
    error(
        "FLOW-06",
        "okta",
        "extra_environment.OIDC_CLIENT_AUTH_METHOD",
        extra(OIDC_CLIENT_AUTH_METHOD="private_key_jwt"),
        {},
    ),
    warning("FLOW-08", "azure", "scopes", {"scopes": ["openid", "email"]}, {"scopes": ["openid", "offline_access"]}),
    error("FLOW-10", "google", "scopes", {"scopes": ["openid", "offline_access"]}, {"scopes": ["openid", "email"]}),
    error("FLOW-18", "okta", "scopes", {"scopes": ["openid email profile"]}, {"scopes": ["openid", "email"]}),
    error(
        "FLOW-18", "okta", "scopes", {"scopes": ["email", "offline_access"]}, {"scopes": ["openid", "offline_access"]}
    ),
    warning("FLOW-11", "azure", "prompt", {"prompt": "consent"}, {"prompt": "login"}),
    warning("FLOW-11", "google", "prompt", {"prompt": "login"}, {"prompt": "consent"}),
    warning(
        "FLOW-11",
        "okta",
        "extra_environment.OIDC_PROMPT_TYPE",
        extra(OIDC_PROMPT_TYPE="none"),
        extra(OIDC_PROMPT_TYPE="login"),
    ),
    warning("FLOW-12", "okta", "max_age", {"max_age": 0}, {"max_age": 86400}),
    error(
        "FLOW-13",
        "okta",
        "sticky_sessions",
        release("1.13.6", replicas=2),
        release("1.13.6", replicas=2, sticky_sessions=True),
    ),
    error("FLOW-13", "okta", "sticky_sessions", release("1.12", replicas=3), release("2.0.0", replicas=3)),
    error(
        "FLOW-15",
        "okta",
        "extra_environment.OIDC_MAX_CLOCK_SKEW",
        extra(OIDC_MAX_CLOCK_SKEW="30s"),
        extra(OIDC_MAX_CLOCK_SKEW="30"),
    ),
    warning("FLOW-15", "okta", "max_clock_skew", {"max_clock_skew": 3600}, {"max_clock_skew": 60}),
    error(
        "ENV-19",
        "okta",
        "extra_environment.OIDC_CLIENT_SECRET",
        extra(OIDC_CLIENT_SECRET="s3cret"),
        {"client_secret": "s3cret"},
    ),
]

SESSIONS = [
    error(
        "SES-03",
        "okta",
        "secure_session_cookie",
        {"secure_session_cookie": True, "server_url": "http://metadata.acme.io"},
        {"secure_session_cookie": True},
        more=("RED-13",),
    ),
    warning(
        "SES-03",
        "okta",
        "secure_session_cookie",
        {"production": True},
        {"production": True, "secure_session_cookie": True},
    ),
    warning(
        "SES-03",
        "okta",
        "secure_session_cookie",
        release("1.10.5", production=True),
        release("1.10.4", production=True),
    ),
    error("SES-06", "okta", "token_validity", {"token_validity": 60}, {"token_validity": 300}),
    error(
        "SES-06",
        "saml",
        "saml.security.token_validity",
        {"saml__security__token_validity": 60},
        {"saml__security__token_validity": 3600},
    ),
    warning("SES-06", "okta", "token_validity", {"token_validity": 31536000}, {"token_validity": 2592000}),
    warning(
        "SES-07",
        "okta",
        "max_sessions_per_user",
        release("2.0.0", max_sessions_per_user=1),
        release("2.0.0", max_sessions_per_user=5),
    ),
    warning("SES-08", "okta-implicit", "auto_redirect", {"auto_redirect": True}, {"auto_redirect": False}),
    warning(
        "SES-08", "keycloak", "auto_redirect", {"auto_redirect": True, "prompt": "consent"}, {"auto_redirect": True}
    ),
    error(
        "SES-13",
        "okta",
        "extra_environment.OIDC_SESSION_EXPIRY",
        extra(OIDC_SESSION_EXPIRY=60),
        extra(OIDC_SESSION_EXPIRY=3600),
    ),
    warning(
        "SES-13",
        "okta",
        "extra_environment.OIDC_SESSION_EXPIRY",
        release("2.0.0", **extra(OIDC_SESSION_EXPIRY=7200)),
        release("2.0.0", session_expiry=7200),
    ),
]

PEOPLE = [
    error(
        "CLM-12",
        "okta",
        "admin_principals",
        {"admin_principals": ["data.admin@acme.io"]},
        {"admin_principals": ["data.admin"]},
    ),
    error(
        "CLM-12",
        "okta",
        "admin_principals",
        {"admin_principals": ["admin:password"]},
        {"admin_principals": ["a-b_c.d"]},
    ),
    error("CLM-12", "okta", "admin_principals", {"admin_principals": []}, {}),
    warning(
        "CLM-11", "okta", "admin_principals", {"admin_principals": ["jürgen"]}, {"admin_principals": ["first.last"]}
    ),
    error(
        "CLM-14", "okta", "admin_principals", {"admin_principals": ["ingestion-bot"]}, {"admin_principals": ["bottom"]}
    ),
    warning(
        "ENV-15", "okta", "admin_principals", {"admin_principals": ["admin"]}, {"admin_principals": ["administrator"]}
    ),
    warning(
        "ENV-15",
        "basic",
        "admin_principals",
        {"admin_principals": ["admin"], "production": True},
        {"admin_principals": ["admin"]},
    ),
    error(
        "CLM-07",
        "okta",
        "principal_domain",
        {"principal_domain": "acme.io, acme.com"},
        {"principal_domain": "acme.io", "allowed_domains": ["acme.com"]},
    ),
    error("CLM-07", "okta", "allowed_domains", {"allowed_domains": ["@acme.com"]}, {"allowed_domains": ["acme.com"]}),
    error("CLM-06", "okta", "principal_domain", {"principal_domain": "@acme.io"}, {"principal_domain": "mail.acme.io"}),
    error(
        "CLM-06",
        "okta",
        "allowed_domains",
        {"allowed_domains": ["acme.com"], "enforce_principal_domain": True},
        {"allowed_domains": ["acme.com", "acme.io"], "enforce_principal_domain": True},
    ),
    warning(
        "CLM-24",
        "okta",
        "allowed_domains",
        {"allowed_domains": ["acme.io", "acme.com"]},
        {"allowed_domains": ["acme.io", "acme.com"], "enforce_principal_domain": True},
    ),
    warning(
        "CLM-23",
        "okta",
        "principal_domain",
        {"principal_domain": "open-metadata.org"},
        {"principal_domain": "openmetadata.org"},
    ),
    warning(
        "CLM-23",
        "ldap",
        "principal_domain",
        {"principal_domain": "open-metadata.org"},
        {"provider": "basic", "principal_domain": "open-metadata.org"},
    ),
]


def mapped(*entries):
    return {"jwt_principal_claims_mapping": list(entries)}


CLAIMS = [
    error(
        "CLM-03", "okta", "jwt_principal_claims_mapping", mapped("username:sub"), mapped("username:sub", "email:email")
    ),
    error(
        "CLM-03",
        "okta",
        "jwt_principal_claims_mapping",
        mapped("username=sub", "email:email"),
        mapped("email:email", "username:upn"),
    ),
    error("CLM-03", "okta", "jwt_principal_claims_mapping", mapped("username:sub", "email:email", "email:mail"), {}),
    error(
        "CLM-02",
        "okta",
        "jwt_principal_claims",
        {"jwt_principal_claims": ["upn"]},
        {"jwt_principal_claims": ["upn", "email"]},
    ),
    warning(
        "CLM-19",
        "okta",
        "jwt_principal_claims",
        {"jwt_principal_claims": ["sub", "email"]},
        {"jwt_principal_claims": ["email", "sub"]},
    ),
    error(
        "CLM-05",
        "okta",
        "jwt_principal_claims_mapping",
        release("2.0.0", **mapped("username:upn", "email:email")),
        release("1.13.3", **mapped("username:upn", "email:email")),
    ),
    error(
        "CLM-05",
        "okta",
        "jwt_principal_claims_mapping",
        release("2.0.0", **mapped("username:upn", "email:email")),
        release("2.0.0", **mapped("username:preferred_username", "email:email")),
    ),
    warning(
        "CLM-05",
        "okta",
        "jwt_principal_claims_mapping",
        release("2.0.3", **mapped("username:upn", "email:email")),
        release("2.0.2", **mapped("username:upn", "email:email")),
    ),
]

LOCKED_OUT = [
    warning(
        "CLM-05",
        "okta",
        "jwt_principal_claims_mapping",
        release("1.12.6", **mapped("username:upn", "email:upn")),
        release("1.12.6", **mapped("username:email", "email:email")),
    ),
    warning(
        "CLM-27",
        "okta",
        "jwt_principal_claims_mapping",
        release("1.13.0", **mapped("username:nickname", "email:email")),
        release("1.13.1", **mapped("username:nickname", "email:email")),
    ),
    info(
        "CLM-27",
        "okta",
        "jwt_principal_claims_mapping",
        mapped("username:preferred_username", "email:email"),
        mapped("username:email", "email:email"),
    ),
    error(
        "CLM-27",
        "okta",
        "jwt_principal_claims_mapping",
        mapped("username:sub", "email:email"),
        mapped("username:email", "email:email"),
    ),
    error(
        "CLM-26",
        "okta",
        "jwt_principal_claims",
        {"jwt_principal_claims": ["preferred_username", "email"], "enforce_principal_domain": True},
        {"jwt_principal_claims": ["upn", "email", "preferred_username"], "enforce_principal_domain": True},
    ),
    error(
        "CLM-26",
        "okta",
        "jwt_principal_claims",
        {"jwt_principal_claims": ["upn", "username"], "enforce_principal_domain": True},
        {"jwt_principal_claims": ["preferred_username", "email"]},
    ),
    warning(
        "CLM-29",
        "okta",
        "jwt_principal_claims",
        release("2.0.2", jwt_principal_claims=["preferred_username", "email"]),
        release("2.0.2", jwt_principal_claims=["upn", "email", "preferred_username"]),
    ),
    warning(
        "CLM-29",
        "okta",
        "jwt_principal_claims",
        release("2.0.0", jwt_principal_claims=["preferred_username", "email"]),
        release("1.13.6", jwt_principal_claims=["preferred_username", "email"]),
    ),
    warning(
        "CLM-26",
        "okta",
        "jwt_principal_claims",
        release("1.13.2", jwt_principal_claims=["preferred_username", "email"], enforce_principal_domain=True),
        release("1.13.2", jwt_principal_claims=["email", "preferred_username"], enforce_principal_domain=True),
    ),
    warning(
        "CLM-10",
        "okta",
        "principal_domain",
        release("1.13.1", principal_domain="Acme.io", enforce_principal_domain=True),
        release("1.13.2", principal_domain="Acme.io", enforce_principal_domain=True),
    ),
    warning(
        "CLM-10",
        "okta",
        "admin_principals",
        {"admin_principals": ["Data.Admin"]},
        {"admin_principals": ["data.admin"]},
    ),
    warning(
        "CLM-10",
        "okta",
        "principal_domain",
        {"principal_domain": "Acme.io", "enforce_principal_domain": True},
        {"principal_domain": "Acme.io"},
    ),
    warning(
        "CLM-10",
        "okta-implicit",
        "allowed_domains",
        {"allowed_domains": ["acme.io", "Acme.com"], "enforce_principal_domain": True},
        {"allowed_domains": ["acme.io", "acme.com"], "enforce_principal_domain": True, "principal_domain": "acme.io"},
    ),
    error(
        "JWK-17",
        "okta",
        "token_validation_algorithm",
        {"token_validation_algorithm": "ES256"},
        {"token_validation_algorithm": "RS256"},
    ),
    warning(
        "JWK-17",
        "okta",
        "token_validation_algorithm",
        {"token_validation_algorithm": "RS512"},
        {"token_validation_algorithm": "RS256"},
    ),
]

TABLE = LOCKED_OUT + FLOW + SESSIONS + PEOPLE + CLAIMS
