# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What preflight knows about a kind of identity provider, as data: its refusals, and where to change a setting."""

from __future__ import annotations

import re
from typing import NamedTuple


class Refusal(NamedTuple):
    """A way of saying no.

    ``pattern`` is searched in ``error error_description text-of-the-page`` (in upper or lower case).
    ``about`` is what it is about: ``client``, ``redirect``, ``flow``, ``scope``, ``pkce``, ``prompt``, ``secret``,
    ``kind`` (public or confidential) or ``nothing`` when it says nothing against us. ``rule`` is the id of the finding.
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
    - ``verifies``: what a login page verifies, of client, redirect, flow, scope; the rest stays unknown.
    - ``login``: how a login page is recognised when it does not have a password field.
    - ``federates``: a redirect to another host is another provider's login page, and therefore good.
    - ``grant_verifies``: ``invalid_grant`` for a dummy code verifies the secret, because the client is checked before
      the code.
    - ``credentials_scope``: where it does not, the scope with which a client credentials request verifies it.
    - ``ask_without_secret``: a token request without a secret tells a public client from a confidential one.
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
    verifies: frozenset[str] = frozenset(("client", "redirect", "flow", "scope"))
    login: str = ""
    federates: bool = True
    grant_verifies: bool = True
    credentials_scope: str = ""
    ask_without_secret: bool = False
    not_found: str = "URL-14"
    other_issuer: str = "URL-15"
    other_keys: str = "JWK-03"

    def place(self, about: str) -> str:
        """` (Keycloak: Clients > ... )`, ready to be put behind a sentence's last word."""
        return f" ({self.title}: {self.places[about]})" if about in self.places else ""


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
        r"\binvalid_client\b|(unknown|no such|invalid) (client|application)",
        "client",
        "PRE-02",
        "does not know the client id",
    ),
    Refusal(r"client.{0,20}(not found|not exist|unknown)", "client", "PRE-02", "does not know the client id"),
)

#: The same at the token endpoint, for a code that never was one.
TOKEN = (
    Refusal(r"^invalid_grant\b", "nothing", "", "accepts the client's credentials"),
    Refusal(r"^invalid_client\b", "secret", "FLOW-01", "refuses the client's credentials"),
)
