# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the browser comes back to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._model.releases import older
from .._model.value import Value
from .._register import Problem, at
from ._rule import CODE, OPENID_CONNECT, PUBLIC, Case, rule
from ._text import host, is_internal, is_local, is_placeholder, origin, path

CALLBACKS = ("AUTHENTICATION_CALLBACK_URL", "OIDC_CALLBACK")


@rule("RED-04", providers=OPENID_CONNECT)
def callback_origin(case: Case) -> Iterator[Problem]:
    """The callback has the origin of om_sso_server_url."""
    wanted = origin(case.settings.server_url)
    for value, option in dict.fromkeys(case.variable(name) for name in CALLBACKS):
        found = origin(value)
        if wanted and found and wanted != found:
            yield at(option, "other_origin", origin=found, expected=wanted)


#: URLs that the server sends browsers to.
FOR_BROWSERS = (*CALLBACKS, "OIDC_SERVER_URL", "SAML_SP_ACS", "SAML_SP_CALLBACK", "SAML_IDP_SSO_LOGIN_URL")


@rule("RED-04")
def internal_name(case: Case) -> Iterator[Problem]:
    """Browsers can resolve the names that they are sent to."""
    server = Value(case.settings.server_url, "om_sso_server_url")
    places = [server, case.derived.authority, *map(case.variable, FOR_BROWSERS)]
    found = {option: host(value) for value, option in reversed(places) if value and not is_placeholder(value)}
    for option, name in reversed(found.items()):
        if is_internal(name):
            yield at(option, "internal_name", name=name)


@rule("RED-04")
def localhost(case: Case) -> Iterator[Problem]:
    """The server URL of a production server is an address that other hosts can reach."""
    if case.settings.production and is_local(case.settings.server_url):
        yield at("om_sso_server_url", "localhost")


@rule("RED-01", providers=OPENID_CONNECT)
def callback_path(case: Case) -> Iterator[Problem]:
    """The callback ends with the path that the server listens on."""
    for value, option in dict.fromkeys(case.variable(name) for name in CALLBACKS):
        if value and origin(value) and not is_placeholder(value) and not path(value).endswith("/callback"):
            yield at(option, "other_path")


@rule("RED-01", providers=OPENID_CONNECT, flows=CODE)
def one_callback(case: Case) -> Iterator[Problem]:
    """Both callbacks are the same."""
    (shown, _first), (used, option) = (case.variable(name) for name in CALLBACKS)
    if shown is not None and used is not None and shown != used:
        yield at(option, "two_callbacks")


@rule("RED-05", providers=OPENID_CONNECT, flows=CODE)
def oidc_server_url(case: Case) -> Iterator[Problem]:
    """OIDC_SERVER_URL is the server URL."""
    value, option = case.variable("OIDC_SERVER_URL")
    wanted, found = origin(case.settings.server_url), origin(value)
    if wanted and found and wanted != found:
        yield at(option, "other_origin", origin=found, expected=wanted)


@rule("RED-05")
def exact_uris(case: Case) -> Iterator[Problem]:
    """A trusted redirect URI is an exact address."""
    for value, option in case.texts("AUTHENTICATION_ADDITIONAL_TRUSTED_REDIRECT_URIS"):
        if "*" in value or "#" in value or not origin(value):
            yield at(option, "not_exact")


#: Pages of OpenMetadata that are copied from a browser or from a provider's form in place of the server's URL.
PAGE = re.compile(r"/(callback|silent-callback|signin|signup|saml/callback|api/v1/.*|my-data)$")


@rule("RED-07")
def sub_path(case: Case) -> Iterator[Problem]:
    """OpenMetadata knows the path in the server URL."""
    url, release = case.settings.server_url, case.release
    prefix = path(url)
    if not prefix or not origin(url) or is_placeholder(url):
        return
    page = PAGE.search(prefix)
    if page:
        yield at("om_sso_server_url", "page", prefix=prefix, url=f"{origin(url)}{prefix[: page.start()]}")
        return
    if release and older(release, "1.13.2"):
        yield at("om_sso_server_url", "not_supported", release=release)
        return
    base, _option = case.variable("BASE_PATH")
    if (base or "/").rstrip("/") != prefix:
        yield at("om_sso_server_url", "no_base_path", prefix=prefix)


@rule("FLOW-16", flows=PUBLIC)
def public_client_over_http(case: Case) -> Iterator[Problem]:
    """A public client has an https address."""
    url = case.settings.server_url
    if url and url.startswith("http://") and not is_local(url):
        yield at("om_sso_server_url", "public_client")


@rule("RED-13", flows=CODE)
def http_server_url(case: Case) -> Iterator[Problem]:
    """Plain http is used with localhost only."""
    url = case.settings.server_url
    if url and url.startswith("http://") and not is_local(url):
        yield at("om_sso_server_url")
