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
    authority = _given(settings, "authority") or _authority(settings, provider)
    return Derived(
        authority=authority,
        discovery_uri=_given(settings, "discovery_uri") or _append(authority, provider.discovery_path),
        public_key_urls=_given(settings, "public_key_urls") or _keys(settings, authority, provider),
        callback_url=_given(settings, "callback_url") or _append(Value(settings.server_url, PREFIX + "server_url"), "/callback"),
        scopes=_given(settings, "scopes") or Value(list(provider.scopes), PREFIX + "scopes"),
        prompt=_given(settings, "prompt") or Value(provider.prompt, PREFIX + "prompt"),
    )


def _authority(settings: Any, provider: Provider) -> Value:
    """From what the operator knows; ``None`` while a part of it is missing."""
    names = provider.knows.split()
    known = bool(names) and all(getattr(settings, name) is not None for name in names)
    return Value(provider.authority(settings) if known else None, PREFIX + (names[0] if names else "provider"))


def _given(settings: Any, name: str) -> Value | None:
    value = getattr(settings, name)
    return None if value is None else Value(value, PREFIX + name)


def _append(base: Value, path: str) -> Value:
    return Value(None if base.value is None else base.value + path, base.option)


def _keys(settings: Any, authority: Value, provider: Provider) -> Value:
    """The provider's keys verify users, the server's own verify bots and personal tokens (JWK-01)."""
    if settings.server_internal_url is None or provider.kind == "oidc" and authority.value is None:
        return Value(None, authority.option)
    theirs = [_keys_url(settings, authority.value, provider)] if provider.kind == "oidc" else []
    own = [settings.server_internal_url.rstrip("/") + OWN_KEYS] if provider.own_keys else []
    return Value([*theirs, *own], authority.option)


def _keys_url(settings: Any, authority: str, provider: Provider) -> str:
    if provider.keys_option:
        return getattr(settings, provider.keys_option)
    return provider.keys_path if provider.keys_path.startswith("https://") else authority + provider.keys_path
