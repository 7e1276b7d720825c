# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Okta."""

from __future__ import annotations

from ..options import Option
from ._openid_connect import openid_connect


def keys(issuer: str) -> str:
    """The keys of a custom authorization server, or of the organisation's own, which has no path (facts: JWK-03)."""
    return issuer + ("/v1/keys" if "/oauth2/" in issuer else "/oauth2/v1/keys")


PROVIDER = openid_connect(
    name="okta",
    title="Okta",
    options=(
        Option(
            "okta_issuer",
            "str",
            ("Issuer URI of the authorization server: Security > API > Authorization Servers.",),
            required=True,
            example="https://acme.okta.com/oauth2/default",
            kind="issuer",
        ),
    ),
    authority=lambda issuer: issuer,
    keys=keys,
    prompts=("login", "select_account"),
    secret_page="Applications > your application > General > Client secrets",
)
