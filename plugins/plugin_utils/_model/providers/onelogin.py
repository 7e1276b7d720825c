# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OneLogin: a preset of OpenMetadata's custom-oidc."""

from __future__ import annotations

from ..options import Option
from ._openid_connect import DISPLAY_NAME, IDENTITY, openid_connect

PROVIDER = openid_connect(
    name="onelogin",
    title="OneLogin",
    openmetadata_provider="custom-oidc",
    options=(
        Option(
            "onelogin_domain",
            "str",
            ("Domain of the OneLogin account, without a scheme.",),
            required=True,
            example="acme.onelogin.com",
            kind="domain",
        ),
        DISPLAY_NAME,
    ),
    authority=lambda domain: f"https://{domain}/oidc/2",
    keys=lambda authority: authority + "/certs",
    scopes=IDENTITY,
    prompts=("login", "consent"),
    secret_page="Applications > your application > SSO > Client Secret",
)
