# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of OpenMetadata: how long, how many, and their cookie."""

from __future__ import annotations

from collections.abc import Iterator

from .._register import Problem, at
from ._rule import OPENID_CONNECT, Case, rule
from ._text import is_local

WITH_SESSIONS = (*OPENID_CONNECT, "saml", "ldap")
MONTH = 2592000


@rule("SES-03", providers=WITH_SESSIONS)
def secure_over_http(case: Case) -> Iterator[Problem]:
    """A secure cookie is used with https only."""
    value, option = case.variable("FORCE_SECURE_SESSION_COOKIE", bool)
    url = case.settings.server_url
    if value and url and url.startswith("http://"):
        yield at(option, "plain_http")


@rule("SES-03", providers=WITH_SESSIONS)
def insecure_over_https(case: Case) -> Iterator[Problem]:
    """The cookie of a production server is secure."""
    value, _option = case.variable("FORCE_SECURE_SESSION_COOKIE", bool)
    url = case.settings.server_url
    if case.settings.production and not value and url and url.startswith("https://") and not is_local(url):
        yield at("om_sso_secure_session_cookie", "off")


@rule("SES-06")
def short_token(case: Case) -> Iterator[Problem]:
    """A token lasts some minutes at least."""
    for name in ("OIDC_OM_REFRESH_TOKEN_VALIDITY", "SAML_SP_TOKEN_VALIDITY"):
        value, option = case.variable(name, int)
        if value is not None and value < 300:
            yield at(option, "too_short")


@rule("SES-06")
def long_token(case: Case) -> Iterator[Problem]:
    """A token lasts less than a month."""
    for name in ("OIDC_OM_REFRESH_TOKEN_VALIDITY", "SAML_SP_TOKEN_VALIDITY"):
        value, option = case.variable(name, int)
        if value is not None and value > MONTH:
            yield at(option, "too_long")


@rule("SES-07")
def one_session(case: Case) -> Iterator[Problem]:
    """A user can have more than one session."""
    value, option = case.variable("AUTHENTICATION_MAX_ACTIVE_SESSIONS_PER_USER", int)
    if value is not None and value < 2:
        yield at(option, value=value)


@rule("SES-08", providers=OPENID_CONNECT)
def signed_in_again(case: Case) -> Iterator[Problem]:
    """Signing out does not sign in again."""
    value, option = case.variable("AUTHENTICATION_ENABLE_AUTO_REDIRECT", bool)
    asked, _option = case.variable("OIDC_PROMPT_TYPE")
    if value and asked not in ("login", "select_account"):
        yield at(option)


@rule("SES-13")
def short_session(case: Case) -> Iterator[Problem]:
    """A session lasts at least an hour."""
    for name in ("AUTHENTICATION_SESSION_EXPIRY", "OIDC_SESSION_EXPIRY"):
        value, option = case.variable(name, int)
        if value is not None and value < 3600:
            yield at(option, "too_short")


@rule("SES-13")
def old_place(case: Case) -> Iterator[Problem]:
    """The session lifetime is set where OpenMetadata 2.0 reads it."""
    value, option = case.variable("OIDC_SESSION_EXPIRY", int)
    new, _option = case.variable("AUTHENTICATION_SESSION_EXPIRY", int)
    if option.startswith("om_sso_extra_environment.") and value is not None and new is None:
        yield at(option, "old_option")
