# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator knows about their provider, guessed from the URLs that were derived from it."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from .._model.providers import Provider

#: What an address of OpenMetadata itself ends with, by the variable that holds it.
ENDINGS = {
    "OIDC_SERVER_URL": "",
    "AUTHENTICATION_CALLBACK_URL": "/callback",
    "OIDC_CALLBACK": "/callback",
    "SAML_SP_ACS": "/api/v1/saml/acs",
    "SAML_SP_ENTITY_ID": "/api/v1/saml/metadata",
    "SAML_SP_CALLBACK": "/saml/callback",
}


def known(provider: Provider, values: dict[str, Any]) -> dict[str, Any] | None:
    """The provider's required options, by name; ``None`` when it cannot be this one.

    A preset (Keycloak, OneLogin) is recognised by its issuer alone; a provider of OpenMetadata's own is what it is
    called, and an issuer that is not as derived becomes an override.
    """
    options = [option for option in provider.options if option.required and not option.options]
    issuer = values.get("AUTHENTICATION_AUTHORITY")
    if not options or not isinstance(issuer, str):
        return {}
    pattern = _pattern(provider, options)
    found = re.fullmatch(pattern, issuer)
    if found is None and provider.name != provider.openmetadata_provider:
        return None
    found = found or re.match(pattern, issuer)
    if found:
        return {option.name: text for option, text in zip(options, found.groups())}
    return {option.name: _likely(option, issuer, values) for option in options}


def _pattern(provider: Provider, options: list[Any]) -> str:
    """The provider's own derivation, made of marks, as a regular expression with a group for each option."""
    marks = {option.name: f"\x00{number}\x00" for number, option in enumerate(options)}
    derived = provider.derive(
        SimpleNamespace(server_internal_url=None, server_url=None, public_key_urls=None, **marks), provider
    )
    pattern: str = re.escape(derived.authority.value)
    for option in options:
        group = "(.+)" if option.kind in ("url", "issuer") else "([^/]+)"
        pattern = pattern.replace(re.escape(marks[option.name]), group)
    return pattern


def _likely(option: Any, issuer: str, values: dict[str, Any]) -> str:
    """Something of the right kind; the comparison shows whether it does, and the issuer itself is set beside it."""
    try:
        host = urlsplit(issuer).hostname
    except ValueError:
        host = None
    if option.kind == "domain":
        return str(host or issuer)
    return str(values.get("OIDC_TENANT") or issuer.rstrip("/").rsplit("/", 1)[-1])


def server_url(values: dict[str, Any], names: list[str]) -> str | None:
    """The address in the user's browser, from what is derived of it, in this order of ``names``."""
    for name in names:
        url = values.get(name)
        if isinstance(url, str) and url.startswith(("http://", "https://")) and url.endswith(ENDINGS[name]):
            return url.removesuffix(ENDINGS[name])
    return None
