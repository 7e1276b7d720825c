# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure (Microsoft Entra ID)."""

from __future__ import annotations

from ..options import Option
from ._provider import Provider

PROVIDER = Provider(
    name="azure",
    title="Azure",
    openmetadata_provider="azure",
    options=(
        Option(
            "azure_tenant_id",
            "str",
            ("Directory (tenant) id, a GUID.",),
            required=True,
            example="0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c",
        ),
    ),
    knows="azure_tenant_id",
    authority=lambda settings: f"https://login.microsoftonline.com/{settings.azure_tenant_id}",
    keys_path="/discovery/v2.0/keys",
    discovery_path="/v2.0/.well-known/openid-configuration",
    oidc_type="azure",
    tenant=lambda settings: settings.azure_tenant_id,
    secret_page="App registrations > your application > Certificates & secrets > Client secrets > Value",
)
