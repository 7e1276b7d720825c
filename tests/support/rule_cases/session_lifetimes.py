# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about sessions, their cookie and the tokens of a sign-in."""

from rule_cases._row import error, extra, release, warning

TABLE = [
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
