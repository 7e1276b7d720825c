# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The flow and its secret."""

from __future__ import annotations

from ._rule import Case, rule
from .urls import GUID


@rule("FLOW-01", "error", "A secret with the authorization code flow, and only there", kinds=("oidc",))
def secret_and_flow(case: Case):
    flow, secret = case.settings.flow, case.settings.client_secret
    if flow == "authorization_code" and not secret:
        where = f" ({case.provider.title}: {case.provider.secret_page})" if case.provider.secret_page else ""
        yield "om_sso_client_secret", f"om_sso_client_secret is missing: the authorization_code flow needs it{where}.", "Set it, or use om_sso_flow: implicit."
    if flow == "implicit" and secret:
        yield (
            "om_sso_client_secret",
            "om_sso_client_secret is set, but the implicit flow is for public clients, which have none.",
            "Remove the secret, or use om_sso_flow: authorization_code with a web application at the provider.",
        )


@rule("FLOW-07", "error", "The value of an Azure secret, not its id", kinds=("oidc",))
def azure_secret_id(case: Case):
    secret = case.settings.client_secret
    if case.provider.name == "azure" and secret and GUID.fullmatch(secret):
        yield "om_sso_client_secret", "om_sso_client_secret is a GUID: that is the secret's id.", f"Copy the Value: {case.provider.secret_page}."


@rule("FLOW-12", "warning", "max_age 0 asks for the password each time", kinds=("oidc",))
def max_age(case: Case):
    if case.settings.max_age == 0:
        yield "om_sso_max_age", "om_sso_max_age is 0: every sign-in asks for the password again.", "Leave it out to use the provider's session."


@rule("FLOW-08", "warning", "offline_access gives the refresh token", kinds=("oidc",))
def offline_access(case: Case):
    scopes, option = case.derived.scopes
    if case.settings.flow == "authorization_code" and scopes is not None and "offline_access" in case.provider.scopes and "offline_access" not in scopes:
        yield option, f"{option} lacks offline_access: no refresh token is given and users are signed out after about an hour.", "Add offline_access."


@rule("FLOW-17", "error", "openid is asked for", kinds=("oidc",))
def openid_scope(case: Case):
    scopes, option = case.derived.scopes
    if case.settings.flow == "authorization_code" and scopes is not None and "openid" not in scopes:
        yield option, f"{option} lacks openid: the provider then gives no identity.", "Add openid, email and profile."
