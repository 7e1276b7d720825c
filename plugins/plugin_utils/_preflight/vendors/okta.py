# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Okta: texts of its documentation."""

from __future__ import annotations

from ._vendor import Refusal, Vendor

VENDOR = Vendor(
    title="Okta",
    places={
        "client": "Applications > your application > General > Client ID",
        "redirect": "Applications > your application > General > Sign-in redirect URIs",
        "implicit": "Applications > your application > General > Grant type > Implicit (hybrid)",
        "code": "Applications > your application > General > Grant type > Authorization Code",
        ("scope"): (
            "Security > API > Authorization Servers > your server > Scopes, and the application's Grant "
            "type > Refresh Token"
        ),
        "pkce": "Applications > your application > General > Proof Key for Code Exchange (PKCE)",
        "secret": "Applications > your application > General > Client secrets",
        "kind": "Applications > your application > General > Client authentication",
        "keys": "Security > API > Authorization Servers > your server > Settings",
        "issuer": "Security > API > Authorization Servers > your server > Settings > Issuer",
        "method": "Applications > your application > General > Client authentication",
    },
    refusals=(
        Refusal(r"redirect_uri.{0,20}parameter must be", "redirect", "RED-01", "does not know the redirect URI"),
        Refusal(
            r"invalid value for .client_id.|client_id.{0,40}(invalid|not found)",
            "client",
            "PRE-02",
            "does not know the client id",
        ),
        Refusal(r"not assigned to the client", "client", "MISC-03", "has the user not assigned to the application"),
        Refusal(r"^invalid_scope\b", "scope", "FLOW-09", "refuses a scope; users could be locked out"),
        Refusal(r"pkce.{0,40}required|code challenge is required", "pkce", "FLOW-14", "asks for PKCE"),
        Refusal(
            r"client is not authorized to use the provided grant type",
            "flow",
            "FLOW-02",
            "does not allow the flow for this client",
        ),
    ),
    public_request=("code", True),
    login=r"okta-sign-in|/login/login\.htm|oktaSignIn|okta-login",
    not_found="URL-09",
    other_issuer="URL-09",
)
