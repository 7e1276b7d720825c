# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What validation asks of any other OpenID provider."""

from typing import Any, Dict, List

from om_simulator import validation_discovery
from om_simulator.asking import WELL_KNOWN
from om_simulator.validation_documents import document
from om_simulator.validation_fault import AUTH, OIDC, Fault

_NULL_OIDC = (
    'Cannot invoke "org.openmetadata.schema.security.client.OidcClientConfig.getDiscoveryUri()" because '
    '"oidcConfig" is null'
)


def check(config: Dict[str, Any], confidential: bool, _has: Dict[str, bool], asking: Any) -> None:
    """Raises Fault."""
    oidc = config.get("oidcConfiguration")
    if oidc is None:
        raise Fault("authenticationConfiguration", "Custom OIDC public client validation failed: " + _NULL_OIDC)
    uri = oidc.get("discoveryUri") or _below(config.get("authority")) or _below(oidc.get("serverUrl"))
    if not uri:
        where = (
            "oidcConfig.discoveryUri or authConfig.authority"
            if confidential
            else "authority + /.well-known/openid-configuration or explicit discoveryUri"
        )
        text = "Discovery URI is required for custom OIDC validation. Provide either " + where
        raise Fault(OIDC + "discoveryUri", text)
    validation_discovery.check(uri, config, oidc, asking)
    found = asking.get(uri).body or {}
    if not all(found.get(name) for name in ("issuer", "token_endpoint", "jwks_uri")):
        raise Fault(OIDC + "discoveryUri", "Failed to extract required endpoints from discovery document")
    _keys(found["jwks_uri"], config.get("publicKeyUrls") or [], asking)
    if not confidential and not found.get("authorization_endpoint"):
        raise Fault(OIDC + "discoveryUri", "Authorization endpoint is required for public clients")
    # The trial of id and secret never fails: every answer passes, and so does none.


def _below(base: Any) -> str:
    return "" if not base else base.rstrip("/") + WELL_KNOWN if base.endswith("/") else base + WELL_KNOWN


def _keys(expected: str, urls: List[str], asking: Any) -> None:
    field = AUTH + "publicKeyUrls"
    found = document(
        asking,
        expected,
        field,
        "JWKS validation failed: ",
        "JWKS endpoint is not accessible. HTTP status: %(status)d",
    )
    if not found.get("keys"):
        raise Fault(field, "JWKS endpoint returned invalid or empty keys")
    if urls and expected not in urls:
        raise Fault(
            field,
            "publicKeyUrls must include the JWKS URI from discovery. Expected: %s but found: [%s]"
            % (expected, ", ".join(urls)),
        )
    for url in urls:
        before = "Failed to validate public key URL: %s. Error: " % url
        one = document(asking, url, field, before, "Public key URL is not accessible: %(url)s (HTTP %(status)d)")
        if not isinstance(one.get("keys"), list):
            raise Fault(field, "Public key URL does not return valid JWKS format: " + url)
