# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two flows of OpenMetadata at a provider that it has no kind of its own for."""

from typing import Any

from providers.program import Setup

SERVER = "https://metadata.acme.io"
CALLBACK, SILENT = f"{SERVER}/callback", f"{SERVER}/silent-callback"
SECRET = "a secret of the client, long enough for HS256"
DOCUMENTS = ("discovery", "issuer", "keys")
"""What the provider's documents verify."""

COMMON = {
    "provider": "custom-oidc",
    "oidc_issuer": "{issuer}",
    "oidc_jwks_uri": "{keys}",
    "oidc_display_name": "Acme ID",
    "server_url": SERVER,
    "admin_principals": ["jane.doe"],
    "principal_domain": "acme.io",
    "openmetadata_version": "1.12.14",
    "deployment": "bare_metal",
}


def confidential(*verified: str, unknown: tuple[str, ...] = (), **changes: Any) -> Setup:
    """The authorization code flow of a confidential client."""
    variables = {**COMMON, "client_id": "om", "client_secret": SECRET, **changes}
    return Setup(variables, DOCUMENTS + verified, unknown)


def implicit(*verified: str, unknown: tuple[str, ...] = (), **changes: Any) -> Setup:
    """The implicit flow of a public client."""
    return Setup({**COMMON, "flow": "implicit", "client_id": "om-public", **changes}, DOCUMENTS + verified, unknown)
