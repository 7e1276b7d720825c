# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of OpenMetadata: how long, how many, and their cookie."""

from __future__ import annotations

from ._rule import OPENID_CONNECT, Case, rule
from ._text import is_local

WITH_SESSIONS = (*OPENID_CONNECT, "saml", "ldap")
MONTH = 2592000


@rule("SES-03", "error", "A secure cookie needs https", providers=WITH_SESSIONS)
def secure_over_http(case: Case):
    value, option = case.variable("FORCE_SECURE_SESSION_COOKIE", bool)
    url = case.settings.server_url
    if value and url and url.startswith("http://"):
        yield (
            option,
            f"{option} is on, but om_sso_server_url is plain http: browsers drop the cookie and sign-ins loop.",
            "Use https, or leave it out.",
        )


@rule("SES-03", "warning", "A cookie of a production server is secure", providers=WITH_SESSIONS, since="1.10.5")
def insecure_over_https(case: Case):
    value, _option = case.variable("FORCE_SECURE_SESSION_COOKIE", bool)
    url = case.settings.server_url
    if case.settings.production and not value and url and url.startswith("https://") and not is_local(url):
        message = (
            "om_sso_secure_session_cookie is off: behind a proxy the server does not know that browsers come by https."
        )
        yield "om_sso_secure_session_cookie", message, "Set it to true."


@rule("SES-06", "error", "A token lasts some minutes")
def short_token(case: Case):
    for name in ("OIDC_OM_REFRESH_TOKEN_VALIDITY", "SAML_SP_TOKEN_VALIDITY"):
        value, option = case.variable(name, int)
        if value is not None and value < 300:
            yield (
                option,
                f"{option} is less than 300 seconds: users are signed out while they work, or at once.",
                "Set 3600.",
            )


@rule("SES-06", "warning", "A token lasts no month")
def long_token(case: Case):
    for name in ("OIDC_OM_REFRESH_TOKEN_VALIDITY", "SAML_SP_TOKEN_VALIDITY"):
        value, option = case.variable(name, int)
        if value is not None and value > MONTH:
            yield (
                option,
                f"{option} is more than 30 days: a token that leaks counts for as long.",
                "Set 3600; sessions last by om_sso_session_expiry.",
            )


@rule("SES-07", "warning", "A user has more than one browser", since="2.0.0")
def one_session(case: Case):
    value, option = case.variable("AUTHENTICATION_MAX_ACTIVE_SESSIONS_PER_USER", int)
    if value is not None and value < 2:
        yield (
            option,
            f"{option} is {value}: a second browser or an API sign-in ends the first one's session.",
            "Set 5, the server's own default, or more.",
        )


@rule("SES-08", "warning", "Signing out is not signing in again", providers=OPENID_CONNECT)
def signed_in_again(case: Case):
    value, option = case.variable("AUTHENTICATION_ENABLE_AUTO_REDIRECT", bool)
    asked, _option = case.variable("OIDC_PROMPT_TYPE")
    if value and asked not in ("login", "select_account"):
        yield (
            option,
            f"{option} is on and the provider asks nothing: who signs out is signed in again at once.",
            "Leave it out, or with om_sso_flow: authorization_code set om_sso_prompt: login.",
        )


@rule("SES-13", "error", "A session lasts an hour at least")
def short_session(case: Case):
    for name in ("AUTHENTICATION_SESSION_EXPIRY", "OIDC_SESSION_EXPIRY"):
        value, option = case.variable(name, int)
        if value is not None and value < 3600:
            yield option, f"{option} is less than 3600 seconds, which OpenMetadata refuses.", "Set at least 3600."


@rule("SES-13", "warning", "The session's length is where 2.0 looks for it", since="2.0.0")
def old_place(case: Case):
    value, option = case.variable("OIDC_SESSION_EXPIRY", int)
    new, _option = case.variable("AUTHENTICATION_SESSION_EXPIRY", int)
    if option.startswith("om_sso_extra_environment.") and value is not None and new is None:
        yield (
            option,
            f"{option} is only the second place that OpenMetadata {case.release} looks at.",
            "Set om_sso_session_expiry instead.",
        )
