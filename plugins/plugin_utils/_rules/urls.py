# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""URLs and domains as they are written."""

from __future__ import annotations

from ipaddress import ip_address

from ._rule import Case, rule
from ._text import HOST, host, is_placeholder, path, split, texts, urls

#: Options whose issuer may end with a slash, because some providers' issuers do.
FREE_ISSUERS = ("custom-oidc",)


@rule("ENV-21", "error", "A URL has a scheme and a host")
def scheme(case: Case):
    for option, url in urls(case):
        parts = split(url)
        if parts is None or parts.scheme not in ("http", "https") or not HOST.fullmatch(parts.netloc):
            yield (
                option,
                f"{option} is no URL with http(s):// and a host.",
                "Write it as the browser shows it, for example https://metadata.example.com.",
            )


@rule("ENV-06", "error", "One scheme in a URL")
def doubled_scheme(case: Case):
    for option, url in urls(case):
        if url.split("?")[0].count("://") > 1 and not any(mark in url for mark in ", "):
            yield option, f"{option} holds a second URL scheme.", "Write http(s):// once."


@rule("RED-06", "error", "One server URL")
def several_urls(case: Case):
    url = case.settings.server_url
    if url and any(mark in url.strip() for mark in (",", " ", ";")):
        yield (
            "om_sso_server_url",
            "om_sso_server_url holds several URLs: a server sends browsers back to one.",
            "Write one, and from OpenMetadata 2.0 on the others in om_sso_trusted_redirect_uris.",
        )


@rule("URL-12", "error", "No slash at the end")
def trailing_slash(case: Case):
    for text in texts(case):
        if not text.text.endswith("/") or text.kind not in ("url", "issuer"):
            continue
        if text.kind == "issuer" and case.provider.name in FREE_ISSUERS:
            continue
        option = text.option
        yield (
            option,
            f'{option} ends with "/": paths are appended to it and the provider compares it letter by letter.',
            "Remove the slash.",
        )


@rule("ENV-24", "error", "A domain is a bare host name")
def domain(case: Case):
    for text in texts(case):
        if text.kind != "domain" or is_placeholder(text.text):
            continue
        value, option = text.text, text.option
        if "://" in value:
            yield option, f"{option} holds a scheme.", "Write the bare host name."
        elif "/" in value:
            yield option, f'{option} holds a "/".', "Write the bare host name."
        elif ":" in value or not HOST.fullmatch(value) or ("." not in value and option != "om_sso_ldap.host"):
            yield option, f"{option} is no host name.", "Write it without scheme, port and path."


@rule(
    "URL-11",
    "warning",
    "A host that the server's guard against internal addresses lets pass",
    providers=("okta", "custom-oidc"),
    since="1.10",
    until="1.12",
)
def unsafe_host(case: Case):
    value, option = case.derived.authority
    name = host(value)
    if name and (name.startswith(("fc", "fd")) or _is_private(name)):
        yield (
            option,
            f"{option} is on a host whose name begins with fc or fd, or on a private address: OpenMetadata {case.release} runs, but refuses to save it.",
            "Let this collection write the configuration, use another name for the host, or upgrade OpenMetadata.",
        )


def _is_private(name: str) -> bool:
    try:
        return ip_address(name).is_private
    except ValueError:
        return False


@rule("FLOW-05", "error", "The discovery document is at its well-known path", flows=("authorization_code",))
def discovery(case: Case):
    value, option = case.variable("OIDC_DISCOVERY_URI")
    if value is not None and not path(value).endswith(
        ("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")
    ):
        yield (
            option,
            f"{option} is no discovery document: the confidential client cannot start.",
            "Leave it out, or end it with /.well-known/openid-configuration.",
        )


@rule("ENV-23", "warning", "The URLs of a provider are on one host", providers=("custom-oidc",))
def one_host(case: Case):
    authority = host(case.derived.authority.value)
    found = {
        host(url): option
        for url, option in case.texts("AUTHENTICATION_PUBLIC_KEYS")
        if not path(url).endswith("config/jwks")
    }
    found.update({host(value): option for value, option in [case.variable("OIDC_DISCOVERY_URI")] if value})
    for name, option in found.items():
        if authority and name and name != authority:
            yield (
                option,
                f"{option} is on {name}, and the issuer on {authority}: keys of another instance verify no token.",
                "Copy all from one discovery document.",
            )


@rule(
    "ENV-18",
    "error",
    "Google's URLs with Google only",
    providers=("auth0", "azure", "okta", "aws-cognito", "custom-oidc", "saml", "ldap", "basic"),
)
def google_leftover(case: Case):
    places = [
        case.variable("AUTHENTICATION_AUTHORITY"),
        case.variable("OIDC_DISCOVERY_URI"),
        *case.texts("AUTHENTICATION_PUBLIC_KEYS"),
    ]
    for value, option in places:
        if value and host(value) in ("accounts.google.com", "www.googleapis.com"):
            yield (
                option,
                f"{option} holds a URL of Google, which is what OpenMetadata ships.",
                f"Write the one of {case.provider.title}, or leave it out.",
            )
