# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any other OpenID provider (custom-oidc): only what the standards say."""

from __future__ import annotations

from ._vendor import Vendor

VENDOR = Vendor(
    title="the provider",
    places={
        "client": "the client's registration, client_id",
        "redirect": "the client's registration, redirect_uris",
        "implicit": "the client's registration, response_types and grant_types",
        "code": "the client's registration, response_types and grant_types",
        "scope": "the client's registration, scope",
        "pkce": "the client's registration",
        "secret": "the client's registration, client_secret",
        "kind": "the client's registration, token_endpoint_auth_method",
        "keys": "the client's registration, id_token_signed_response_alg",
        "issuer": "its issuer setting",
        "method": "the client's registration, token_endpoint_auth_method",
    },
    silent=True,
)
