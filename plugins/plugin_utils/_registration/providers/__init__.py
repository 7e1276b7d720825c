# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The providers whose API makes applications, by the names of om_sso_client_registration.provider."""

from __future__ import annotations

from ..._model.providers import PROVIDERS
from ..._model.settings_class import Settings
from ..._plan.plan import Plan
from .. import by_hand, instructions
from ..provider_error import RegistrationError
from . import auth0, aws_cognito, azure, keycloak, okta
from .protocol import Connection, Provider

CLASSES: dict[str, type[Provider]] = {
    "auth0": auth0.Auth0,
    "aws-cognito": aws_cognito.Cognito,
    "azure": azure.Azure,
    "keycloak": keycloak.Keycloak,
    "okta": okta.Okta,
}
#: Providers without an API for applications: where the page says what to do by hand.
BY_HAND = {"google": "google", "ldap": "ldap", "onelogin": "onelogin", "basic": "README"}


def name_of(settings: Settings, plan: Plan | None = None) -> str:
    """Whose API is called. Raises ``RegistrationError`` where there is none, or where it is not known.

    With a plan the error has the values to enter by hand.
    """
    given = settings.client_registration.provider or settings.provider
    if given in BY_HAND:
        title = PROVIDERS[given].title
        told = by_hand.text(given, title, plan) if plan else f"{title} has no API that makes the application."
        raise RegistrationError(f"{told} See docs/install/providers/{BY_HAND[given]}.md.", "om_sso_provider")
    if given not in CLASSES and "/realms/" in Connection(settings, {}).issuer:
        return "keycloak"
    if given not in CLASSES:
        raise RegistrationError(
            f"Whose API makes the application does not follow from om_sso_provider: {given}. Set "
            f"om_sso_client_registration.provider to one of {', '.join(sorted(CLASSES))}.",
            "om_sso_client_registration.provider",
        )
    if settings.provider == "saml" and "saml" not in CLASSES[given].KINDS:
        title = PROVIDERS[given].title
        values = f"Make a SAML application there by hand. {instructions.sentence(plan)}. " if plan else ""
        raise RegistrationError(
            f"At {title} the collection registers applications of OpenID Connect alone. {values}"
            "See docs/install/providers/saml.md.",
            "om_sso_client_registration.provider",
        )
    return given


__all__ = ["BY_HAND", "CLASSES", "Connection", "Provider", "name_of"]
