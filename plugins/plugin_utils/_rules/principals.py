# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Administrators, domains and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._model.principal_claims import domain_case_counts
from .._register import Problem, at
from ._rule import CODE, OPENID_CONNECT, Case, rule
from ._text import BARE_DOMAIN, is_placeholder

ADMINS = "om_sso_admin_principals"
PLAIN_NAME = re.compile(r"[A-Za-z0-9._-]+")
NOT_IN_A_NAME = ": \t\r\n,[]"


def no_user_name(name: str) -> bool:
    """Whether a text cannot be a user name."""
    return not name or any(character in name for character in NOT_IN_A_NAME)


@rule("CLM-12")
def admin_principals(case: Case) -> Iterator[Problem]:
    """Administrators are listed by user name."""
    admins = case.settings.admin_principals
    if admins is None:
        return
    if not admins:
        yield at(ADMINS, "empty")
    for number, admin in enumerate(admins, 1):
        if "@" in admin:
            yield at(ADMINS, "address", number=number)
        elif no_user_name(admin):
            yield at(ADMINS, "not_a_name", number=number)


@rule("CLM-11")
def special_characters(case: Case) -> Iterator[Problem]:
    """User names hold only characters that every release accepts."""
    for number, admin in enumerate(case.settings.admin_principals or (), 1):
        if "@" not in admin and not no_user_name(admin) and not PLAIN_NAME.fullmatch(admin):
            yield at(ADMINS, number=number)


@rule("CLM-10", providers=tuple(name for name in OPENID_CONNECT if name != "azure"), flows=CODE)
def upper_case_administrator(case: Case) -> Iterator[Problem]:
    """Administrators are written in lower case, as a sign-in compares them."""
    if any(admin != admin.lower() for admin in case.settings.admin_principals or ()):
        yield at(ADMINS, "administrator")


@rule("CLM-10", providers=tuple(name for name in OPENID_CONNECT if name != "azure"))
def upper_case_domain(case: Case) -> Iterator[Problem]:
    """Enforced domains are written in lower case, as providers send them."""
    settings = case.settings
    if not settings.enforce_principal_domain or not domain_case_counts(case.release):
        return
    domains = settings.allowed_domains or ()
    option = "om_sso_allowed_domains" if domains else "om_sso_principal_domain"
    if any(domain != domain.lower() for domain in domains or (settings.principal_domain or "",)):
        yield at(option, "enforced")


@rule("CLM-14")
def bot_in_admins(case: Case) -> Iterator[Problem]:
    """A bot is not an administrator."""
    for admin in case.settings.admin_principals or ():
        if admin.endswith("-bot"):
            yield at(ADMINS)


@rule("ENV-15", providers=(*OPENID_CONNECT, "saml", "ldap"))
def default_admin(case: Case) -> Iterator[Problem]:
    """The default administrator is removed when a provider is configured."""
    if "admin" in (case.settings.admin_principals or ()):
        yield at(ADMINS, "made_again")


@rule("ENV-15", providers=("basic",))
def default_admin_basic(case: Case) -> Iterator[Problem]:
    """A production server has an administrator of its own."""
    if case.settings.production and "admin" in (case.settings.admin_principals or ()):
        yield at(ADMINS, "basic")


@rule("CLM-07")
def several_domains(case: Case) -> Iterator[Problem]:
    """om_sso_principal_domain holds one domain."""
    option, domain = "om_sso_principal_domain", case.settings.principal_domain
    if domain and any(mark in domain.strip() for mark in ", ;"):
        yield at(option, "several")


@rule("CLM-07")
def allowed_domains(case: Case) -> Iterator[Problem]:
    """Each entry of om_sso_allowed_domains is a domain name."""
    option = "om_sso_allowed_domains"
    for number, domain in enumerate(case.settings.allowed_domains or (), 1):
        if not is_placeholder(domain) and not BARE_DOMAIN.fullmatch(domain):
            yield at(option, "not_a_domain", number=number)


@rule("CLM-06")
def principal_domain(case: Case) -> Iterator[Problem]:
    """The principal domain is a domain name without anything else."""
    option, domain = "om_sso_principal_domain", case.settings.principal_domain
    if domain is None or is_placeholder(domain) or any(mark in domain.strip() for mark in ", ;"):
        return
    if not BARE_DOMAIN.fullmatch(domain):
        yield at(option, "not_a_domain")


@rule("CLM-06")
def domain_not_allowed(case: Case) -> Iterator[Problem]:
    """The principal domain is one of the allowed domains."""
    domain, allowed = case.settings.principal_domain, case.settings.allowed_domains
    if (
        allowed
        and domain
        and case.settings.enforce_principal_domain
        and domain not in allowed
        and BARE_DOMAIN.fullmatch(domain)
    ):
        yield at("om_sso_allowed_domains", "not_allowed", domain=domain)


@rule("CLM-24")
def not_enforced(case: Case) -> Iterator[Problem]:
    """Allowed domains are enforced."""
    if case.settings.allowed_domains and case.settings.enforce_principal_domain is False:
        yield at("om_sso_allowed_domains")


@rule("CLM-23", providers=(*OPENID_CONNECT, "saml", "ldap"))
def default_domain(case: Case) -> Iterator[Problem]:
    """The principal domain is your own."""
    if case.settings.principal_domain == "open-metadata.org":
        yield at("om_sso_principal_domain")


@rule("CLM-16", providers=OPENID_CONNECT)
def roles_of_two(case: Case) -> Iterator[Problem]:
    """The release keeps the provider's roles at a sign-in."""
    if case.settings.use_roles_from_provider:
        yield at("om_sso_use_roles_from_provider", "lost")
