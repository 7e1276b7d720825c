# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What preflight knows about a kind of identity provider, as data: its refusals, and where to change a setting."""

from __future__ import annotations

import re
from typing import NamedTuple


class Refusal(NamedTuple):
    """A way of saying no.

    ``pattern`` is searched in ``error error_description text-of-the-page`` (in upper or lower case); the page counts
    only with a status of 4xx, or for a vendor's own pattern on the vendor's domain.
    ``about`` is what it is about: ``client``, ``redirect``, ``flow``, ``scope``, ``pkce``, ``prompt``, ``secret``,
    ``credentials`` (client id or secret), ``method``, ``kind`` (public or confidential) or ``nothing`` when it says
    nothing against us. ``rule`` is the id of the finding.
    """

    pattern: str
    about: str
    rule: str
    means: str

    def matches(self, text: str) -> bool:
        """Whether a text says no in this way."""
        return re.search(self.pattern, text, re.IGNORECASE) is not None


class Vendor(NamedTuple):
    """One kind of provider.

    - ``issuer``: the issuer in its discovery document, made of ``{authority}``.
    - ``domains``: where its endpoints may be beside its own host; a secret is sent to no other.
    - ``public_request``: (response type, PKCE) that OpenMetadata's user interface sends with a public client, by the
      library it uses for this provider.
    - ``silent``: the user interface renews by ``/silent-callback``.
    - ``login``: how a log-in page is recognised when it does not have a password field.
    - ``credentials_scope``: where it reads a code before the secret, the scope of a client credentials request.
    - ``not_found`` and ``other_issuer``: the rules for a missing discovery document and a foreign issuer;
      ``other_keys`` for a JWKS that is not among the configured URLs.
    - ``places``: where something is set, in the words of the provider's own pages.
    """

    title: str
    places: dict[str, str]
    refusals: tuple[Refusal, ...] = ()
    issuer: str = "{authority}"
    domains: tuple[str, ...] = ()
    public_request: tuple[str, bool] = ("id_token", False)
    silent: bool = False
    login: str = ""
    credentials_scope: str = ""
    not_found: str = "URL-14"
    other_issuer: str = "URL-15"
    other_keys: str = "JWK-03"

    def place(self, about: str) -> str:
        """`` (Keycloak: Clients > ... )``, ready to be put behind a sentence's last word."""
        if about not in self.places:
            return ""
        return f" ({self.places[about]})" if self.title.startswith("the ") else f" ({self.title}: {self.places[about]})"


#: What the error codes of OAuth 2.0 and OpenID Connect mean at the authorization endpoint, for every provider.
AUTHORIZE = (
    Refusal(r"code.challenge|pkce|proof key", "pkce", "FLOW-14", "asks for PKCE, or refuses it as it was sent"),
    Refusal(r"^(login|interaction|consent|account_selection)_required\b", "nothing", "", "would ask the user"),
    Refusal(r"^invalid_scope\b", "scope", "FLOW-10", "refuses a scope"),
    Refusal(
        r"prompt value|unsupported prompt|^invalid_request prompt", "prompt", "FLOW-11", "does not know this prompt"
    ),
    Refusal(r"redirect.?(uri|url)|callback url", "redirect", "RED-01", "does not know the redirect URI"),
    Refusal(
        r"^unsupported_response_type\b|response.type", "flow", "FLOW-02", "has the flow switched off for this client"
    ),
    Refusal(
        r"^unauthorized_client\b|^unsupported_grant_type\b|grant.type",
        "flow",
        "FLOW-02",
        "does not allow the flow for this client",
    ),
    Refusal(
        r"\binvalid_client\b|(unknown|no such|invalid|unregistered) (client|application)|client.?id error",
        "client",
        "PRE-02",
        "does not know the client id",
    ),
    Refusal(r"client.{0,20}(not found|not exist|unknown)", "client", "PRE-02", "does not know the client id"),
    Refusal(r"client.{0,20}(disabled|not enabled|inactive)", "client", "PRE-02", "has the client switched off"),
)
#: The same where the answer is the one to a control request.
CLIENT = Refusal("", "client", "PRE-02", "does not know the client id")
REDIRECT = Refusal("", "redirect", "RED-01", "does not know the redirect URI")

#: What the codes mean at the token endpoint, where the client was accepted.
TOKEN = (
    Refusal(
        r"^(unauthorized_client|unsupported_grant_type)\b",
        "flow",
        "FLOW-02",
        "does not allow the client the grant authorization_code",
    ),
)
#: Where it was not.
SECRET = Refusal("", "secret", "FLOW-01", "refuses the client secret")
CREDENTIALS = Refusal("", "credentials", "FLOW-01", "refuses the client id or the secret")
METHOD = Refusal(
    r"supports client authentication method|authentication method.{0,60}(not|was requested)|token_endpoint_auth_method",
    "method",
    "FLOW-06",
    "refuses the client authentication method",
)
#: What OpenMetadata cannot send: DPoP (RFC 9449), a client certificate (RFC 8705).
DEMANDS = (
    Refusal(r"dpop|\bmtls\b|mutual.tls|tls_client_auth|client certificate", "demand", "PRE-03", "asks for more"),
)
