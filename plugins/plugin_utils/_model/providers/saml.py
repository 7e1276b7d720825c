# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SAML 2.0: any identity provider that speaks it."""

from __future__ import annotations

from ..options import PREFIX
from ..settings_class import Settings
from ..value import Value
from ._fields import value_of, variables_below
from ._provider import Derived, Provider, only_own_keys
from ._saml_options import SAML

#: {keys of om_sso_saml: variable}
FIELDS = variables_below("authenticationConfiguration.samlConfiguration")

#: What is derived from the server's URL (facts: the servlets and the page of the user interface).
PATHS = {
    ("idp", "authority_url"): "/api/v1/saml/login",
    ("sp", "entity_id"): "/api/v1/saml/metadata",
    ("sp", "acs"): "/api/v1/saml/acs",
    ("sp", "callback"): "/saml/callback",
}


def variables(settings: Settings, _provider: Provider, _derived: Derived) -> dict[str, Value]:
    """The values of the variables that only SAML has, by name."""
    values = {name: value_of(settings, "saml", path, name) for path, name in FIELDS.items()}
    for path, ending in PATHS.items():
        name = FIELDS[path]
        if not values[name].value:
            url = settings.server_url
            values[name] = Value(None if url is None else url.rstrip("/") + ending, PREFIX + "server_url")
    return values


PROVIDER = Provider(
    name="saml",
    title="SAML",
    openmetadata_provider="saml",
    options=(SAML,),
    derive=only_own_keys,
    variables=variables,
    summary=lambda values, _provider: [
        ("provider", f"{values['SAML_IDP_ENTITY_ID']}, sign-in at {values['SAML_IDP_SSO_LOGIN_URL']}"),
        ("register", f"entity id {values['SAML_SP_ENTITY_ID']}, assertion consumer service {values['SAML_SP_ACS']}"),
    ],
)
