# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Administrators, domains and claims."""

from __future__ import annotations

import re

from ._rule import Case, rule

BARE_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+")
MAPPING = re.compile(r"(username|email):[a-zA-Z0-9_-]+")
STANDARD_CLAIMS = ("email", "preferred_username", "sub")


@rule("CLM-12", "error", "Administrators are user names")
def admin_principals(case: Case):
    option, admins = "om_sso_admin_principals", case.settings.admin_principals
    if admins is None:
        return
    if not admins:
        yield option, f"{option} is empty: nobody would be an administrator.", "Name at least one user."
    for number, admin in enumerate(admins, 1):
        if "@" in admin:
            yield option, f"{option}: entry {number} is an e-mail address; the server adds @ and the domain itself.", "Write the part before the @ only."
        elif not admin or any(character in admin for character in ": \t\n,[]"):
            yield option, f"{option}: entry {number} is no user name (empty, or with a blank, comma, colon or bracket).", "Write one user name an entry."


@rule("CLM-14", "error", "A bot is no administrator")
def bot_in_admins(case: Case):
    for admin in case.settings.admin_principals or ():
        if admin.endswith("-bot"):
            yield "om_sso_admin_principals", "om_sso_admin_principals names a bot: its account would be turned into a user.", "Name people only."


@rule("CLM-06", "error", "The principal domain is one bare domain")
def principal_domain(case: Case):
    option, domain = "om_sso_principal_domain", case.settings.principal_domain
    if domain is None or "{" in domain:
        return
    if "," in domain or " " in domain.strip():
        yield option, f"{option} holds several domains.", "Write one, and the others in om_sso_allowed_domains."
    elif not BARE_DOMAIN.fullmatch(domain):
        yield option, f"{option} is no bare domain.", "Write what follows the @ in the users' addresses, for example acme.io."


@rule("CLM-23", "warning", "The shipped principal domain")
def default_domain(case: Case):
    if case.settings.principal_domain == "open-metadata.org":
        yield "om_sso_principal_domain", "om_sso_principal_domain is the shipped example: users would get addresses that are not theirs.", "Write your own."


@rule("CLM-03", "error", "The claims mapping names user name and e-mail")
def claims_mapping(case: Case):
    option, mapping = "om_sso_jwt_principal_claims_mapping", case.settings.jwt_principal_claims_mapping
    if not mapping:
        return
    wrong = [item for item in mapping if not MAPPING.fullmatch(item)]
    if wrong or {item.partition(":")[0] for item in mapping} != {"username", "email"}:
        message = f"{option} needs one entry username:CLAIM and one email:CLAIM; the server refuses to start otherwise."
        yield option, message, "For example [username:preferred_username, email:email]."


@rule("CLM-02", "error", "A claim that every provider sends")
def principal_claims(case: Case):
    option, claims = "om_sso_jwt_principal_claims", case.settings.jwt_principal_claims
    if claims is not None and not set(claims) & set(STANDARD_CLAIMS):
        yield option, f"{option} holds none of {', '.join(STANDARD_CLAIMS)}: users without the other claims cannot sign in.", "Add one of them."
