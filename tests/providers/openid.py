# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two flows of OpenMetadata at a provider that it has no kind of its own for."""

from collections.abc import Mapping
from typing import Any

from providers.program import NOTHING, Setup

SERVER = "https://metadata.acme.io"
CALLBACK, SILENT = f"{SERVER}/callback", f"{SERVER}/silent-callback"
SECRET = "of-the-client-and-long-enough-for-HS256"
"""Without a character that `client_secret_basic` has to encode: not every program decodes it."""
DOCUMENTS = ("discovery", "issuer", "keys")
"""What the provider's documents verify."""
READ = ("redirect URI", "flow")
"""What a provider verifies that reads an authorization request before it asks who the user is."""
SEEN = (*READ, "PKCE")
"""The same in the authorization code flow, where the provider refuses a wrong PKCE as well."""
UNREAD = "the provider answers a request that cannot be right in the same way"
"""Why nothing is known of an authorization request at a provider that asks who the user is first."""
SECRET_UNREAD = "a wrong one is answered in the same way"
"""Why nothing is known of the secret: the code is read first."""
SPARED = "not asked after 12 requests"
"""Why something is not known at a provider that answers with many redirects."""
ALIKE = "a request with a wrong one is answered in the same way"
"""Why one thing is not known though the request is read."""
HIDDEN = dict.fromkeys(("redirect URI", "flow", "PKCE", "scope"), UNREAD)
"""What a provider hides that asks who the user is first; the token endpoint knows the client id."""
HIDDEN_IMPLICIT = dict.fromkeys(("client id", "redirect URI", "flow", "scope"), UNREAD)
"""The same in the implicit flow."""

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


def confidential(*verified: str, unknown: Mapping[str, str] = NOTHING, **changes: Any) -> Setup:
    """The authorization code flow of a confidential client, whose secret is verified unless it is unknown."""
    variables = {**COMMON, "client_id": "om", "client_secret": SECRET, **changes}
    secret = () if "client secret" in unknown else ("client secret",)
    return Setup(variables, (*DOCUMENTS, *verified, *secret), unknown)


def implicit(*verified: str, unknown: Mapping[str, str] = NOTHING, **changes: Any) -> Setup:
    """The implicit flow of a public client, which has no code that PKCE could protect."""
    said = tuple(claim for claim in DOCUMENTS + verified if claim != "PKCE")
    unknown = {claim: reason for claim, reason in unknown.items() if claim != "PKCE"}
    return Setup({**COMMON, "flow": "implicit", "client_id": "om-public", **changes}, said, unknown)
