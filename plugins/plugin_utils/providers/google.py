# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Google."""

from __future__ import annotations

from ._provider import Provider

PROVIDER = Provider(
    name="google",
    title="Google",
    openmetadata_provider="google",
    options=(),
    knows="provider",
    authority=lambda settings: "https://accounts.google.com",
    keys_path="https://www.googleapis.com/oauth2/v3/certs",
    # Google refuses the scope offline_access; the type below makes the server ask for offline access its way.
    scopes=("openid", "email", "profile"),
    oidc_type="google",
    secret_page="Google Cloud console > APIs & Services > Credentials > OAuth 2.0 Client IDs",
)
