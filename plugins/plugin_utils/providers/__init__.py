# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity providers, by name. A new one is one more file and one more line here."""

from __future__ import annotations

from . import auth0, aws_cognito, azure, basic, custom_oidc, google, keycloak, ldap, okta, onelogin, saml
from ._provider import DISCOVERY, OWN_KEYS, Provider

PROVIDERS: dict[str, Provider] = {
    module.PROVIDER.name: module.PROVIDER for module in (auth0, azure, google, okta, aws_cognito, custom_oidc, keycloak, onelogin, saml, ldap, basic)
}

__all__ = ["DISCOVERY", "OWN_KEYS", "PROVIDERS", "Provider"]
