# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Auth0."""

from __future__ import annotations

from ..options import Option
from ._provider import Provider

PROVIDER = Provider(
    name="auth0",
    title="Auth0",
    openmetadata_provider="auth0",
    options=(
        Option("auth0_domain", "str", ("Domain of the Auth0 tenant, without a scheme.",), required=True, example="acme.eu.auth0.com"),
    ),
    knows="auth0_domain",
    authority=lambda settings: f"https://{settings.auth0_domain}",
    keys_path="/.well-known/jwks.json",
    oidc_type="auth0",
    secret_page="Applications > your application > Settings > Client Secret",
)
