# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OneLogin, which answers as the standards say."""

from __future__ import annotations

from ._vendor import Vendor

VENDOR = Vendor(
    title="OneLogin",
    places={
        "client": "Applications > your app > SSO > Client ID",
        "redirect": "Applications > your app > Configuration > Redirect URI's",
        "implicit": "Applications > your app > SSO > Application Type",
        "code": "Applications > your app > SSO > Application Type",
        "scope": "Applications > your app > SSO > Scopes",
        "secret": "Applications > your app > SSO > Client Secret",
        "kind": "Applications > your app > SSO > Token Endpoint > Authentication Method",
        "issuer": "Applications > your app > SSO > Issuer URL",
        "method": "Applications > your app > SSO > Token Endpoint > Authentication Method",
    },
    silent=True,
    login=r"/login\b|/trust/",
)
