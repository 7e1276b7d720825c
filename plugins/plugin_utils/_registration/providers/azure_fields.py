# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An application of Microsoft Graph in our words, and the other way round. Pure.

Source of the names: the metadata of Microsoft Graph v1.0 (microsoftgraph/msgraph-metadata, schemas/v1.0-Prod.csdl).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from ..registration import Wanted

#: Fields that Entra has a notion of. It takes both ways to send a secret, signs with RS256 alone and asks for PKCE
#: only at a single-page application's redirect URI.
SETS = frozenset(
    (
        "client_name",
        "enabled",
        "application_type",
        "response_types",
        "redirect_uris",
        "post_logout_redirect_uris",
        "scope",
        "claims",
    )
)
#: What is read of an application.
SELECT = (
    "id,appId,displayName,uniqueName,tags,signInAudience,web,spa,optionalClaims,groupMembershipClaims,appRoles,"
    "requiredResourceAccess"
)
GRAPH = "00000003-0000-0000-c000-000000000000"
#: {scope: id of the delegated permission of Microsoft Graph}; these ids are the same in every tenant.
SCOPES = {
    "openid": "37f7f235-527c-4136-accd-4a02d197296e",
    "profile": "14dad69e-099b-42c9-810b-d002981feec1",
    "email": "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0",
    "offline_access": "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
    "User.Read": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
}
#: Claims that every ID token of version 2.0 has: nothing tells of them.
ALWAYS: dict[str, str | None] = dict.fromkeys(("aud", "iss", "name", "oid", "preferred_username", "sub", "tid"))
GROUPS, ROLES = "groups", "roles"
#: Roles of OpenMetadata that every installation has; an administrator assigns users and groups to them.
APP_ROLES = ("DataConsumer", "DataSteward")
#: Last segments of URIs of OpenMetadata's pages after a sign-out.
AFTER_SIGN_OUT = ("", "signin")
PLATFORMS = ("web", "spa")
ISSUANCE = {"id_token": "enableIdTokenIssuance", "token": "enableAccessTokenIssuance"}


def fields(application: Mapping[str, Any], wanted: Wanted, enabled: bool) -> dict[str, Any]:
    """The fields of an application.

    Entra keeps one list for URIs after a sign-in and after a sign-out, and knows scopes of other APIs as something
    else: what is wanted decides how they count.
    """
    wants = wanted.fields
    platform = _platform(application)
    uris = set(_part(application, platform).get("redirectUris") or ())
    after = {uri for uri in uris if urlsplit(uri).path.rsplit("/", 1)[-1] in AFTER_SIGN_OUT}
    after = (after | set(wants.get("post_logout_redirect_uris") or ())) - set(wants.get("redirect_uris") or ())
    granted = _part(application, "web").get("implicitGrantSettings") or {}
    return {
        "client_name": application.get("displayName"),
        "enabled": enabled,
        "application_type": platform if uris else None,
        "response_types": ["code", *(name for name, switch in ISSUANCE.items() if granted.get(switch))],
        "redirect_uris": sorted(uris - after),
        "post_logout_redirect_uris": sorted(uris & after),
        "scope": sorted({*_scopes(application), *(set(wants.get("scope") or ()) - set(SCOPES))}),
        "claims": sorted(_claims(application)),
    }


