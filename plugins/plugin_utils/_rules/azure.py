# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: tenant, endpoints and what its tokens hold."""

from __future__ import annotations

import re

from ._rule import CODE, PUBLIC, Case, rule
from ._text import GUID, host, is_placeholder, path

AZURE = ("azure",)
HOSTS = ("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn")
TENANT_ROOT = re.compile(r"/([0-9a-fA-F-]{36}|common|organizations|consumers)")
DISCOVERY = re.compile(r"/([0-9a-fA-F-]{36}|common|organizations|consumers)(/v2\.0)?/\.well-known/openid-configuration")


@rule("URL-01", "error", "An Azure authority is the tenant's root", providers=AZURE)
def authority(case: Case):
    value, option = case.variable("AUTHENTICATION_AUTHORITY")
    # A wrong tenant id is what URL-03 reports.
    if value is None or is_placeholder(value) or option == "om_sso_azure_tenant_id":
        return
    if host(value) not in HOSTS or not TENANT_ROOT.fullmatch(path(value)):
        yield (
            option,
            f"{option} is no tenant's root: sign-ins would loop.",
            "Leave it out, or write https://login.microsoftonline.com/ and the tenant id.",
        )


@rule("URL-02", "error", "Azure's discovery document is the tenant's", providers=AZURE, flows=CODE)
def discovery(case: Case):
    value, option = case.variable("OIDC_DISCOVERY_URI")
    if value is None or is_placeholder(value) or option == "om_sso_azure_tenant_id":
        return
    match = DISCOVERY.fullmatch(path(value))
    if match is None:
        yield (
            option,
            f"{option} names no tenant, or is no discovery document.",
            "Leave it out: it follows from om_sso_azure_tenant_id.",
        )
    elif not GUID.fullmatch(match.group(1)):
        yield (
            option,
            f"{option} is of every tenant: the issuer in it is no tenant's, and no token would match it.",
            "Leave it out, or name the tenant.",
        )


@rule("URL-03", "error", "An Azure tenant is a GUID", providers=AZURE)
def tenant(case: Case):
    for value, option in dict.fromkeys([case.derived.tenant, case.variable("OIDC_TENANT")]):
        if value is not None and not is_placeholder(value) and not GUID.fullmatch(value):
            yield (
                option,
                f"{option} is no GUID.",
                "Copy Directory (tenant) ID from the overview of the app registration.",
            )


@rule("URL-03", "error", "Azure's URLs are of one tenant", providers=AZURE)
def one_tenant(case: Case):
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
            yield option, f"{option} is of another tenant than om_sso_azure_tenant_id.", f"Leave {option} out."


@rule("URL-18", "error", "An Azure client id is a GUID", providers=AZURE)
def client_id(case: Case):
    value = case.settings.client_id
    if value is not None and not is_placeholder(value) and not GUID.fullmatch(value):
        yield (
            "om_sso_client_id",
            "om_sso_client_id is no GUID.",
            "Copy Application (client) ID from the overview of the app registration.",
        )


def _lacks_tenant_keys(case: Case) -> str | None:
    """The option to name when no key URL is the tenant's v2.0 one."""
    own, listed = case.settings.azure_tenant_id, case.texts("AUTHENTICATION_PUBLIC_KEYS")
    if own is None or not listed or is_placeholder(own):
        return None
    wanted = f"/{own}/discovery/v2.0/keys".lower()
    return None if any(host(url) in HOSTS and path(url).lower() == wanted for url, _option in listed) else listed[0][1]


@rule("URL-04", "warning", "A key URL is the tenant's v2.0 one", providers=AZURE, since="1.10")
def tenant_keys(case: Case):
    if option := _lacks_tenant_keys(case):
        yield (
            option,
            f"{option} lacks the tenant's v2.0 key URL: it may run, but OpenMetadata {case.release} refuses to save it.",
            "Leave it out, or add https://login.microsoftonline.com/TENANT/discovery/v2.0/keys.",
        )


@rule("DB-09", "warning", "A public client that can still be saved", providers=AZURE, flows=PUBLIC, since="1.12")
def savable(case: Case):
    if option := _lacks_tenant_keys(case):
        message = f"{option} is of an old form, and OpenMetadata {case.release} checks all of it at each save: nothing can be changed in its user interface."
        yield option, message, "Leave it out: the current form follows from om_sso_azure_tenant_id."


@rule("URL-05", "warning", "A commercial cloud", providers=AZURE, since="1.10")
def other_cloud(case: Case):
    value, option = case.variable("AUTHENTICATION_AUTHORITY")
    if host(value) in HOSTS[1:]:
        yield (
            option,
            f"{option} is of a national cloud: OpenMetadata {case.release} runs with it, but refuses to save it.",
            "Change it with this collection only, never in the user interface.",
        )


@rule("FLOW-07", "error", "The value of an Azure secret, not its id", providers=AZURE)
def secret_id(case: Case):
    secret = case.settings.client_secret
    if secret and GUID.fullmatch(secret):
        yield (
            "om_sso_client_secret",
            "om_sso_client_secret is a GUID: that is the secret's id.",
            f"Copy the Value: {case.provider.secret_page}.",
        )


@rule("CLM-10", "warning", "User names in lower case", providers=AZURE)
def upper_case(case: Case):
    for option, names in (
        ("om_sso_admin_principals", case.settings.admin_principals or ()),
        ("om_sso_principal_domain", (case.settings.principal_domain or "",)),
        ("om_sso_allowed_domains", case.settings.allowed_domains or ()),
    ):
        if any(name != name.lower() for name in names):
            yield (
                option,
                f"{option} holds upper-case letters: Azure's addresses may come in either case, and they are compared letter by letter.",
                "Write lower case.",
            )


@rule("CLM-22", "warning", "Azure's groups fit into a token of the implicit flow", providers=AZURE, flows=PUBLIC)
def overage(case: Case):
    if case.settings.use_roles_from_provider:
        yield (
            "om_sso_use_roles_from_provider",
            "om_sso_use_roles_from_provider: in the implicit flow Azure leaves groups out for users with more than six, and their roles are lost.",
            "Use app roles, or om_sso_flow: authorization_code.",
        )
