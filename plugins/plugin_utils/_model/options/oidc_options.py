# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenID Connect: what each provider needs, and values that are derived unless they are given."""

from __future__ import annotations

from ._option import Option

OPTIONS = (
    Option(
        "flow",
        "str",
        (
            (
                "C(authorization_code) is a confidential client with a secret (at the provider: a web application); "
                "C(implicit) is a public client without one (a single page application)."
            ),
        ),
        default="authorization_code",
        choices=("authorization_code", "implicit"),
    ),
    Option("client_id", "str", ("Client id of the application at the provider.",), required=True),
    Option(
        "client_secret",
        "str",
        ("Client secret; only with C(authorization_code). Pass it by a variable or lookup.",),
        secret=True,
    ),
    Option("authority", "str", ("Issuer of the provider. Derived.",), kind="issuer"),
    Option("discovery_uri", "str", ("Discovery document of the provider. Derived.",), kind="url"),
    Option(
        "callback_url",
        "str",
        ("Redirect URI that is registered at the provider. Derived: O(om_sso_server_url) and C(/callback).",),
        kind="url",
    ),
    Option(
        "scopes",
        "list",
        (
            (
                "Scopes to ask for. Derived: C(openid), C(email), C(profile) and, where the provider has it, "
                "C(offline_access)."
            ),
        ),
    ),
    Option("pkce", "bool", ("Use PKCE in the authorization code flow.",), default=False),
    Option(
        "prompt",
        "str",
        ("What the provider asks the user at a sign-in. Derived from the provider.",),
        choices=("login", "select_account", "consent"),
    ),
    Option(
        "max_age",
        "int",
        ("Seconds after which the provider asks for the password again. Left out: the provider's session counts.",),
        minimum=0,
    ),
    Option(
        "client_auth_method",
        "str",
        ("How the server authenticates at the token endpoint.",),
        default="client_secret_post",
        choices=("client_secret_post", "client_secret_basic", "client_secret_jwt", "private_key_jwt"),
    ),
    Option(
        "token_validity",
        "int",
        ("Seconds that a token of OpenMetadata counts before it is refreshed.",),
        default=3600,
        minimum=1,
    ),
    Option("max_clock_skew", "int", ("Seconds that the clocks of server and provider may differ.",), minimum=0),
    Option(
        "token_validation_algorithm",
        "str",
        ("Signature algorithm of the provider's tokens.",),
        default="RS256",
        choices=("RS256", "RS384", "RS512", "ES256", "ES384", "ES512"),
    ),
)
