# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any other OpenID Connect provider."""

from __future__ import annotations

from ..options import Option
from ._openid_connect import DISPLAY_NAME, IDENTITY, openid_connect

PROVIDER = openid_connect(
    name="custom-oidc",
    title="OpenID Connect",
    options=(
        Option(
            "oidc_issuer",
            "str",
            ("Issuer, exactly as C(issuer) in the provider's discovery document.",),
            required=True,
            example="https://id.acme.io",
            kind="issuer",
        ),
        Option(
            "oidc_jwks_uri",
            "str",
            (
                "Key URL: C(jwks_uri) in the provider's discovery document.",
                "Needed unless O(om_sso_public_key_urls) is set.",
            ),
            example="https://id.acme.io/keys",
            kind="endpoint",
        ),
        DISPLAY_NAME,
    ),
    authority=lambda issuer: issuer,
    # offline_access is left out: a provider that does not know a scope refuses the sign-in.
    scopes=IDENTITY,
    prompts=("login", "select_account", "consent"),
)
