# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An application of Okta in our words, and the other way round. Pure.

Source of the names: Okta's OpenAPI document 2026.06.3 (okta/okta-management-openapi-spec).
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from ..registration import Wanted

#: {our field: Okta's in settings.oauthClient}, where the values are the same.
SAME = {
    "grant_types": "grant_types",
    "response_types": "response_types",
    "redirect_uris": "redirect_uris",
    "post_logout_redirect_uris": "post_logout_redirect_uris",
}
TYPES = {"web": "web", "spa": "browser"}
#: Key of the mark in the application's profile, a document that Okta keeps for its owner.
MARK_KEY = "openmetadata_sso"
#: Top-level keys that Okta sets itself; an application is sent back without them.
OWN = ("id", "orn", "created", "lastUpdated", "status", "features", "_links", "_embedded", "licensing")
#: {claim: expression of Okta's language}; other claims are groups.
EXPRESSIONS = {
    "email": "user.email",
    "preferred_username": "user.login",
    "name": "user.displayName",
    "given_name": "user.firstName",
    "family_name": "user.lastName",
    "sub": "user.login",
}


def fields(application: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an application, without what is kept elsewhere: claims and origins."""
    client = (application.get("settings") or {}).get("oauthClient") or {}
    credentials = (application.get("credentials") or {}).get("oauthClient") or {}
    types = {okta: ours for ours, okta in TYPES.items()}
    return {
        "client_name": application.get("label"),
        "enabled": application.get("status") == "ACTIVE",
        "application_type": types.get(str(client.get("application_type")), client.get("application_type")),
        "token_endpoint_auth_method": credentials.get("token_endpoint_auth_method"),
        "require_pkce": "S256" if credentials.get("pkce_required") else "none",
        **{ours: list(client.get(okta) or ()) for ours, okta in SAME.items()},
    }


def body(changes: Mapping[str, Any], application: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """The whole application with new values of fields and with the mark: Okta replaces an application as a whole."""
    sent = {name: copy.deepcopy(value) for name, value in application.items() if name not in OWN}
    client = sent.setdefault("settings", {}).setdefault("oauthClient", {})
    credentials = sent.setdefault("credentials", {}).setdefault("oauthClient", {})
    if "client_name" in changes:
        sent["label"] = changes["client_name"]
    if "application_type" in changes:
        client["application_type"] = TYPES[changes["application_type"]]
    if "token_endpoint_auth_method" in changes:
        credentials["token_endpoint_auth_method"] = changes["token_endpoint_auth_method"]
    if "require_pkce" in changes:
        credentials["pkce_required"] = changes["require_pkce"] == "S256"
    client.update({okta: changes[ours] for ours, okta in SAME.items() if ours in changes})
    sent["profile"] = {**(sent.get("profile") or {}), MARK_KEY: wanted.mark}
    return sent


def claim(name: str) -> dict[str, Any]:
    """A claim of a custom authorization server, in every ID token that it issues."""
    expression = EXPRESSIONS.get(name)
    value = (
        {"valueType": "EXPRESSION", "value": expression}
        if expression
        else {"valueType": "GROUPS", "group_filter_type": "REGEX", "value": ".*"}
    )
    return {"name": name, "claimType": "IDENTITY", "alwaysIncludeInToken": True, "status": "ACTIVE", **value}
