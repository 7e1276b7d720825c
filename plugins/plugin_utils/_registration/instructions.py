# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One page of what to register at the provider, with exact values, for a person who does it by hand. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._model.providers import PROVIDERS
from .._plan.plan import Plan
from . import wanted

NAME = "OpenMetadata"
#: The type of the application in the provider's own words, by flow; the pages of docs/install/providers have the same.
TYPES = {
    "auth0": ("Regular Web Application", "Single Page Application"),
    "azure": ("App registration, platform *Web*", "App registration, platform *Single-page application*"),
    "google": ("OAuth client, *Web application*", "OAuth client, *Web application*"),
    "okta": ("OIDC - Web Application", "OIDC - Single-Page Application"),
    "aws-cognito": ("App client with a client secret", "App client without a client secret"),
    "custom-oidc": ("confidential client, web application", "public client, single page application"),
    "keycloak": (
        "OpenID Connect client, *Client authentication* on",
        "OpenID Connect client, *Client authentication* off",
    ),
    "onelogin": (
        "OpenID Connect (OIDC), *Application Type*: Web",
        "OpenID Connect (OIDC), *Application Type*: Native/Mobile or Web",
    ),
}
FLOWS = ("authorization_code", "implicit")


def page(plan: Plan, missing: tuple[str, ...]) -> str:
    """The page as Markdown; empty for a provider at which nothing is registered.

    The plan has no error but about ``missing``, which are role variables that the registration tells.
    """
    provider, found = PROVIDERS[plan.settings.provider], rows(plan)
    if not found:
        return ""
    lines = [f"# Register {NAME} at {provider.title}", "", "| at the provider | value |", "|---|---|"]
    lines += [f"| {label} | {value} |" for label, value in found]
    if missing:
        where = f" ({provider.secret_page})" if provider.secret_page else ""
        lines += ["", f"Afterwards write {' and '.join(f'`{name}`' for name in missing)}{where}."]
    return "\n".join(lines) + "\n"


def rows(plan: Plan) -> list[tuple[str, str]]:
    """(what, values in Markdown); empty for a provider at which nothing is registered."""
    provider = PROVIDERS[plan.settings.provider]
    if provider.name == "saml":
        found = _saml(wanted.saml(plan, NAME))
    elif provider.flows:
        found = _oidc(provider.name, str(plan.settings.flow), wanted.oidc(plan, NAME))
    else:
        return []
    return [(label, value) for label, value in found if value]


def sentence(plan: Plan) -> str:
    """The same in one line, without Markdown."""
    return "; ".join(f"{label}: {value.replace('`', '')}" for label, value in rows(plan))


def _oidc(provider: str, flow: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("application type", TYPES[provider][FLOWS.index(flow)]),
        ("redirect URIs", _code(fields["redirect_uris"])),
        ("URLs after a sign-out", _code(fields["post_logout_redirect_uris"])),
        ("web origins (CORS)", _code(fields["web_origins"]) if flow == "implicit" else ""),
        ("grants", _code(fields["grant_types"])),
        ("response types", _code(fields["response_types"])),
        ("client authentication", _code([fields["token_endpoint_auth_method"]])),
        ("PKCE", "" if fields["require_pkce"] == "none" else _code([fields["require_pkce"]])),
        ("scopes", _code(fields["scope"])),
        ("claims in the ID token, at least one", _code(fields["claims"])),
        ("signature of the ID token", _code([fields["id_token_signed_response_alg"]])),
    ]


def _saml(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("entity id (audience)", _code([fields["entity_id"]])),
        ("assertion consumer service (reply URL), HTTP-POST", _code(fields["acs_urls"])),
        ("name ID format", _code([fields["name_id_format"]])),
        ("attributes", _code(fields["attributes"])),
        ("sign assertions", "yes" if fields["sign_assertions"] else ""),
    ]


def _code(values: list[str]) -> str:
    return ", ".join(f"`{value}`" for value in values if value)
