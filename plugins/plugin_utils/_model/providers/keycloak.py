# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keycloak: a preset of OpenMetadata's custom-oidc."""

from __future__ import annotations

from ..options import Option
from ._openid_connect import DISPLAY_NAME, openid_connect

PROVIDER = openid_connect(
    name="keycloak",
    title="Keycloak",
    openmetadata_provider="custom-oidc",
    options=(
        Option(
            "keycloak_url",
            "str",
            ("Base URL of Keycloak; before release 17 it ends with C(/auth).",),
            required=True,
            example="https://keycloak.acme.io",
            kind="url",
        ),
        Option("keycloak_realm", "str", ("Name of the realm.",), required=True, example="data"),
        DISPLAY_NAME,
    ),
    authority=lambda url, realm: f"{url}/realms/{realm}",
    keys=lambda authority: authority + "/protocol/openid-connect/certs",
    prompts=("select_account", "login", "consent"),
    secret_page="Clients > your client > Credentials > Client Secret",
)
