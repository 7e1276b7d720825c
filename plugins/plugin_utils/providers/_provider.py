# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An identity provider as data: what the operator knows about it, and what follows from that."""

from __future__ import annotations

from typing import Callable, NamedTuple

from ..options import Option

DISCOVERY = "/.well-known/openid-configuration"
OWN_KEYS = "/api/v1/system/config/jwks"


def no_tenant(settings: object) -> str:
    """Only Azure has a tenant beside the authority."""
    return ""


def given_display_name(settings: object) -> str:
    """``om_sso_oidc_display_name``, for providers that OpenMetadata has no name of its own for."""
    return settings.oidc_display_name


class Provider(NamedTuple):
    """One identity provider.

    ``kind`` is ``oidc``, ``saml``, ``ldap`` or ``basic`` and decides which variables carry the settings.

    ``openmetadata_provider`` is the value of ``authenticationConfiguration.provider``, ``knows`` the option from which
    ``authority`` is built. ``authority``, ``discovery_uri`` and ``keys_url`` take the settings (or the authority) and
    return a URL (facts: OpenMetadata's documentation and its save-time validators).
    """

    name: str
    title: str
    openmetadata_provider: str
    options: tuple[Option, ...]
    kind: str = "oidc"
    knows: str = ""
    authority: Callable[[object], str] = no_tenant
    keys_path: str = ""
    #: option that holds the key URL where it does not follow from the authority
    keys_option: str = ""
    discovery_path: str = DISCOVERY
    scopes: tuple[str, ...] = ("openid", "email", "profile", "offline_access")
    prompt: str = "select_account"
    oidc_type: str = ""
    tenant: Callable[[object], str] = no_tenant
    secret_page: str = ""
    #: Options that have no default here and must be given, beside those of the provider itself.
    requires: tuple[str, ...] = ("server_url", "client_id")
    display_name: Callable[[object], str] | None = None
    #: Whether the server's own keys belong into the key URLs (JWK-01); the server refuses them for Cognito when it saves (URL-06).
    own_keys: bool = True
