# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application at the provider in the words of RFC 7591, whatever the provider calls its parts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

#: Lists that other applications may share. They only grow, unless ``exact`` is asked for; their order says nothing.
LISTS = frozenset(
    (
        "grant_types",
        "response_types",
        "redirect_uris",
        "post_logout_redirect_uris",
        "web_origins",
        "scope",
        "claims",
        "acs_urls",
        "attributes",
    )
)
#: Lists from which ``exact`` removes nothing: a provider adds claims by its own rules.
ONLY_GROW = frozenset(("claims", "attributes"))
#: Names of the fields of an OpenID Connect client. Their values are listed in ``wanted``.
OPENID_CONNECT = (
    "client_name",
    "enabled",
    "application_type",
    "grant_types",
    "response_types",
    "redirect_uris",
    "post_logout_redirect_uris",
    "web_origins",
    "token_endpoint_auth_method",
    "scope",
    "claims",
    "id_token_signed_response_alg",
    "refresh_tokens",
    "require_pkce",
)
#: Names of the fields of a SAML service provider.
SAML = (
    "client_name",
    "enabled",
    "entity_id",
    "acs_urls",
    "name_id_format",
    "attributes",
    "certificate",
    "sign_assertions",
)
#: What every mark begins with.
MARK = "openmetadata.sso"


class Secret(NamedTuple):
    """A client secret as the provider tells it.

    ``value`` is there when it has just been made, and whenever a provider shows it again. ``hint`` is what the provider
    shows of a secret that it keeps to itself, such as its first characters. ``made`` and ``ends`` have a time zone.
    ``ours``: this collection made it, as far as the provider tells. ``replaces`` is the id of the secret in whose place
    a new one was made, empty where there is none, or where others made that one.
    """

    id: str
    value: str | None = None
    name: str = ""
    made: datetime.datetime | None = None
    ends: datetime.datetime | None = None
    hint: str = ""
    ours: bool = True
    replaces: str = ""


class Registration(NamedTuple):
    """An application at the provider.

    ``id`` is the provider's own id of the object, ``client_id`` what OpenMetadata sends (the entity id with SAML),
    ``name`` what the provider's pages show. ``fields`` has the names of ``OPENID_CONNECT`` or ``SAML``; a field that
    the provider has no notion of is not among them. ``made_by_us``: it bears the mark. ``values`` are role variables
    that follow from it beside the client id and secret, such as om_sso_azure_tenant_id, by name. ``secret`` is one that
    the provider made together with the application, in the answer to ``create`` alone.
    """

    id: str
    client_id: str
    fields: dict[str, Any]
    made_by_us: bool
    name: str = ""
    values: Mapping[str, str] = {}
    secret: Secret | None = None


class Wanted(NamedTuple):
    """What the plans of all hosts that share the application ask for.

    ``name`` identifies the application in its mark. ``client_id`` is ``None`` where the operator leaves it to the
    provider. ``kind`` is ``oidc`` or ``saml``.
    """

    name: str
    provider: str
    kind: str
    client_id: str | None
    fields: dict[str, Any]
    hosts: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The text that the application bears from its first moment on; it is found again by it."""
        return f"{MARK}:{self.name}"

    @property
    def confidential(self) -> bool:
        """Whether OpenMetadata authenticates with a client secret."""
        return self.kind == "oidc" and self.fields["token_endpoint_auth_method"] != "none"
