# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The newest Keycloak: it lists prompts, and takes some that it does not list."""

from providers import keycloak_realms
from providers.program import Program, wrong

VERSION = "26.7.3"

PROGRAM = Program(
    name="keycloak",
    version=VERSION,
    kind="openid",
    source="Maven Central",
    start=keycloak_realms.starting(VERSION),
    quick=False,
    setups=keycloak_realms.setups(provider="keycloak", keycloak_url="{url}", keycloak_realm="acme"),
    rows=(
        *keycloak_realms.rows(),
        wrong("realm mistyped", "discovery", "URL-13", keycloak_realm="acmee"),
        wrong("/auth prefix of old releases", "discovery", "URL-13", keycloak_url="{url}/auth"),
        wrong("realm has only ES256 keys", "keys", "JWK-10", keycloak_realm="elliptic"),
    ),
)
