# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all OpenID Connect providers share: a provider file says where its URLs are, and the rest follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..options import PREFIX, Option
from ..settings_class import Settings
from ..value import Value, dig, given, shortened
from ._provider import DISCOVERY, NOTHING, SERVED_BY_OPENID_CONNECT, Derived, Provider, own_keys

FLOWS = ("authorization_code", "implicit")
IDENTITY = ("openid", "email", "profile")
#: With a refresh token; Azure, Okta, Auth0, Keycloak and most others give one for this scope.
REFRESH = (*IDENTITY, "offline_access")

#: A week, the server's own default.
SESSION_EXPIRY = 604800

DISPLAY_NAME = Option(
    "oidc_display_name", "str", ("Name of the provider on OpenMetadata's sign-in button.",), example="Acme ID"
)


def openid_connect(
    *,
    name: str,
    title: str,
    options: tuple[Option, ...],
    authority: Callable[..., str],
    keys: Callable[[str], str] | None = None,
    discovery: Callable[[str], str] = lambda authority: authority.rstrip("/") + DISCOVERY,
    openmetadata_provider: str = "",
    tenant: str = "",
    scopes: Sequence[str] = REFRESH,
    **more: Any,
) -> Provider:
    """Make a provider.

    ``authority`` takes the values of the provider's required options, in their order, and gives the issuer; ``keys``
    and ``discovery`` take the issuer. ``tenant`` is the option that OpenMetadata wants as ``tenant`` beside the issuer.
    """
    knows = tuple(option.name for option in options if option.required)
    return Provider(
        name=name,
        title=title,
        openmetadata_provider=openmetadata_provider or name,
        options=options,
        derive=_derivation(_Urls(knows, authority, keys, discovery, tenant)),
        variables=_variables,
        summary=_summary,
        served=SERVED_BY_OPENID_CONNECT,
        flows=FLOWS,
        scopes=tuple(scopes),
        oidc_type=more.pop("oidc_type", name),
        **more,
    )


class _Urls(NamedTuple):
    """What ``openid_connect`` was told; ``knows`` are the names of the required options."""

    knows: tuple[str, ...]
    authority: Callable[..., str]
    keys: Callable[[str], str] | None
    discovery: Callable[[str], str]
    tenant: str


def _derivation(urls: _Urls) -> Callable[[Any, Provider], Derived]:
    def derive(settings: Settings, provider: Provider) -> Derived:
        values = [getattr(settings, option) for option in urls.knows]
        known = Value(
            None if None in values else urls.authority(*values), PREFIX + (urls.knows[0] if urls.knows else "provider")
        )
        issuer = given(settings, "authority") or known
        return Derived(
            authority=issuer,
            discovery_uri=given(settings, "discovery_uri") or _follows(issuer, urls.discovery),
            public_key_urls=given(settings, "public_key_urls") or _key_urls(settings, issuer, urls.keys),
            callback_url=given(settings, "callback_url")
            or _follows(Value(settings.server_url, PREFIX + "server_url"), _callback),
            scopes=given(settings, "scopes") or Value(list(provider.scopes), PREFIX + "scopes"),
            prompt=given(settings, "prompt") or Value(provider.prompts[0], PREFIX + "prompt"),
            tenant=Value(getattr(settings, urls.tenant), PREFIX + urls.tenant) if urls.tenant else NOTHING,
        )

    return derive


def _callback(server_url: str) -> str:
    return server_url.rstrip("/") + "/callback"


def _follows(base: Value, make: Callable[[str], str]) -> Value:
    return Value(None if base.value is None else make(base.value), base.option)


def _key_urls(settings: Settings, issuer: Value, keys: Callable[[str], str] | None) -> Value:
    """The provider's keys verify users, the server's own verify bots and personal tokens (JWK-01)."""
    jwks = given(settings, "oidc_jwks_uri") or (NOTHING if keys is None else _follows(issuer, keys))
    own = own_keys(settings).value
    return Value(None if jwks.value is None or own is None else [jwks.value, own], jwks.option)


def _variables(settings: Settings, provider: Provider, derived: Derived) -> dict[str, Value]:
    name = given(settings, "oidc_display_name") or Value(provider.title, PREFIX + "provider")
    values = {
        # The server asks for a display name whenever its configuration is saved (facts, save-time rules).
        "CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME": name,
        "AUTHENTICATION_AUTHORITY": derived.authority,
        "AUTHENTICATION_CLIENT_ID": Value(settings.client_id, PREFIX + "client_id"),
        "AUTHENTICATION_CALLBACK_URL": derived.callback_url,
        "AUTHENTICATION_TOKEN_VALIDATION_ALGORITHM": Value(
            settings.token_validation_algorithm, PREFIX + "token_validation_algorithm"
        ),
    }
    return {**values, **_confidential(settings, provider, derived)} if settings.flow == "authorization_code" else values


def _confidential(settings: Settings, provider: Provider, derived: Derived) -> dict[str, Value]:
    def option(name: str, change: Callable[[Any], Any] = lambda value: value) -> Value:
        return Value(change(dig(settings, name)), PREFIX + name)

    return {
        "OIDC_TYPE": Value(provider.oidc_type, PREFIX + "provider"),
        "OIDC_CLIENT_ID": option("client_id"),
        "OIDC_CLIENT_SECRET": option("client_secret"),
        "OIDC_SCOPE": _follows(derived.scopes, " ".join),
        "OIDC_DISCOVERY_URI": derived.discovery_uri,
        "OIDC_CALLBACK": derived.callback_url,
        "OIDC_SERVER_URL": option("server_url"),
        "OIDC_CLIENT_AUTH_METHOD": option("client_auth_method"),
        "OIDC_TENANT": Value(derived.tenant.value or "", derived.tenant.option or PREFIX + "provider"),
        "OIDC_RESPONSE_TYPE": Value("code", PREFIX + "flow"),
        "OIDC_PREFERRED_JWS": option("token_validation_algorithm"),
        "OIDC_USE_NONCE": Value("true", PREFIX + "flow"),
        "OIDC_DISABLE_PKCE": option("pkce", lambda pkce: not pkce),
        "OIDC_PROMPT_TYPE": derived.prompt,
        # An empty value is not sent to the provider; the shipped default 0 asks for the password at each sign-in
        # (FLOW-12).
        "OIDC_MAX_AGE": option("max_age", _number),
        "OIDC_MAX_CLOCK_SKEW": option("max_clock_skew", _number),
        "OIDC_OM_REFRESH_TOKEN_VALIDITY": option("token_validity"),
        # The place before 2.0, and the second one since.
        "OIDC_SESSION_EXPIRY": option("session_expiry", lambda seconds: SESSION_EXPIRY if seconds is None else seconds),
        # Set, because the default of some releases leaves a stray brace behind (ENV-09).
        "OIDC_CUSTOM_PARAMS": Value({}, PREFIX + "provider"),
    }


def _number(value: int | None) -> str:
    """Numbers that OpenMetadata keeps as text; empty when left out."""
    return "" if value is None else str(value)


def _summary(values: dict[str, Any], provider: Provider) -> list[tuple[str, str]]:
    return [
        (
            "provider",
            f"authority {values['AUTHENTICATION_AUTHORITY']}, client {shortened(values['AUTHENTICATION_CLIENT_ID'])}",
        ),
        ("callback", f"{values['AUTHENTICATION_CALLBACK_URL']} (register it at {provider.title})"),
    ]
