# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keycloak, which OpenMetadata knows as a custom OpenID provider."""

from __future__ import annotations

from ..options import Option
from ._provider import Provider

PROVIDER = Provider(
    name="keycloak",
    title="Keycloak",
    openmetadata_provider="custom-oidc",
    options=(
        Option(
            "keycloak_url",
            "str",
            ("Base URL of Keycloak, without a slash at the end; with C(/auth) before release 17 only.",),
            required=True,
            example="https://keycloak.acme.io",
        ),
        Option("keycloak_realm", "str", ("Name of the realm.",), required=True, example="acme"),
    ),
    knows="keycloak_url keycloak_realm",
    authority=lambda settings: f"{settings.keycloak_url}/realms/{settings.keycloak_realm}",
    keys_path="/protocol/openid-connect/certs",
    prompt="login",
    oidc_type="custom-oidc",
    secret_page="Clients > your client > Credentials > Client Secret",
)
