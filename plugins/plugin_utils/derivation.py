# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows from the settings: URLs, scopes and the prompt, each with the option that decides it."""

from __future__ import annotations

from typing import Any, NamedTuple

from .options import PREFIX
from .providers import OWN_KEYS, Provider


class Value(NamedTuple):
    """A value and the role variable to name when it is wrong."""

    value: Any
    option: str


class Derived(NamedTuple):
    """Derived values of an OpenID Connect configuration; a value is ``None`` where its option is missing."""

    authority: Value
    discovery_uri: Value
    public_key_urls: Value
    callback_url: Value
    scopes: Value
    prompt: Value


def derive(settings: Any, provider: Provider) -> Derived:
    """Derive what was not given (facts: the derivation table of each provider)."""
    knows = PREFIX + provider.knows
    authority = _given(settings, "authority") or Value(
        provider.authority(settings) if getattr(settings, provider.knows) is not None else None, knows
    )
    return Derived(
        authority=authority,
        discovery_uri=_given(settings, "discovery_uri") or _append(authority, provider.discovery_path),
        public_key_urls=_given(settings, "public_key_urls") or _keys(settings, authority, provider),
        callback_url=_given(settings, "callback_url") or _append(Value(settings.server_url, PREFIX + "server_url"), "/callback"),
        scopes=_given(settings, "scopes") or Value(list(provider.scopes), PREFIX + "scopes"),
        prompt=_given(settings, "prompt") or Value(provider.prompt, PREFIX + "prompt"),
    )


def _given(settings: Any, name: str) -> Value | None:
    value = getattr(settings, name)
    return None if value is None else Value(value, PREFIX + name)


def _append(base: Value, path: str) -> Value:
    return Value(None if base.value is None else base.value + path, base.option)


def _keys(settings: Any, authority: Value, provider: Provider) -> Value:
    """The provider's keys verify users, the server's own verify bots and personal tokens (JWK-01)."""
    if authority.value is None or settings.server_internal_url is None:
        return Value(None, authority.option)
    return Value([authority.value + provider.keys_path, settings.server_internal_url.rstrip("/") + OWN_KEYS], authority.option)
