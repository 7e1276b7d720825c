# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon Cognito: codes of its documentation. Its issuer and its login domain are different hosts."""

from __future__ import annotations

from ._vendor import Refusal, Vendor

VENDOR = Vendor(
    title="Cognito",
    places={
        "client": "User pools > your pool > App clients > Client ID",
        "redirect": "User pools > your pool > App clients > your client > Login pages > Allowed callback URLs",
        ("implicit"): (
            "User pools > your pool > App clients > your client > Login pages > OAuth grant types > Implicit grant"
        ),
        ("code"): (
            "User pools > your pool > App clients > your client > Login pages > OAuth grant types > "
            "Authorization code grant"
        ),
        "scope": "User pools > your pool > App clients > your client > Login pages > OpenID Connect scopes",
        "secret": "User pools > your pool > App clients > your client > Client secret",
        "kind": "User pools > your pool > App clients > your client > Client secret",
        "issuer": "User pools > your pool > Overview > User pool ID",
    },
    refusals=(
        Refusal(r"redirect_mismatch", "redirect", "RED-01", "does not know the redirect URI (redirect_mismatch)"),
        Refusal(
            r"client does not exist|user pool client .{0,60}does not exist",
            "client",
            "PRE-02",
            "does not know the client id",
        ),
        Refusal(
            r"client is not enabled for oauth2\.0 flows", "flow", "FLOW-02", "has OAuth switched off for this client"
        ),
    ),
    domains=("amazoncognito.com", "amazonaws.com", "amazonaws.com.cn"),
    silent=True,
    login=r"/login\b|/signup\b|cognito",
    not_found="URL-07",
    other_issuer="URL-07",
)
