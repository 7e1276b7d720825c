# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any other OpenID provider, by its issuer."""

from __future__ import annotations

from ..options import Option
from ._provider import Provider, given_display_name

PROVIDER = Provider(
    name="custom-oidc",
    title="Custom OIDC",
    openmetadata_provider="custom-oidc",
    options=(
        Option("oidc_issuer", "str", ("Issuer of the provider, exactly as its discovery document has it.",), required=True, example="https://id.acme.io"),
        Option("oidc_display_name", "str", ("Name of the provider on the sign-in page.",), default="SSO"),
        Option("oidc_keys_url", "str", ("C(jwks_uri) of the discovery document.",), required=True, example="https://id.acme.io/jwks"),
    ),
    knows="oidc_issuer oidc_keys_url",
    authority=lambda settings: settings.oidc_issuer,
    keys_option="oidc_keys_url",
    prompt="login",
    oidc_type="custom-oidc",
    display_name=given_display_name,
)
