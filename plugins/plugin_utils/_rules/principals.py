# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Administrators, domains and roles."""

from __future__ import annotations

import re

from ._rule import OPENID_CONNECT, Case, rule
from ._text import BARE_DOMAIN, is_placeholder

ADMINS = "om_sso_admin_principals"
PLAIN_NAME = re.compile(r"[A-Za-z0-9._-]+")
NOT_IN_A_NAME = ": \t\r\n,[]"


def no_user_name(name: str) -> bool:
    return not name or any(character in name for character in NOT_IN_A_NAME)


@rule("CLM-12", "error", "Administrators are user names")
def admin_principals(case: Case):
    admins = case.settings.admin_principals
    if admins is None:
        return
    if not admins:
        yield ADMINS, f"{ADMINS} is empty: nobody would be an administrator.", "Name at least one user."
    for number, admin in enumerate(admins, 1):
        if "@" in admin:
            yield (
                ADMINS,
                f"{ADMINS}: entry {number} is an e-mail address; the server adds @ and the domain itself.",
                "Write the part before the @ only.",
            )
        elif no_user_name(admin):
            yield (
                ADMINS,
                f"{ADMINS}: entry {number} is no user name (empty, or with a blank, comma, colon or bracket).",
                "Write one user name an entry.",
            )


@rule("CLM-11", "warning", "User names that every release takes")
def special_characters(case: Case):
    for number, admin in enumerate(case.settings.admin_principals or (), 1):
        if "@" not in admin and not no_user_name(admin) and not PLAIN_NAME.fullmatch(admin):
            message = f"{ADMINS}: entry {number} holds other characters than letters, digits, dot, dash and underscore; some releases do not find such a user."
            yield ADMINS, message, "Try a sign-in of this user, or name another one."


@rule("CLM-14", "error", "A bot is no administrator")
def bot_in_admins(case: Case):
    for admin in case.settings.admin_principals or ():
        if admin.endswith("-bot"):
            yield ADMINS, f"{ADMINS} names a bot: its account would be turned into a user.", "Name people only."


@rule(
    "ENV-15",
    "warning",
    "The shipped administrator goes when a provider comes",
    providers=(*OPENID_CONNECT, "saml", "ldap"),
)
def default_admin(case: Case):
    if "admin" in (case.settings.admin_principals or ()):
        message = f"{ADMINS} names admin: the account that OpenMetadata ships with a known password is made again at each start."
        yield ADMINS, message, "Name people only, and delete the user admin once one of them has signed in."


@rule("ENV-15", "warning", "The shipped administrator on a production server", providers=("basic",))
def default_admin_basic(case: Case):
    if case.settings.production and "admin" in (case.settings.admin_principals or ()):
        yield (
            ADMINS,
            f"{ADMINS} names admin, whose first password everybody knows.",
            "Name another user, and delete admin.",
        )


@rule("CLM-07", "error", "One principal domain")
def several_domains(case: Case):
    option, domain = "om_sso_principal_domain", case.settings.principal_domain
    if domain and any(mark in domain.strip() for mark in ", ;"):
        yield option, f"{option} holds several domains.", "Write one, and all of them in om_sso_allowed_domains."


@rule("CLM-07", "error", "An allowed domain is one bare domain")
def allowed_domains(case: Case):
    option = "om_sso_allowed_domains"
    for number, domain in enumerate(case.settings.allowed_domains or (), 1):
        if not is_placeholder(domain) and not BARE_DOMAIN.fullmatch(domain):
            yield (
                option,
                f"{option}: entry {number} is no bare domain.",
                "Write what follows the @ in the users' addresses, for example acme.io.",
            )


@rule("CLM-06", "error", "The principal domain is a bare domain")
def principal_domain(case: Case):
    option, domain = "om_sso_principal_domain", case.settings.principal_domain
    if domain is None or is_placeholder(domain) or any(mark in domain.strip() for mark in ", ;"):
        return
    if not BARE_DOMAIN.fullmatch(domain):
        yield (
            option,
            f"{option} is no bare domain.",
            "Write what follows the @ in the users' addresses, for example acme.io.",
        )


@rule("CLM-06", "error", "The principal domain is among the allowed ones")
def domain_not_allowed(case: Case):
    domain, allowed = case.settings.principal_domain, case.settings.allowed_domains
    if (
        allowed
        and domain
        and case.settings.enforce_principal_domain
        and domain not in allowed
        and BARE_DOMAIN.fullmatch(domain)
    ):
        message = "om_sso_allowed_domains lacks om_sso_principal_domain, the domain of the administrators: once the list is there, it alone counts."
        yield "om_sso_allowed_domains", message, f"Add {domain}."


@rule("CLM-24", "warning", "Allowed domains are enforced")
def not_enforced(case: Case):
    if case.settings.allowed_domains and case.settings.enforce_principal_domain is False:
        message = "om_sso_allowed_domains has no effect without om_sso_enforce_principal_domain: users of every domain may sign in."
        yield "om_sso_allowed_domains", message, "Set om_sso_enforce_principal_domain: true, or leave the list out."


@rule("CLM-23", "warning", "The shipped principal domain")
def default_domain(case: Case):
    if case.settings.principal_domain == "open-metadata.org":
        yield (
            "om_sso_principal_domain",
            "om_sso_principal_domain is the shipped example: users would get addresses that are not theirs.",
            "Write your own.",
        )


@rule("CLM-16", "warning", "Roles of the provider in 2.0.0", providers=OPENID_CONNECT, since="2.0.0", until="2.0.1")
def roles_of_two(case: Case):
    if case.settings.use_roles_from_provider:
        message = "om_sso_use_roles_from_provider: OpenMetadata 2.0.0 loses roles of the provider at a sign-in."
        yield "om_sso_use_roles_from_provider", message, "Use a later 2.0 release, and try a sign-in."
