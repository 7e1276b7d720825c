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
            "C(authorization_code) is a confidential client with a secret (at the provider: a web application);",
            "C(implicit) is a public client without one (a single page application).",
        ),
        default="authorization_code",
        choices=("authorization_code", "implicit"),
    ),
    Option("server_url", "str", ("URL of OpenMetadata in the user's browser.",), example="https://metadata.example.com"),
    Option(
        "server_internal_url",
        "str",
        ("How the server reaches itself, inside its container or on its host; used for its own public keys.",),
        default="http://localhost:8585",
    ),
    Option("client_id", "str", ("Client id of the application at the provider.",)),
    Option("client_secret", "str", ("Client secret; only with C(authorization_code). Pass it by a variable or lookup.",), secret=True),
    Option("authority", "str", ("Issuer of the provider. Derived.",)),
    Option("discovery_uri", "str", ("Discovery document of the provider. Derived.",)),
    Option("public_key_urls", "list", ("Key URLs: the provider's and the server's own. Derived.",)),
    Option("callback_url", "str", ("Redirect URI that is registered at the provider. Derived: O(om_sso_server_url) and C(/callback).",)),
    Option("scopes", "list", ("Scopes to ask for. Derived: C(openid), C(email), C(profile) and, where the provider has it, C(offline_access).",)),
    Option("pkce", "bool", ("Use PKCE in the authorization code flow.",), default=False),
    Option(
        "prompt",
        "str",
        ("What the provider asks the user at a sign-in. Derived from the provider.",),
        choices=("login", "select_account", "consent"),
    ),
    Option("max_age", "int", ("Seconds after which the provider asks for the password again. Left out: the provider's session counts.",), minimum=0),
    Option(
        "client_auth_method",
        "str",
        ("How the server proves itself at the token endpoint.",),
        default="client_secret_post",
        choices=("client_secret_post", "client_secret_basic", "client_secret_jwt", "private_key_jwt"),
    ),
    Option("session_expiry", "int", ("Seconds a session of OpenMetadata lasts.",), default=604800, minimum=3600),
    Option("max_clock_skew", "int", ("Seconds that the clocks of server and provider may differ.",), minimum=0),
    Option(
        "token_validation_algorithm",
        "str",
        ("Signature algorithm of the provider's tokens.",),
        default="RS256",
        choices=("RS256", "RS384", "RS512", "ES256", "ES384", "ES512"),
    ),
    Option(
        "jwt_principal_claims",
        "list",
        ("Claims that name the user, the first one present counts.",),
        default=["email", "preferred_username", "sub"],
    ),
    Option(
        "jwt_principal_claims_mapping",
        "list",
        ("Claims that give user name and e-mail, as C(username:CLAIM) and C(email:CLAIM); both or none.",),
        default=[],
    ),
)
