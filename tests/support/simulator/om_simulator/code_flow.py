# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The handler of the authorization code flow, as far as it can be made [S AuthenticationCodeFlowHandler, M 1.12.6].

It is made at a start, where a fault leaves sign-in dead; by validation, where it is told; and anew by a change.
"""

import re
from typing import Any, Dict

from om_simulator import asking as asked

_METHODS = ("client_secret_post", "client_secret_basic", "private_key_jwt", "none")
_CONFIG = "org.openmetadata.schema.security.client.OidcClientConfig"
_NULL_METHOD = (
    'Cannot invoke "%s$ClientAuthenticationMethod.value()" because the return value of '
    '"%s.getClientAuthenticationMethod()" is null' % (_CONFIG, _CONFIG)
)


class NoHandler(Exception):
    """The handler cannot be made; the message is that of the server's exception."""


def check(config: Dict[str, Any], asking: Any, anew: bool = True) -> None:
    """Raises NoHandler. A handler that is there and takes another configuration does not check the two addresses."""
    oidc = config.get("oidcConfiguration")
    if oidc is None:
        raise NoHandler("OidcConfiguration cannot be null")
    for field, name in (("callbackUrl", "CallbackUrl"), ("serverUrl", "ServerUrl")):
        if anew and _blank(oidc.get(field)):
            raise NoHandler("%s cannot be blank" % name)
    if _blank(oidc.get("id")) or _blank(oidc.get("secret")):
        raise NoHandler("Client ID and Client Secret is required to create OidcClient")
    skew = oidc.get("maxClockSkew")
    if not _blank(skew) and not re.match(r"^[+-]?[0-9]+$", skew):
        raise NoHandler('For input string: "%s"' % skew)
    if oidc.get("clientAuthenticationMethod") is None:
        raise NoHandler(_NULL_METHOD)
    mapping = claims_mapping(config.get("jwtPrincipalClaimsMapping") or [])
    if mapping and not (mapping.get("username") and mapping.get("email")):
        raise NoHandler(BOTH)
    _method(oidc["clientAuthenticationMethod"], metadata(config, asking))


BOTH = "Invalid JWT Principal Claims Mapping. Both username and email should be present"


def claims_mapping(items: Any) -> Dict[str, str]:
    """['username:a', 'email:b'] -> {'username': 'a', 'email': 'b'}: cut at colons, a third part is lost.

    Raises NoHandler.
    """
    mapping: Dict[str, str] = {}
    for item in items:
        words = re.sub(":+$", "", str(item)).split(":")  # Java's split leaves empty parts at the end out
        if len(words) < 2:
            raise NoHandler("Index 1 out of bounds for length %d" % len(words))
        if words[0] in mapping:
            raise NoHandler(
                "Duplicate key %s (attempted merging values %s and %s)" % (words[0], mapping[words[0]], words[1])
            )
        mapping[words[0]] = words[1]
    return mapping


def discovery_uri(config: Dict[str, Any]) -> str:
    """Where the provider's endpoints are found; the client's type makes it up for two vendors [I for Google]."""
    oidc = config.get("oidcConfiguration") or {}
    if not _blank(oidc.get("discoveryUri")):
        return str(oidc["discoveryUri"])
    kind = (oidc.get("type") or "").lower()
    if kind == "azure" and not _blank(oidc.get("tenant")):
        return "https://login.microsoftonline.com/%s/v2.0%s" % (oidc["tenant"], asked.WELL_KNOWN)
    return "https://accounts.google.com" + asked.WELL_KNOWN if kind == "google" else ""


def metadata(config: Dict[str, Any], asking: Any) -> Dict[str, Any]:
    """The provider's discovery document; raises NoHandler. The handler asks any address: the guard is validation's."""
    uri = discovery_uri(config)
    if not uri:
        raise NoHandler("You must define either the discovery URL or directly the provider metadata")
    try:
        answer = asking.get(uri)
    except asked.Unanswered as error:
        raise NoHandler("Error when loading the provider metadata of %s: %s" % (uri, error)) from error
    found = answer.body or {}
    if answer.status != 200 or not found.get("authorization_endpoint") or not found.get("token_endpoint"):
        raise NoHandler(
            "Error when loading the provider metadata of %s: HTTP %d" % (uri, answer.status)
        )  # pac4j's own text was not seen [U]
    return found


def _method(method: str, found: Dict[str, Any]) -> None:
    if method not in _METHODS:
        raise NoHandler("Configured authentication method (%s) is not supported." % method)
    known = found.get("token_endpoint_auth_methods_supported") or [method]
    if method not in known:
        raise NoHandler(
            "Preferred authentication method (%s) not supported by provider according to provider metadata ([%s])."
            % (method, ", ".join(known))
        )
    if method == "private_key_jwt":
        raise NoHandler("privateKetJwtConfig cannot be null")


def _blank(text: Any) -> bool:
    return text is None or not str(text).strip()
