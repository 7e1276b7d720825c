# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Providers whose API does not make the application: what to enter on their pages, from the plan. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .._plan.plan import Plan
from . import wanted

METHODS = {"client_secret_post": "POST", "client_secret_basic": "Basic", "none": "None (PKCE)"}


def values(provider: str, plan: Plan) -> list[tuple[str, str]]:
    """(where, what) for one host; empty where nothing has to be entered."""
    if provider == "ldap":
        return _ldap(plan.settings.ldap)
    if provider not in PAGES:
        return []
    return PAGES[provider](wanted.oidc(plan, plan.settings.client_registration.name))


def text(provider: str, title: str, plan: Plan) -> str:
    """One sentence with all of them."""
    entries = "; ".join(f"{where}: {what}" for where, what in values(provider, plan))
    if not entries:
        return f"{title} has no application to make."
    return f"{title} has no API that makes the application. Enter there: {entries}."


def _google(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    public = fields["token_endpoint_auth_method"] == "none"
    origins = [("Authorized JavaScript origins", _listed(fields["web_origins"]))] if public else []
    return [
        ("Google Auth Platform > Audience", "Internal"),
        ("Google Auth Platform > Clients > Application type", "Web application"),
        ("Name", fields["client_name"]),
        ("Authorized redirect URIs", _listed(fields["redirect_uris"])),
        *origins,
    ]


def _onelogin(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    method = fields["token_endpoint_auth_method"]
    return [
        ("Applications > Add App > OpenId Connect (OIDC) > Display Name", fields["client_name"]),
        ("Configuration > Redirect URI's", _listed(fields["redirect_uris"])),
        ("Configuration > Post Logout Redirect URIs", _listed(fields["post_logout_redirect_uris"])),
        ("SSO > Application Type", "Native/Mobile" if method == "none" else "Web"),
        ("SSO > Token Endpoint", METHODS.get(method, method)),
    ]


def _ldap(ldap: Any) -> list[tuple[str, str]]:
    bases = [base for base in (ldap.user_base_dn, ldap.group_base_dn) if base] if ldap else []
    if not (bases and ldap.dn_admin_principal):
        return []
    return [
        ("an account of the directory", ldap.dn_admin_principal),
        ("which may read and search", _listed(bases, "; ")),
    ]


def _listed(entries: list[str], between: str = ", ") -> str:
    return between.join(entries)


PAGES: dict[str, Callable[[Mapping[str, Any]], list[tuple[str, str]]]] = {"google": _google, "onelogin": _onelogin}
