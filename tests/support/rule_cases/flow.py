# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about the flow: client, scopes, prompt, clocks and sticky sessions."""

from rule_cases._row import error, extra, release, warning

TABLE = [
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
