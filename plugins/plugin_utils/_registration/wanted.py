# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the plans of all hosts that share an application to what it has to be. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from .._model.settings_class import Settings
from .._plan.plan import Plan
from .._preflight.probe_request import silent_callback
from .._preflight.vendors import VENDORS
from .provider_error import RegistrationError
from .registration import LISTS, Wanted

#: Claims that every ID token has, without being asked for.
ALWAYS = ("sub",)
#: The claim of ``om_sso_use_roles_from_provider``.
ROLES = "roles"
#: What the user interface asks for with a public client.
PUBLIC_SCOPES = ("openid", "email", "profile")
#: Attributes of a SAML assertion that OpenMetadata reads a user from (SamlAuthServletHandler).
SAML_ATTRIBUTES = ("email",)
#: Variables of the plan's environment, by field.
SAML_VARIABLES = {
    "entity_id": "SAML_SP_ENTITY_ID",
    "name_id_format": "SAML_IDP_NAME_ID",
}


def wanted(plans: Mapping[str, Plan], name: str, client_id: str | None = None) -> Wanted:
    """What one application has to be for these hosts, none of whose plans has an error.

    ``client_id`` is ``None`` where the operator named none. Lists are joined; ``RegistrationError`` names the hosts
    where anything else differs.
    """
    each = {host: (saml if plan.settings.provider == "saml" else oidc)(plan, name) for host, plan in plans.items()}
    first, fields = next(iter(each.items()))
    joined = dict(fields)
    for host, other in each.items():
        for field, value in other.items():
            if field in LISTS:
                joined[field] = sorted({*joined[field], *value})
            elif value != joined[field]:
                raise RegistrationError(
                    f"{first} and {host} share the application {name}, but differ in {field}: {joined[field]} and "
                    f"{value}. Set the same values, or give each its own om_sso_client_registration.name.",
                    "om_sso_client_registration.name",
                )
    provider = next(iter(plans.values())).settings.provider
    kind = "saml" if provider == "saml" else "oidc"
    chosen = joined["entity_id"] if kind == "saml" else client_id
    return Wanted(name, provider, kind, chosen, joined, tuple(plans))


def oidc(plan: Plan, name: str) -> dict[str, Any]:
    """The fields for the OpenID Connect client of one host.

    The redirect URIs are those that its users' browsers are sent back to. With a confidential client that is the
    callback alone, in each release (AuthenticationCodeFlowHandler from 1.8 to 2.0; seen with 1.12.6): /auth/callback is
    where the server sends the browser afterwards, which the provider does not hear of. With a public client it is the
    callback, and where the user interface renews in a hidden frame the silent callback (AuthProvider.util.ts).
    """
    settings = plan.settings
    values = {entry.name: entry.value for entry in plan.environment}
    callback, server = values["AUTHENTICATION_CALLBACK_URL"], settings.server_url.rstrip("/")
    common: dict[str, Any] = {
        "client_name": name,
        "enabled": True,
        "redirect_uris": sorted({callback, *(settings.trusted_redirect_uris or ())}),
        "post_logout_redirect_uris": sorted({server, f"{server}/", f"{server}/signin"}),
        "web_origins": [_origin(server)],
        "claims": claims(settings),
        "id_token_signed_response_alg": settings.token_validation_algorithm,
    }
    if settings.flow == "authorization_code":
        return {
            **common,
            "application_type": "web",
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "token_endpoint_auth_method": settings.client_auth_method,
            "scope": sorted(values["OIDC_SCOPE"].split()),
            "refresh_tokens": True,
            "require_pkce": "S256" if settings.pkce else "none",
        }
    vendor = VENDORS[settings.provider]
    response_type, pkce = vendor.public_request
    silent = [silent_callback(callback)] if vendor.silent else []
    return {
        **common,
        "redirect_uris": sorted({*common["redirect_uris"], *silent}),
        "application_type": "spa",
        "grant_types": ["authorization_code"] if response_type == "code" else ["implicit"],
        "response_types": [response_type],
        "token_endpoint_auth_method": "none",
        "scope": sorted(PUBLIC_SCOPES),
        "refresh_tokens": None,
        "require_pkce": "S256" if pkce else "none",
    }


def saml(plan: Plan, name: str) -> dict[str, Any]:
    """The fields for the SAML service provider of one host."""
    values = {entry.name: entry.value for entry in plan.environment}
    security = plan.settings.saml and plan.settings.saml.security
    return {
        "client_name": name,
        "enabled": True,
        **{field: values.get(variable) or None for field, variable in SAML_VARIABLES.items()},
        "acs_urls": [values["SAML_SP_ACS"]],
        "attributes": list(SAML_ATTRIBUTES),
        "certificate": bare(values["SAML_SP_CERTIFICATE"]) if security and security.send_signed_auth_request else None,
        "sign_assertions": (security and security.want_assertions_signed) or None,
    }


def bare(certificate: str) -> str:
    """A certificate as base64 in one line, without the lines of PEM around it."""
    return "".join(line.strip() for line in certificate.splitlines() if "-----" not in line)


def claims(settings: Settings) -> list[str]:
    """Names of the claims that the ID token must hold: those that name the user, and the roles where they count."""
    mapped = [entry.split(":", 1)[1] for entry in settings.jwt_principal_claims_mapping if ":" in entry]
    roles = [ROLES] if settings.use_roles_from_provider else []
    return sorted({*(mapped or settings.jwt_principal_claims), *roles} - {*ALWAYS})


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
