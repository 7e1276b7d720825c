# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keycloak: texts seen with 26.0."""

from __future__ import annotations

from ._vendor import Refusal, Vendor

VENDOR = Vendor(
    title="Keycloak",
    places={
        "client": "Clients > Clients list > Client ID",
        "redirect": "Clients > your client > Settings > Valid redirect URIs",
        "implicit": "Clients > your client > Settings > Capability config > Implicit flow",
        "code": "Clients > your client > Settings > Capability config > Standard flow",
        "scope": "Clients > your client > Client scopes",
        "pkce": "Clients > your client > Advanced > Proof Key for Code Exchange Code Challenge Method",
        "secret": "Clients > your client > Credentials > Client Secret",
        "kind": "Clients > your client > Settings > Capability config > Client authentication",
        "keys": "Realm settings > Keys, and Clients > your client > Advanced > ID token signature algorithm",
        "issuer": "Realm settings > General > Frontend URL, or the server's option hostname",
        "method": "Clients > your client > Credentials > Client Authenticator",
    },
    refusals=(
        Refusal(r"implicit flow is disabled", "flow", "FLOW-02", "has the implicit flow switched off for this client"),
        Refusal(r"standard flow is disabled", "flow", "FLOW-02", "has the standard flow switched off for this client"),
        Refusal(r"invalid parameter: redirect_uri", "redirect", "RED-01", "does not know the redirect URI"),
        Refusal(r"client not found", "client", "PRE-02", "does not know the client id"),
        Refusal(r"client disabled", "client", "PRE-02", "has the client switched off"),
        Refusal(r"bearer-only", "client", "PRE-02", "does not let this client start a sign-in"),
        Refusal(
            r"client authentication with .{0,30}jwt failed", "secret", "FLOW-01", "refuses the client's credentials"
        ),
        Refusal(r"realm (is )?not enabled|realm disabled", "client", "PRE-02", "has the realm switched off"),
        Refusal(
            r"invalid client or invalid client credentials", "secret", "FLOW-01", "refuses the client's credentials"
        ),
    ),
    silent=True,
    not_found="URL-13",
)
