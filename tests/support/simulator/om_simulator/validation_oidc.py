# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the OpenID providers that need no call to them, as (passes, field, text) in the order they are checked.

The conditions are [S]; the texts that facts do not quote are close to the server's, not equal to them [I].
"""

import re
from typing import Any, Dict, List
from urllib.parse import urlsplit

_AUTH = "authenticationConfiguration."
_OIDC = "authenticationConfiguration.oidcConfiguration."
_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_WELL_KNOWN = "/.well-known/openid-configuration"


def confidential(config: Dict[str, Any]) -> List[tuple]:
    """What a confidential client needs whoever the provider is."""
    if config.get("clientType") != "confidential":
        return []
    oidc = config.get("oidcConfiguration")
    present = oidc or {}
    return [
        (oidc is not None, _OIDC + "id", "OIDC configuration is required"),
        (present.get("id"), _OIDC + "id", "Client ID is required"),
        (present.get("secret"), _OIDC + "secret", "Client secret is required"),
        (
            present.get("discoveryUri") or present.get("serverUrl"),
            _OIDC + "discoveryUri",
            "Discovery URI or Server URL is required",
        ),
    ]


def of_provider(config: Dict[str, Any], has: Dict[str, bool]) -> List[tuple]:
    """The provider's own rules."""
    oidc = config.get("oidcConfiguration") or {}
    is_confidential = config.get("clientType") == "confidential"
    view = {
        "authority": config.get("authority") or "",
        "urls": config.get("publicKeyUrls") or [],
        "id": (oidc.get("id") if is_confidential else None) or config.get("clientId") or "",
        "discovery": oidc.get("discoveryUri") or "",
        "tenant": oidc.get("tenant") or "",
        "scopes": (oidc.get("scope") or "").split(),
        "confidential": is_confidential,
        "wants_offline": has["azure_wants_offline_access"],
    }
    rules = {"google": _google, "azure": _azure, "auth0": _auth0, "okta": _okta, "aws-cognito": _cognito}
    return rules[config["provider"]](view) if config["provider"] in rules else []


def _discovery(view: Dict[str, Any], expected: str) -> tuple:
    return (
        not view["confidential"] or view["discovery"] == expected,
        _OIDC + "discoveryUri",
        "Discovery URI must be: %s" % expected,
    )


def _google(view: Dict[str, Any]) -> List[tuple]:
    issuer, keys = "https://accounts.google.com", "https://www.googleapis.com/oauth2/v3/certs"
    return [
        (view["authority"] == issuer, _AUTH + "authority", "Google authority must be: %s" % issuer),
        _discovery(view, issuer + _WELL_KNOWN),
        (
            view["id"].endswith(".apps.googleusercontent.com"),
            _OIDC + "id",
            "Invalid Google client ID format: it should end with .apps.googleusercontent.com",
        ),
        (keys in view["urls"], _AUTH + "publicKeyUrls", "Public key URLs must contain: %s" % keys),
    ]


def _azure(view: Dict[str, Any]) -> List[tuple]:
    host = "https://login.microsoftonline.com/"
    tenant = view["tenant"]
    keys = "%s%s/discovery/v2.0/keys" % (host, tenant)
    checks = [
        (
            re.match("^%s(%s|common|organizations|consumers)(/v2.0)?/?$" % (host, _GUID), view["authority"]),
            _AUTH + "authority",
            "Azure authority should be in format: https://login.microsoftonline.com/{tenant-id}",
        ),
        (re.match("^%s$" % _GUID, view["id"]), _OIDC + "id", "Azure client ID should be a GUID"),
    ]
    if view["confidential"]:
        checks += [
            (re.match("^%s$" % _GUID, tenant), _OIDC + "tenant", "Azure tenant should be a GUID, not a URL"),
            (
                view["discovery"] in (host + tenant + _WELL_KNOWN, host + tenant + "/v2.0" + _WELL_KNOWN),
                _OIDC + "discoveryUri",
                "Invalid Azure discovery URI. Expected: %s%s/v2.0%s" % (host, tenant, _WELL_KNOWN),
            ),
            (keys in view["urls"], _AUTH + "publicKeyUrls", "Public key URLs must contain: %s" % keys),
            (
                "offline_access" in view["scopes"] or not view["wants_offline"],
                _OIDC + "scope",
                "Azure needs the scope offline_access for refresh tokens",
            ),
        ]
    return checks


def _auth0(view: Dict[str, Any]) -> List[tuple]:
    domain = view["authority"]
    keys = domain + "/.well-known/jwks.json"
    dotless = [url for url in view["urls"] if "." not in (urlsplit(url).hostname or "")]
    return [
        (
            domain.startswith("https://") and not domain.endswith("/"),
            _AUTH + "authority",
            "Auth0 authority should be https://DOMAIN without a slash at its end",
        ),
        _discovery(view, domain + _WELL_KNOWN),
        (keys in view["urls"], _AUTH + "publicKeyUrls", "Public key URLs must contain: %s" % keys),
        (
            not dotless,
            _AUTH + "publicKeyUrls",
            "Public key URL domain doesn't match Auth0 pattern: %s" % "".join(dotless[:1]),
        ),
    ]


def _okta(view: Dict[str, Any]) -> List[tuple]:
    return [
        (view["authority"].startswith("https://"), _AUTH + "authority", "Okta issuer must use HTTPS"),
        (
            not view["confidential"] or view["discovery"].endswith(_WELL_KNOWN),
            _OIDC + "discoveryUri",
            "Okta discovery URI should end with %s" % _WELL_KNOWN,
        ),
    ]


def _cognito(view: Dict[str, Any]) -> List[tuple]:
    authority = view["authority"]
    keys = authority + "/.well-known/jwks.json"
    foreign = [url for url in view["urls"] if url != keys]
    return [
        (
            re.match(r"^https://cognito-idp\.[a-z0-9-]+\.amazonaws\.com/[A-Za-z0-9_-]+$", authority),
            _AUTH + "authority",
            "Cognito authority should be in format: https://cognito-idp.{region}.amazonaws.com/{userPoolId}",
        ),
        _discovery(view, authority + _WELL_KNOWN),
        (not foreign, _AUTH + "publicKeyUrls", "Invalid Cognito public key URL: %s" % "".join(foreign[:1])),
        (keys in view["urls"], _AUTH + "publicKeyUrls", "Public key URLs must contain: %s" % keys),
    ]
