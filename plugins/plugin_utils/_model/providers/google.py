# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Google. Its URLs are fixed, so the client id is all there is to know."""

from __future__ import annotations

from ._openid_connect import IDENTITY, openid_connect

PROVIDER = openid_connect(
    name="google",
    title="Google",
    options=(),
    authority=lambda: "https://accounts.google.com",
    keys=lambda _authority: "https://www.googleapis.com/oauth2/v3/certs",
    # Google gives refresh tokens without the scope, and refuses the scope (FLOW-10).
    scopes=IDENTITY,
    refused_scopes=("offline_access",),
    prompts=("select_account", "consent"),
    secret_page="Google Cloud console > APIs & Services > Credentials > your OAuth client > Client secrets",
)
