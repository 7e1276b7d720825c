# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The flow, its secret and what is asked of the provider."""

from __future__ import annotations

import re

from ._rule import CODE, OPENID_CONNECT, PUBLIC, Case, rule

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")


@rule("FLOW-01", "error", "A secret with the authorization code flow", flows=CODE)
def secret_missing(case: Case):
    if not case.settings.client_secret:
        where = f" ({case.provider.title}: {case.provider.secret_page})" if case.provider.secret_page else ""
        yield (
            "om_sso_client_secret",
            f"om_sso_client_secret is missing: the authorization_code flow needs it{where}.",
            "Set it, or use om_sso_flow: implicit.",
        )


@rule("FLOW-01", "error", "No secret with the implicit flow", flows=PUBLIC)
def secret_of_public_client(case: Case):
    if case.settings.client_secret:
        yield (
            "om_sso_client_secret",
            "om_sso_client_secret is set, but the implicit flow is for public clients, which have none.",
            "Remove the secret, or use om_sso_flow: authorization_code with a web application at the provider.",
        )


#: Methods that the schema has and a sign-in has not, with the reason (source: SUPPORTED_METHODS of AuthenticationCodeFlowHandler, 1.8 to 2.0).
METHODS_WITHOUT_USE = {
    "client_secret_jwt": "its sign-in does not know that method",
    "private_key_jwt": "it has no variable for the key that signs",
}


@rule("FLOW-06", "error", "An authentication method that OpenMetadata's sign-in has", flows=CODE)
def auth_method(case: Case):
    value, option = case.variable("OIDC_CLIENT_AUTH_METHOD")
    if value in METHODS_WITHOUT_USE:
        fix = "Use client_secret_post or client_secret_basic."
        yield (
            option,
            f"{option}: OpenMetadata takes {value} and lets nobody sign in with it: {METHODS_WITHOUT_USE[value]}.",
            fix,
        )


@rule("FLOW-08", "warning", "offline_access gives the refresh token", flows=CODE)
def offline_access(case: Case):
    scopes, option = case.derived.scopes
    if scopes is not None and "offline_access" in case.provider.scopes and "offline_access" not in scopes:
        yield (
            option,
            f"{option} lacks offline_access: no refresh token is given and users are signed out after about an hour.",
            "Add offline_access.",
        )


@rule("FLOW-10", "error", "No scope that the provider refuses", flows=CODE)
def refused_scope(case: Case):
    scopes, option = case.derived.scopes
    for scope in case.provider.refused_scopes:
        if scope in (scopes or ()):
            yield (
                option,
                f"{option} holds {scope}, which {case.provider.title} refuses.",
                "Remove it: refresh tokens come without it.",
            )


@rule("FLOW-18", "error", "openid is asked for", flows=CODE)
def openid_scope(case: Case):
    scopes, option = case.derived.scopes
    if scopes is not None and "openid" not in scopes:
        yield option, f"{option} lacks openid: the provider then gives no identity.", "Add openid, email and profile."


@rule("FLOW-11", "warning", "A prompt that the provider takes", flows=CODE)
def prompt(case: Case):
    value, option = case.variable("OIDC_PROMPT_TYPE")
    if value and value not in case.provider.prompts:
        words = {
            "consent": "asks for consent at each sign-in, which an administrator may have to give",
            "none": "shows no page, so nobody can sign in",
        }
        why = words.get(value, "may be refused there")
        yield option, f"{option}: {value} {why} ({case.provider.title}).", f"Use {' or '.join(case.provider.prompts)}."


@rule("FLOW-12", "warning", "max_age 0 asks for the password each time", flows=CODE)
def max_age(case: Case):
    value, option = case.variable("OIDC_MAX_AGE")
    if value == "0":
        yield (
            option,
            f"{option} is 0: every sign-in asks for the password again.",
            "Leave it out to use the provider's session.",
        )


@rule("FLOW-13", "error", "Several servers before 2.0 need a sticky load balancer", flows=CODE, until="2.0.0")
def sticky(case: Case):
    replicas = case.settings.replicas
    if replicas and replicas > 1 and not case.settings.sticky_sessions:
        yield (
            "om_sso_sticky_sessions",
            f"om_sso_replicas is {replicas}: before OpenMetadata 2.0 a sign-in must come back to the server where it began.",
            "Make the load balancer keep a browser on one server and set om_sso_sticky_sessions: true, or upgrade.",
        )


@rule("FLOW-15", "error", "Numbers that the server keeps as text are whole numbers", flows=CODE)
def numbers(case: Case):
    for name in ("OIDC_MAX_CLOCK_SKEW", "OIDC_MAX_AGE"):
        value, option = case.variable(name)
        if value and not WHOLE_NUMBER.fullmatch(value):
            yield option, f"{option} is no whole number: the server would not start.", "Write seconds, digits only."


@rule("FLOW-15", "warning", "Clocks that differ by minutes are to be set", flows=CODE)
def clock_skew(case: Case):
    value, option = case.variable("OIDC_MAX_CLOCK_SKEW")
    if value and WHOLE_NUMBER.fullmatch(value) and int(value) > 300:
        yield (
            option,
            f"{option} is more than five minutes: expired tokens would count for as long.",
            "Synchronize the server's clock, and set 60 or less.",
        )


@rule("ENV-19", "error", "The secret is in its option", providers=OPENID_CONNECT, flows=CODE)
def secret_elsewhere(case: Case):
    _value, option = case.variable("OIDC_CLIENT_SECRET")
    if option and option != "om_sso_client_secret":
        yield (
            option,
            f"{option}: the client secret has an option of its own.",
            "Set om_sso_client_secret, and remove it here.",
        )
