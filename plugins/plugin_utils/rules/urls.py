# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""URLs: schemes, slashes, hosts and the callback."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ._rule import Case, rule

HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?")
GUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
LOCAL = ("localhost", "127.0.0.1", "::1")

#: Options that hold one URL each.
URL_OPTIONS = ("server_url", "server_internal_url", "authority", "discovery_uri", "callback_url", "health_url", "api_url")


def urls(case: Case) -> list[tuple[str, str]]:
    """All URLs that the operator wrote, as (role variable, URL)."""
    single = [(f"om_sso_{name}", getattr(case.settings, name)) for name in URL_OPTIONS]
    listed = [("om_sso_public_key_urls", url) for url in case.settings.public_key_urls or ()]
    return [(option, url) for option, url in (*single, *listed) if url is not None]


def split(url: str):
    """``urlsplit`` that gives ``None`` instead of an exception."""
    try:
        parts = urlsplit(url)
        return parts if parts.port is None or parts.port else None
    except ValueError:
        return None


def origin(url: str | None) -> str | None:
    """Scheme, host and port with the default port left out, lower case."""
    parts = split(url) if url else None
    if parts is None or not parts.hostname:
        return None
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = "" if parts.port in (None, default) else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}"


def is_local(url: str | None) -> bool:
    parts = split(url) if url else None
    return parts is not None and parts.hostname in LOCAL


@rule("ENV-21", "error", "A URL has a scheme and a host")
def scheme(case: Case):
    for option, url in urls(case):
        parts = split(url)
        if parts is None or parts.scheme not in ("http", "https") or not HOST.fullmatch(parts.netloc):
            yield option, f"{option} is no URL with http(s):// and a host.", "Write it as the browser shows it, for example https://metadata.example.com."


@rule("ENV-06", "error", "One scheme in a URL")
def doubled_scheme(case: Case):
    for option, url in urls(case):
        if url.count("://") > 1:
            yield option, f"{option} holds a second URL scheme.", "Write http(s):// once."


@rule("URL-12", "error", "No slash at the end")
def trailing_slash(case: Case):
    for option, url in urls(case):
        if url.endswith("/"):
            yield option, f'{option} ends with "/": paths are appended to it and the provider compares it letter by letter.', "Remove the slash."


@rule("ENV-24", "error", "A provider's domain is a bare host name")
def domain(case: Case):
    if case.provider.name != "auth0":
        return
    value, option = case.settings.auth0_domain, "om_sso_auth0_domain"
    if value is None or "{" in value:
        return
    if "://" in value:
        yield option, f"{option} holds a scheme: https:// is put in front of it.", "Write the bare domain, for example acme.eu.auth0.com."
    elif "/" in value:
        yield option, f'{option} holds a "/": paths are appended to it.', "Write the bare domain, for example acme.eu.auth0.com."
    elif not HOST.fullmatch(value) or "." not in value:
        yield option, f"{option} is no domain.", "Copy Domain from the settings of the application at Auth0, for example acme.eu.auth0.com."


@rule("URL-03", "error", "An Azure tenant is a GUID")
def tenant(case: Case):
    if case.provider.name != "azure":
        return
    value, option = case.settings.azure_tenant_id, "om_sso_azure_tenant_id"
    if value is not None and "{" not in value and not GUID.fullmatch(value):
        yield option, f"{option} is no GUID.", "Copy Directory (tenant) ID from the overview of the app registration."


@rule("URL-18", "error", "An Azure client id is a GUID", kinds=("oidc",))
def azure_client_id(case: Case):
    value = case.settings.client_id
    if case.provider.name == "azure" and value is not None and "{" not in value and not GUID.fullmatch(value):
        yield "om_sso_client_id", "om_sso_client_id is no GUID.", "Copy Application (client) ID from the overview of the app registration."


@rule("RED-04", "error", "The callback is on the origin of the server URL", kinds=("oidc",))
def callback_origin(case: Case):
    callback, option = case.derived.callback_url
    wanted, found = origin(case.settings.server_url), origin(callback)
    if wanted and found and wanted != found:
        yield (
            option,
            f"{option} is on {found}, but om_sso_server_url is on {wanted}: the browser would come back to another server.",
            f"Leave {option} out, or write {wanted}/callback and register that at the provider.",
        )


@rule("FLOW-16", "error", "A public client needs https", kinds=("oidc",))
def public_client_over_http(case: Case):
    url = case.settings.server_url
    if case.settings.flow == "implicit" and url and url.startswith("http://") and not is_local(url):
        yield (
            "om_sso_server_url",
            "om_sso_server_url is plain http: browsers refuse the cryptography of the implicit flow there.",
            "Serve OpenMetadata over https, or use om_sso_flow: authorization_code.",
        )


@rule("RED-10", "warning", "Providers accept plain http for localhost only", kinds=("oidc",))
def http_server_url(case: Case):
    url = case.settings.server_url
    if case.settings.flow == "authorization_code" and url and url.startswith("http://") and not is_local(url):
        yield "om_sso_server_url", "om_sso_server_url is plain http: most providers refuse such a redirect URI, and tokens travel in clear.", "Use https."


@rule("JWK-01", "error", "The key URLs hold the server's own")
def own_keys(case: Case):
    given = case.settings.public_key_urls
    if given is not None and case.provider.own_keys and not any(url.endswith("/api/v1/system/config/jwks") for url in given):
        own = f"{case.settings.server_internal_url or 'http://localhost:8585'}/api/v1/system/config/jwks"
        yield "om_sso_public_key_urls", "om_sso_public_key_urls lacks the server's own keys: bots and personal tokens would be refused.", f"Add {own}."