def body(changes: Mapping[str, Any], application: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """What to send for new values of fields; other parts of the application are not in it, or as they are."""
    sent: dict[str, Any] = {}
    if "client_name" in changes:
        sent["displayName"] = changes["client_name"]
    if {"application_type", "redirect_uris", "post_logout_redirect_uris"} & set(changes):
        sent.update(_redirects(changes, application, wanted))
    if "response_types" in changes:
        switches = {switch: name in changes["response_types"] for name, switch in ISSUANCE.items()}
        sent["web"] = {**sent.get("web", {}), "implicitGrantSettings": switches}
    if "scope" in changes:
        sent["requiredResourceAccess"] = _access(changes["scope"], application)
    if "claims" in changes:
        sent.update(_claim_settings(changes["claims"], application))
    return sent


def _platform(application: Mapping[str, Any]) -> str:
    """Where its redirect URIs are. An application that has both kinds is a web application."""
    spa, web = (_part(application, name).get("redirectUris") for name in ("spa", "web"))
    return "spa" if spa and not web else "web"


def _part(application: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return application.get(name) or {}


def _redirects(changes: Mapping[str, Any], application: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """All URIs on the platform of the planned type: each is good for one kind of application only."""
    current = fields(application, wanted, True)
    lists = ("redirect_uris", "post_logout_redirect_uris")
    before = _platform(application)
    platform = changes.get("application_type") or before
    other = next(name for name in PLATFORMS if name != platform)
    uris = {uri for name in lists for uri in changes.get(name, current[name])}
    elsewhere = _part(application, other).get("redirectUris") or []
    rest = [] if platform != before else [uri for uri in elsewhere if uri not in uris]
    sent = {platform: {"redirectUris": sorted(uris)}}
    if rest != elsewhere:
        sent[other] = {"redirectUris": rest}
    return sent


def _scopes(application: Mapping[str, Any]) -> set[str]:
    names = {permission: scope for scope, permission in SCOPES.items()}
    return {
        names[permission["id"]]
        for resource in application.get("requiredResourceAccess") or ()
        for permission in resource.get("resourceAccess") or ()
        if resource["resourceAppId"] == GRAPH and permission["type"] == "Scope" and permission["id"] in names
    }


def _access(scopes: Collection[str], application: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The permissions of the application with exactly these scopes among those that we know; the others stay."""
    resources = application.get("requiredResourceAccess") or ()
    others = [resource for resource in resources if resource["resourceAppId"] != GRAPH]
    kept = [
        {"id": permission["id"], "type": permission["type"]}
        for resource in resources
        if resource["resourceAppId"] == GRAPH
        for permission in resource.get("resourceAccess") or ()
        if not (permission["type"] == "Scope" and permission["id"] in SCOPES.values())
    ]
    ours = [{"id": SCOPES[scope], "type": "Scope"} for scope in sorted(scopes) if scope in SCOPES]
    return [*others, {"resourceAppId": GRAPH, "resourceAccess": [*kept, *ours]}]


def _claims(application: Mapping[str, Any]) -> set[str]:
    optional = _part(application, "optionalClaims").get("idToken") or ()
    found = {claim["name"] for claim in optional}
    if application.get("groupMembershipClaims") not in (None, "None"):
        found.add(GROUPS)
    if any(role.get("isEnabled") for role in application.get("appRoles") or ()):
        found.add(ROLES)
    return found


def _claim_settings(claims: Collection[str], application: Mapping[str, Any]) -> dict[str, Any]:
    """Optional claims, the claim of groups and roles, each only where it is missing."""
    sent: dict[str, Any] = {}
    missing = set(claims) - _claims(application) - set(ALWAYS)
    current = application.get("optionalClaims") or {}
    added: list[dict[str, Any]] = [
        {"name": name, "source": None, "essential": False, "additionalProperties": []}
        for name in sorted(missing - {GROUPS, ROLES})
    ]
    if added:
        sent["optionalClaims"] = {**current, "idToken": [*(current.get("idToken") or ()), *added]}
    if GROUPS in missing:
        sent["groupMembershipClaims"] = "SecurityGroup"
    if ROLES in missing:
        sent["appRoles"] = _roles(application)
    return sent


def _roles(application: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The application's roles with ours. The claim is in a token as soon as one is enabled and assigned."""
    current = application.get("appRoles") or ()
    values = {role.get("value") for role in current}
    new = [
        {
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"openmetadata.sso/{name}")),
            "allowedMemberTypes": ["User"],
            "displayName": name,
            "description": f"Role {name} of OpenMetadata",
            "isEnabled": True,
            "value": name,
        }
        for name in APP_ROLES
        if name not in values
    ]
    return [{**role, "isEnabled": role.get("isEnabled") or role.get("value") in APP_ROLES} for role in current] + new
