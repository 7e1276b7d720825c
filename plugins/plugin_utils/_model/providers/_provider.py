# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An identity provider as data: what the operator knows about it, and what follows from that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ..options import PREFIX, Option
from ..settings_class import Settings
from ..value import Value

DISCOVERY = "/.well-known/openid-configuration"
OWN_KEYS = "/api/v1/system/config/jwks"

NOTHING = Value(None, "")

#: Fields of ``/api/v1/system/config/auth`` that every provider has.
SERVED_BY_ALL = ("provider", "clientType", "enableSelfSignup", "jwtPrincipalClaims", "jwtPrincipalClaimsMapping")
#: Fields that mean something with OpenID Connect only.
SERVED_BY_OPENID_CONNECT = (*SERVED_BY_ALL, "authority", "clientId", "callbackUrl")


class Derived(NamedTuple):
    """What follows from the settings.

    A value is ``None`` where its option is missing or the provider has no such thing.
    """

    public_key_urls: Value
    authority: Value = NOTHING
    discovery_uri: Value = NOTHING
    callback_url: Value = NOTHING
    scopes: Value = NOTHING
    prompt: Value = NOTHING
    tenant: Value = NOTHING


class Provider(NamedTuple):
    """One identity provider.

    ``name`` is what the operator writes, ``openmetadata_provider`` the value of
    ``authenticationConfiguration.provider``. ``flows`` are those of OpenID Connect; a provider without any is none of
    OpenID Connect. ``derive`` gives what follows from the settings, and ``variables`` the environment variables that
    only this provider has, by name. ``summary`` says in (label, text) lines whom the server will ask, from the values
    of the variables and this provider. ``optional`` are options that others need and this provider does not.
    ``prompts`` are the values of ``prompt`` that the provider takes, its default first; ``scopes`` what is asked for.
    """

    name: str
    title: str
    openmetadata_provider: str
    options: tuple[Option, ...]
    derive: Callable[[Any, Provider], Derived]
    variables: Callable[[Any, Provider, Derived], dict[str, Value]]
    summary: Callable[[dict[str, Any], Provider], list[tuple[str, str]]]
    served: tuple[str, ...] = SERVED_BY_ALL
    optional: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    refused_scopes: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    oidc_type: str = ""
    secret_page: str = ""

    @property
    def kind(self) -> str:
        """``oidc``, or the name of the provider that is none of OpenID Connect."""
        return "oidc" if self.flows else self.name


def own_keys(settings: Settings) -> Value:
    """The server's own key URL; it verifies bots and personal tokens (JWK-01)."""
    url = settings.server_internal_url
    return Value(None if url is None else url.rstrip("/") + OWN_KEYS, PREFIX + "server_internal_url")


def only_own_keys(settings: Settings, _provider: Provider) -> Derived:
    """Without OpenID Connect every token is the server's own."""
    own = own_keys(settings)
    listed = Value(None if own.value is None else [own.value], own.option)
    return Derived(
        public_key_urls=listed
        if settings.public_key_urls is None
        else Value(settings.public_key_urls, PREFIX + "public_key_urls")
    )
