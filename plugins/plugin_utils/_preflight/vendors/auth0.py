# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Auth0: texts of its documentation."""

from __future__ import annotations

from ._vendor import Refusal, Vendor

VENDOR = Vendor(
    title="Auth0",
    places={
        "client": "Applications > your application > Settings > Client ID",
        "redirect": "Applications > your application > Settings > Allowed Callback URLs",
        "implicit": "Applications > your application > Settings > Advanced Settings > Grant Types",
        "code": "Applications > your application > Settings > Advanced Settings > Grant Types > Authorization Code",
        "scope": "Applications > APIs > your API > Settings > Allow Offline Access",
        "secret": "Applications > your application > Settings > Client Secret",
        "kind": "Applications > your application > Settings > Application Type",
        ("keys"): (
            "Applications > your application > Settings > Advanced Settings > OAuth > JsonWebToken Signature Algorithm"
        ),
        "issuer": "Applications > your application > Settings > Domain",
        "method": "Applications > your application > Credentials > Authentication Methods",
    },
    refusals=(
        Refusal(
            r"callback url mismatch|not in the list of allowed callback urls",
            "redirect",
            "RED-01",
            "does not know the redirect URI",
        ),
        Refusal(r"unknown client", "client", "PRE-02", "does not know the client id"),
        Refusal(r"^access_denied\b.{0,5}unauthorized", "secret", "FLOW-01", "refuses the client's credentials"),
        Refusal(r"grant type '[^']*' not allowed", "flow", "FLOW-02", "does not allow the flow for this client"),
    ),
    issuer="{authority}/",
    public_request=("code", True),
    login=r"/u/login|/login\?state=|/login\b",
    not_found="URL-12",
    other_issuer="URL-12",
)
