# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon Cognito."""

from __future__ import annotations

from ..options import Option
from ._provider import Provider

PROVIDER = Provider(
    name="aws-cognito",
    title="AWS Cognito",
    openmetadata_provider="aws-cognito",
    options=(
        Option("cognito_region", "str", ("Region of the user pool.",), required=True, example="eu-central-1"),
        Option("cognito_user_pool_id", "str", ("Id of the user pool.",), required=True, example="eu-central-1_aB3dE5fG7"),
    ),
    knows="cognito_user_pool_id cognito_region",
    authority=lambda settings: f"https://cognito-idp.{settings.cognito_region}.amazonaws.com/{settings.cognito_user_pool_id}",
    keys_path="/.well-known/jwks.json",
    scopes=("openid", "email", "profile"),
    prompt="login",
    oidc_type="aws-cognito",
    secret_page="Amazon Cognito > User pools > your pool > App clients > Client secret",
)
