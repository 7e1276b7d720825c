# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon Cognito.

From 1.10 on the server refuses to save a Cognito configuration whose key URLs hold any other host, the server's own
included; it runs with it all the same. Since which release the server verifies its own tokens without that URL is not
known, so the URL stays in the list: bots work in every release, and rule URL-06 says what cannot be saved.
"""

from __future__ import annotations

from ..options import Option
from ._openid_connect import IDENTITY, openid_connect

PROVIDER = openid_connect(
    name="aws-cognito",
    title="Amazon Cognito",
    options=(
        Option("cognito_region", "str", ("Region of the user pool.",), required=True, example="eu-central-1"),
        Option(
            "cognito_user_pool_id", "str", ("Id of the user pool.",), required=True, example="eu-central-1_Ab3dEf9hI"
        ),
    ),
    authority=lambda region, pool: f"https://cognito-idp.{region}.amazonaws.com/{pool}",
    keys=lambda authority: authority + "/.well-known/jwks.json",
    # Cognito gives refresh tokens without the scope, and refuses the scope (FLOW-10).
    scopes=IDENTITY,
    refused_scopes=("offline_access",),
    prompts=("login", "select_account"),
    secret_page="User pools > your pool > App clients > your client > Client secret",
)
