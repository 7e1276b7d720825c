# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure (Microsoft Entra ID)."""

from __future__ import annotations

from ..options import Option
from ._openid_connect import openid_connect
from ._provider import DISCOVERY

PROVIDER = openid_connect(
    name="azure",
    title="Azure",
    options=(
        Option(
            "azure_tenant_id",
            "str",
            ("Directory (tenant) id, a GUID.",),
            required=True,
            example="0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c",
        ),
    ),
    authority=lambda tenant: f"https://login.microsoftonline.com/{tenant}",
    keys=lambda authority: authority + "/discovery/v2.0/keys",
    discovery=lambda authority: authority + "/v2.0" + DISCOVERY,
    tenant="azure_tenant_id",
    # The shipped default, consent, needs an administrator's approval at each sign-in (FLOW-11).
    prompts=("select_account", "login"),
    secret_page="App registrations > your application > Certificates & secrets > Client secrets > Value",
)
