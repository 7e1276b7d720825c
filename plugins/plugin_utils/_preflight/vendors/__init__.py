# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of identity providers, by the name in ``om_sso_provider``.

A new one is one more file and one more line here.
"""

from __future__ import annotations

from . import auth0, azure, cognito, custom, google, keycloak, okta, onelogin
from ._vendor import (
    AUTHORIZE,
    CLIENT,
    CREDENTIALS,
    DEMANDS,
    METHOD,
    REDIRECT,
    SECRET,
    TOKEN,
    Refusal,
    Vendor,
)

VENDORS: dict[str, Vendor] = {
    "auth0": auth0.VENDOR,
    "aws-cognito": cognito.VENDOR,
    "azure": azure.VENDOR,
    "custom-oidc": custom.VENDOR,
    "google": google.VENDOR,
    "keycloak": keycloak.VENDOR,
    "okta": okta.VENDOR,
    "onelogin": onelogin.VENDOR,
}

#: LDAP and SAML have no vendor's words: their answers are numbers and metadata.
DIRECTORY = Vendor(title="the directory", places={})

__all__ = [
    "AUTHORIZE",
    "CLIENT",
    "CREDENTIALS",
    "DEMANDS",
    "DIRECTORY",
    "METHOD",
    "REDIRECT",
    "SECRET",
    "TOKEN",
    "VENDORS",
    "Refusal",
    "Vendor",
]
