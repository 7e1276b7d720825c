# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity providers, by name. A new one is one more file and one more name here."""

from __future__ import annotations

from . import auth0, aws_cognito, azure, basic, custom_oidc, google, keycloak, ldap, okta, onelogin, saml
from ._provider import DISCOVERY, OWN_KEYS, Derived, Provider

_MODULES = (auth0, azure, google, okta, aws_cognito, custom_oidc, keycloak, onelogin, saml, ldap, basic)

PROVIDERS: dict[str, Provider] = {module.PROVIDER.name: module.PROVIDER for module in _MODULES}

#: OpenMetadata's names of the OpenID Connect providers.
OPENID_CONNECT = tuple(
    dict.fromkeys(provider.openmetadata_provider for provider in PROVIDERS.values() if provider.flows)
)

__all__ = ["DISCOVERY", "OPENID_CONNECT", "OWN_KEYS", "PROVIDERS", "Derived", "Provider"]
