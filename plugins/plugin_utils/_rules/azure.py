# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: tenant, endpoints and what its tokens hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._model.principal_claims import domain_case_counts
from .._register import Problem, at
from ._rule import CODE, PUBLIC, Case, rule
from ._text import GUID, host, is_placeholder, path

AZURE = ("azure",)
HOSTS = ("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn")
TENANT_ROOT = re.compile(r"/([0-9a-fA-F-]{36}|common|organizations|consumers)")
DISCOVERY = re.compile(r"/([0-9a-fA-F-]{36}|common|organizations|consumers)(/v2\.0)?/\.well-known/openid-configuration")


@rule("URL-01", providers=AZURE)
def authority(case: Case) -> Iterator[Problem]:
    """An Azure authority is the root of a tenant."""
    value, option = case.variable("AUTHENTICATION_AUTHORITY")
    # A wrong tenant id is what URL-03 reports.
    if value is None or is_placeholder(value) or option == "om_sso_azure_tenant_id":
        return
    if host(value) not in HOSTS or not TENANT_ROOT.fullmatch(path(value)):
        yield at(option)


@rule("URL-02", providers=AZURE, flows=CODE)
def discovery(case: Case) -> Iterator[Problem]:
    """Azure's discovery document belongs to the tenant."""
    value, option = case.variable("OIDC_DISCOVERY_URI")
    if value is None or is_placeholder(value) or option == "om_sso_azure_tenant_id":
        return
    match = DISCOVERY.fullmatch(path(value))
    if match is None:
        yield at(option, "no_tenant")
    elif not GUID.fullmatch(match.group(1)):
        yield at(option, "every_tenant")


@rule("URL-03", providers=AZURE)
def tenant(case: Case) -> Iterator[Problem]:
    """The tenant id is a GUID."""
    for value, option in dict.fromkeys([case.derived.tenant, case.variable("OIDC_TENANT")]):
        if value is not None and not is_placeholder(value) and not GUID.fullmatch(value):
            yield at(option, "not_a_guid")


@rule("URL-03", providers=AZURE)
def one_tenant(case: Case) -> Iterator[Problem]:
    """All URLs belong to one tenant."""
    own = case.settings.azure_tenant_id
    if own is None or not GUID.fullmatch(own):
        return
    places = [
        case.variable("AUTHENTICATION_AUTHORITY"),
        case.variable("OIDC_DISCOVERY_URI"),
        *case.texts("AUTHENTICATION_PUBLIC_KEYS"),
    ]
    for value, option in dict.fromkeys(places):
        other = GUID.search(value or "")
        if other and host(value) in HOSTS and other.group().lower() != own.lower():
            yield at(option, "other_tenant")


@rule("URL-18", providers=AZURE)
def client_id(case: Case) -> Iterator[Problem]:
    """An Azure client id is a GUID."""
    value = case.client_id
    if value is not None and not is_placeholder(value) and not GUID.fullmatch(value):
        yield at("om_sso_client_id")


def _lacks_tenant_keys(case: Case) -> str | None:
    """The option to name when no key URL is the tenant's v2.0 one, whatever tenant where that is not known."""
    own, listed = case.settings.azure_tenant_id, case.texts("AUTHENTICATION_PUBLIC_KEYS")
    if own is None or not listed:
        return None
    if is_placeholder(own):
        return next((option for url, option in listed if path(url).lower() == "/common/discovery/keys"), None)
    wanted = f"/{own}/discovery/v2.0/keys".lower()
    return None if any(host(url) in HOSTS and path(url).lower() == wanted for url, _option in listed) else listed[0][1]


@rule("URL-04", providers=AZURE)
def tenant_keys(case: Case) -> Iterator[Problem]:
    """A key URL is the tenant's v2.0 one."""
    if option := _lacks_tenant_keys(case):
        yield at(option)


@rule("DB-09", providers=AZURE, flows=PUBLIC)
def savable(case: Case) -> Iterator[Problem]:
    """The configuration of a public client can still be saved."""
    if option := _lacks_tenant_keys(case):
        yield at(option, "azure_key_url")


@rule("URL-05", providers=AZURE)
def other_cloud(case: Case) -> Iterator[Problem]:
    """The provider is in the commercial cloud."""
    value, option = case.variable("AUTHENTICATION_AUTHORITY")
    if host(value) in HOSTS[1:]:
        yield at(option, "national_cloud")


@rule("FLOW-07", providers=AZURE)
def secret_id(case: Case) -> Iterator[Problem]:
    """The client secret is its value, not its id."""
    secret = case.settings.client_secret
    if secret and GUID.fullmatch(secret):
        yield at("om_sso_client_secret", secret_page=case.provider.secret_page)


@rule("CLM-10", providers=AZURE)
def upper_case(case: Case) -> Iterator[Problem]:
    """User names and domains are in lower case."""
    domains = (
        ("om_sso_principal_domain", (case.settings.principal_domain or "",)),
        ("om_sso_allowed_domains", case.settings.allowed_domains or ()),
    )
    admins = ("om_sso_admin_principals", case.settings.admin_principals or ())
    for option, names in (admins, *(domains if domain_case_counts(case.release) else ())):
        if any(name != name.lower() for name in names):
            yield at(option, "azure")


@rule("CLM-22", providers=AZURE, flows=PUBLIC)
def overage(case: Case) -> Iterator[Problem]:
    """Azure's groups fit into a token of the implicit flow."""
    if case.settings.use_roles_from_provider:
        yield at("om_sso_use_roles_from_provider")
