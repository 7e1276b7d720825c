# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The flow, its secret and what is asked of the provider."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._register import Problem, at
from ._rule import CODE, OPENID_CONNECT, PUBLIC, Case, rule

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")


@rule("FLOW-01", flows=CODE)
def secret_missing(case: Case) -> Iterator[Problem]:
    """The authorization code flow has a client secret."""
    if not case.settings.client_secret:
        page = case.provider.secret_page
        yield at("om_sso_client_secret", "missing_page" if page else "missing", secret_page=page)


@rule("FLOW-01", flows=PUBLIC)
def secret_of_public_client(case: Case) -> Iterator[Problem]:
    """The implicit flow does not use a client secret."""
    if case.settings.client_secret:
        yield at("om_sso_client_secret", "public_client")


#: Methods that the schema has and a sign-in has not, with the reason (source: SUPPORTED_METHODS of
#: AuthenticationCodeFlowHandler, 1.8 to 2.0).
METHODS_WITHOUT_USE = {
    "client_secret_jwt": "its sign-in does not know that method",
    "private_key_jwt": "OpenMetadata does not read a variable for the signing key",
}


@rule("FLOW-06", flows=CODE)
def auth_method(case: Case) -> Iterator[Problem]:
    """OpenMetadata supports the client authentication method."""
    value, option = case.variable("OIDC_CLIENT_AUTH_METHOD")
    if value in METHODS_WITHOUT_USE:
        yield at(option, method=value, why=METHODS_WITHOUT_USE[value])


@rule("FLOW-08", flows=CODE)
def offline_access(case: Case) -> Iterator[Problem]:
    """offline_access gives a refresh token."""
    scopes, option = case.derived.scopes
    if scopes is not None and "offline_access" in case.provider.scopes and "offline_access" not in scopes:
        yield at(option)


@rule("FLOW-10", flows=CODE)
def refused_scope(case: Case) -> Iterator[Problem]:
    """The provider accepts each scope."""
    scopes, option = case.derived.scopes
    for scope in case.provider.refused_scopes:
        if scope in (scopes or ()):
            yield at(option, scope=scope)


@rule("FLOW-18", flows=CODE)
def openid_scope(case: Case) -> Iterator[Problem]:
    """The scopes include openid, each in an item of its own: a scope holds no blank (RFC 6749)."""
    scopes, option = case.derived.scopes
    if scopes is None:
        return
    if any(len(scope.split()) > 1 for scope in scopes):
        yield at(option, "one_text", listed=", ".join(" ".join(scopes).split()))
    elif "openid" not in scopes:
        yield at(option, "no_openid")


@rule("FLOW-11", flows=CODE)
def prompt(case: Case) -> Iterator[Problem]:
    """The provider accepts the prompt."""
    value, option = case.variable("OIDC_PROMPT_TYPE")
    if value and value not in case.provider.prompts:
        words = {
            "consent": "asks for consent at each sign-in, which an administrator may have to give",
            "none": "does not show a page, so no user can sign in",
        }
        why = words.get(value, "may be refused there")
        yield at(option, why=why, prompt=value, prompts=" or ".join(case.provider.prompts))


@rule("FLOW-12", flows=CODE)
def max_age(case: Case) -> Iterator[Problem]:
    """max_age does not force a password at each request."""
    value, option = case.variable("OIDC_MAX_AGE")
    if value == "0":
        yield at(option)


@rule("FLOW-13", flows=CODE)
def sticky(case: Case) -> Iterator[Problem]:
    """Several servers share their sessions."""
    replicas = case.settings.replicas
    if replicas and replicas > 1 and not case.settings.sticky_sessions:
        yield at("om_sso_sticky_sessions", replicas=replicas)


@rule("FLOW-15", flows=CODE)
def numbers(case: Case) -> Iterator[Problem]:
    """Numbers that the server keeps as text are whole numbers."""
    for name in ("OIDC_MAX_CLOCK_SKEW", "OIDC_MAX_AGE"):
        value, option = case.variable(name)
        if value and not WHOLE_NUMBER.fullmatch(value):
            yield at(option, "not_a_number")


@rule("FLOW-15", flows=CODE)
def clock_skew(case: Case) -> Iterator[Problem]:
    """A larger clock difference is not hidden by the tolerance."""
    value, option = case.variable("OIDC_MAX_CLOCK_SKEW")
    if value and WHOLE_NUMBER.fullmatch(value) and int(value) > 300:
        yield at(option, "clock_skew")


@rule("ENV-19", providers=OPENID_CONNECT, flows=CODE)
def secret_elsewhere(case: Case) -> Iterator[Problem]:
    """A secret is in its own option and never in clear text."""
    _value, option = case.variable("OIDC_CLIENT_SECRET")
    if option and option != "om_sso_client_secret":
        yield at(option, "other_option")
