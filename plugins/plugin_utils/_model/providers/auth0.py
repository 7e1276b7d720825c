# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Auth0."""

from __future__ import annotations

from ..options import Option
from ._openid_connect import openid_connect

PROVIDER = openid_connect(
    name="auth0",
    title="Auth0",
    options=(
        Option(
            "auth0_domain",
            "str",
            ("Domain of the Auth0 tenant, without a scheme.",),
            required=True,
            example="acme.eu.auth0.com",
            kind="domain",
        ),
    ),
    authority=lambda domain: f"https://{domain}",
    keys=lambda authority: authority + "/.well-known/jwks.json",
    prompts=("select_account", "login"),
    secret_page="Applications > your application > Settings > Client Secret",
)
