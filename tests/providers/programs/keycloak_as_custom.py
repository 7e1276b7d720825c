# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keycloak under the provider custom-oidc, as many an operator has it: only what the standards say is known of it."""

from lab import keycloak
from providers import keycloak_realms
from providers.program import Program, wrong

PROGRAM = Program(
    name="keycloak as custom-oidc",
    version=keycloak.VERSION,
    kind="openid",
    source="Maven Central",
    start=keycloak_realms.starting(keycloak.VERSION),
    setups=keycloak_realms.setups(
        provider="custom-oidc", oidc_issuer="{issuer}", oidc_jwks_uri="{keys}", oidc_display_name="Acme ID"
    ),
    rows=(
        *keycloak_realms.rows(),
        wrong("realm switched off", "client id", "PRE-03", oidc_issuer="{closed}", oidc_jwks_uri="{closed keys}"),
        wrong("realm mistyped", "discovery", "URL-14", oidc_issuer="{issuer}x"),
        wrong("issuer with a slash at its end", "issuer", "URL-12", oidc_issuer="{issuer}/"),
        wrong("keys of another realm", "keys", "JWK-03", oidc_jwks_uri="{elliptic keys}"),
        wrong("realm has only ES256 keys", "keys", "JWK-10", oidc_issuer="{elliptic}", oidc_jwks_uri="{elliptic keys}"),
    ),
)
