# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OneLogin, which OpenMetadata knows as a custom OpenID provider."""

from __future__ import annotations

from ..options import Option
from ._provider import Provider

PROVIDER = Provider(
    name="onelogin",
    title="OneLogin",
    openmetadata_provider="custom-oidc",
    options=(Option("onelogin_domain", "str", ("Domain of the OneLogin account, without a scheme.",), required=True, example="acme.onelogin.com"),),
    knows="onelogin_domain",
    authority=lambda settings: f"https://{settings.onelogin_domain}/oidc/2",
    keys_path="/certs",
    scopes=("openid", "email", "profile"),
    prompt="login",
    oidc_type="custom-oidc",
    secret_page="Applications > your application > SSO > Client Secret",
)
