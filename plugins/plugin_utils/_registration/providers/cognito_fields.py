# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon Cognito: an app client in the words of RFC 7591, and back. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..provider_error import ProviderError

#: {our field: Cognito's}, where the values are the same.
NAMES = {
    "redirect_uris": "CallbackURLs",
    "post_logout_redirect_uris": "LogoutURLs",
    "scope": "AllowedOAuthScopes",
}
FLOWS = {"authorization_code": "code", "implicit": "implicit", "client_credentials": "client_credentials"}
SETS = frozenset((*NAMES, "application_type", "grant_types", "claims"))
#: Standard attributes of a user pool, which have the names of the claims of OpenID Connect.
ATTRIBUTES = (
    *("address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name", "locale"),
    *("middle_name", "name", "nickname", "phone_number", "phone_number_verified", "picture"),
    *("preferred_username", "profile", "updated_at", "website", "zoneinfo"),
)
CUSTOM = "custom:"
REFRESH = "ALLOW_REFRESH_TOKEN_AUTH"
#: What an app client has without a list of its own.
DEFAULT_AUTH_FLOWS = (REFRESH, "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH")


def not_attributes(claims: Collection[str]) -> list[str]:
    """Claims that a Lambda trigger has to put in: they are not attributes of the user, and the API tells nothing."""
    return [name for name in claims if name not in ATTRIBUTES and not name.startswith(CUSTOM)]


def ours(found: Mapping[str, Any], confidential: bool, others: Collection[str]) -> dict[str, Any]:
    """Our fields of an app client. ``others`` are claims that no attribute stands for: they are taken as there."""
    grants = {native: name for name, native in FLOWS.items()}
    fields: dict[str, Any] = {name: list(found.get(native) or ()) for name, native in NAMES.items()}
    enabled = found.get("AllowedOAuthFlowsUserPoolClient", False)
    fields["grant_types"] = [grants.get(flow, flow) for flow in found.get("AllowedOAuthFlows") or () if enabled]
    if _refreshes(found):
        fields["grant_types"].append("refresh_token")
    fields["application_type"] = "web" if confidential else "spa"
    fields["claims"] = [*(found.get("ReadAttributes") or ATTRIBUTES), *others]
    return fields


def new(fields: Mapping[str, Any], confidential: bool) -> dict[str, Any]:
    """The request for a new app client, without its name."""
    body = native({name: value for name, value in fields.items() if name not in ("claims", "application_type")}, {})
    custom = [name for name in fields.get("claims", ()) if name.startswith(CUSTOM)]
    readable = {"ReadAttributes": sorted((*ATTRIBUTES, *custom))} if custom else {}
    return {
        **body,
        "GenerateSecret": confidential,
        "SupportedIdentityProviders": ["COGNITO"],
        "PreventUserExistenceErrors": "ENABLED",
        "EnableTokenRevocation": True,
        **readable,
    }


def native(changes: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """Our fields in Cognito's words."""
    if "application_type" in changes:
        raise ProviderError(
            "refused",
            "an app client of Amazon Cognito has a client secret, or none, from its beginning. Delete it "
            "(om_sso_client_registration.state: absent) and have it made again; it gets another client id.",
        )
    body: dict[str, Any] = {NAMES[name]: list(value) for name, value in changes.items() if name in NAMES}
    if "claims" in changes:
        body["ReadAttributes"] = _attributes(changes["claims"])
    if "grant_types" in changes:
        body["AllowedOAuthFlowsUserPoolClient"] = True
        body["AllowedOAuthFlows"] = [FLOWS[name] for name in changes["grant_types"] if name in FLOWS]
        if "refresh_token" in changes["grant_types"] and not _refreshes(current):
            body["ExplicitAuthFlows"] = sorted({REFRESH, *(current.get("ExplicitAuthFlows") or DEFAULT_AUTH_FLOWS)})
    return body


def _attributes(claims: Collection[str]) -> list[str]:
    return [name for name in claims if name in ATTRIBUTES or name.startswith(CUSTOM)]


def _refreshes(found: Mapping[str, Any]) -> bool:
    flows = found.get("ExplicitAuthFlows") or DEFAULT_AUTH_FLOWS
    return REFRESH in flows or (found.get("RefreshTokenRotation") or {}).get("Feature") == "ENABLED"
