# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Okta."""

from __future__ import annotations

from ..options import Option
from ._provider import Provider

PROVIDER = Provider(
    name="okta",
    title="Okta",
    openmetadata_provider="okta",
    options=(
        Option(
            "okta_issuer",
            "str",
            ("Issuer URI of the authorization server (Security > API), without a slash at the end.",),
            required=True,
            example="https://acme.okta.com/oauth2/default",
        ),
    ),
    knows="okta_issuer",
    authority=lambda settings: settings.okta_issuer,
    keys_path="/v1/keys",
    oidc_type="okta",
    secret_page="Applications > your application > General > Client secrets",
)
