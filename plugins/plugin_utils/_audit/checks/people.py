# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who can get in."""

from __future__ import annotations

import re

from ....module_utils._core.text import some
from .._check import Verdict, check, finding, not_applicable, ok, unknown
from ..observed import AUTHENTICATION, AUTHORIZER, Seen, shown, texts

#: Azure's names for all tenants, in a path.
ALL_TENANTS = re.compile(r"/(common|organizations|consumers)(/|$)")


@check(
    "AUD-01",
    "Default login refused",
    how="one sign-in attempt as admin, and only where passwords are OpenMetadata's own (basic)",
    option="openmetadata.sso.sso",
)
def default_password(seen: Seen) -> Verdict:
    """The default administrator cannot sign in with the default password."""
    if seen.login is None:
        if seen.provider not in (None, "basic"):
            return not_applicable(
                f"No user signs in with a password of OpenMetadata's own: the provider is {shown(seen.provider)}."
            )
        if seen.answers and seen.cluster is not None:
            return unknown("No sign-in was tried: the controller does not reach the server.", "Set om_sso_api_url.")
        return unknown(f"No sign-in was tried: {seen.silence}.", "Start the server.")
    tried = f"{shown(seen.login['user'])} with the default password"
    if seen.login["accepted"]:
        return finding(f"The server signs in {tried}.")
    if seen.login["status"] in (400, 401, 403, 404, 423, 429):
        return ok(f"The server refuses {tried} (HTTP {seen.login['status']}).")
    return unknown(
        f"The attempt ended with HTTP {seen.login['status']}."
        if seen.login["status"]
        else "The attempt got no answer.",
        "Read the server's log.",
    )


@check(
    "ENV-15",
    "No default admin",
    how="AUTHORIZER_ADMIN_PRINCIPALS on the host; the user asked for by om_sso_admin_token",
    option="om_sso_admin_principals",
)
def default_administrator(seen: Seen) -> Verdict:
    """The default administrator is neither there nor created at the next start."""
    if seen.login is not None and seen.login["accepted"]:
        return finding(f"{shown(seen.login['user'])} is there: it signs in with its default password.", "signs_in")
    user = seen.administration["default_admin"]
    if user is not None and user["there"]:
        return finding(
            f"The user admin ({shown(user['email'])}) is "
            f"there{' and an administrator' if user['admin'] else ', and no administrator'}."
        )
    principals = seen.setting(AUTHORIZER + "adminPrincipals")
    named = [name.split(":")[0] for name in texts(principals.value)] if principals.known else []
    if "admin" in named:
        return finding(f"admin is one of the administrators that every start creates ({principals.where}).")
    if user is not None:
        return ok("There is no user admin.")
    if not principals.known:
        return unknown(f"The administrators were not seen: {principals.where}.", "Set om_sso_admin_token.")
    return unknown(
        f"No start creates the user admin ({principals.where}); whether an older one is still there was not seen.",
        "Set om_sso_admin_token.",
    )


@check(
    "CLM-15",
    "Sign-up limited",
    how="config/auth as it is served; provider, authority and domain rules in effect",
    option="om_sso_self_signup",
)
def sign_up(seen: Seen) -> Verdict:
    """Self sign-up is off, or limited to a domain."""
    signup = seen.setting(AUTHENTICATION + "enableSelfSignup")
    if not signup.known or seen.provider is None:
        return unknown(f"Whether sign-up is open was not seen: {signup.where}.", "Start the server.")
    if not signup.on:
        return ok(f"Self sign-up is off ({signup.where}).")
    if seen.provider == "basic":
        return finding(f"Anyone who reaches the server can create an account: self sign-up is on ({signup.where}).")
    enforced = seen.setting(AUTHORIZER + "enforcePrincipalDomain")
    domains = seen.setting(AUTHORIZER + "principalDomain"), seen.setting(AUTHORIZER + "allowedDomains")
    if not enforced.known:
        return unknown(
            f"Self sign-up is on, and whether domains are enforced was not seen: {enforced.where}.",
            "Set om_sso_admin_token.",
        )
    if enforced.on:
        allowed = texts(domains[1].value) or texts(domains[0].value)
        return ok(f"Self sign-up is on for {some(allowed, 4)} alone ({enforced.where}).")
    authority = seen.setting(AUTHENTICATION + "authority")
    public = seen.provider == "google" or any(ALL_TENANTS.search(url) for url in texts(authority.value))
    if public:
        return finding(
            f"Self sign-up is on, domains are not enforced, and anyone can have an account at {shown(authority.value)}."
        )
    return finding(
        f"Self sign-up is on ({signup.where}) and domains are not enforced: every account of the provider gets in.",
        "any_account",
    )
