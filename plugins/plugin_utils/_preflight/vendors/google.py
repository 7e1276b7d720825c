# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Google: codes of its documentation; its error page carries them in ``authError``."""

from __future__ import annotations

from ._vendor import Refusal, Vendor

VENDOR = Vendor(
    title="Google",
    places={
        "client": "APIs & Services > Credentials > OAuth 2.0 Client IDs > Client ID",
        "redirect": "APIs & Services > Credentials > OAuth 2.0 Client IDs > your client > Authorized redirect URIs",
        "implicit": "APIs & Services > Credentials > OAuth 2.0 Client IDs",
        "code": "APIs & Services > Credentials > OAuth 2.0 Client IDs",
        "scope": "APIs & Services > OAuth consent screen > Scopes",
        "secret": "APIs & Services > Credentials > OAuth 2.0 Client IDs > your client > Client secret",
        "kind": "APIs & Services > Credentials > OAuth 2.0 Client IDs > Application type",
    },
    refusals=(
        Refusal(
            r"redirect_uri_mismatch", "redirect", "RED-01", "does not know the redirect URI (redirect_uri_mismatch)"
        ),
        Refusal(
            r"deleted_client|oauth client was not found|^invalid_client\b.{0,60}not found",
            "client",
            "PRE-02",
            "does not know the client id",
        ),
        Refusal(r"unsupported_response_type", "flow", "FLOW-02", "does not allow the flow for this client"),
    ),
    domains=("googleapis.com", "google.com"),
    silent=True,
    login=r"identifier|signin|ServiceLogin",
)
