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


class Provider(NamedTuple):
    """One identity provider.

    ``openmetadata_provider`` is the value of ``authenticationConfiguration.provider``, ``knows`` the option from which
    ``authority`` is built. ``authority``, ``discovery_uri`` and ``keys_url`` take the settings (or the authority) and
    return a URL (facts: OpenMetadata's documentation and its save-time validators).
    """

    name: str
    title: str
    openmetadata_provider: str
    options: tuple[Option, ...]
    knows: str
    authority: Callable[[object], str]
    keys_path: str
    discovery_path: str = DISCOVERY
    scopes: tuple[str, ...] = ("openid", "email", "profile", "offline_access")
    prompt: str = "select_account"
    oidc_type: str = ""
    tenant: Callable[[object], str] = no_tenant
    secret_page: str = ""
