# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the browser comes back to."""

from __future__ import annotations

from .._model.releases import older
from ._rule import CODE, OPENID_CONNECT, PUBLIC, Case, rule
from ._text import host, is_local, is_placeholder, origin, path

CALLBACKS = ("AUTHENTICATION_CALLBACK_URL", "OIDC_CALLBACK")
#: Names of the stock Compose file and of Docker; no browser knows them.
CONTAINER_NAMES = ("openmetadata", "openmetadata-server", "openmetadata_server", "host.docker.internal", "0.0.0.0")


@rule("RED-04", "error", "The callback is on the origin of the server URL", providers=OPENID_CONNECT)
def callback_origin(case: Case):
    wanted = origin(case.settings.server_url)
    for value, option in dict.fromkeys(case.variable(name) for name in CALLBACKS):
        found = origin(value)
        if wanted and found and wanted != found:
            yield (
                option,
                f"{option} is on {found}, but om_sso_server_url is on {wanted}: the browser would come back to another server.",
                f"Leave {option} out, or write {wanted}/callback and register that at the provider.",
            )


@rule("RED-04", "error", "The server URL is one that browsers know")
def container_name(case: Case):
    url = case.settings.server_url
    if host(url) in CONTAINER_NAMES:
        yield (
            "om_sso_server_url",
            "om_sso_server_url holds a name that only containers know: browsers would be sent there.",
            "Write the URL in the browser.",
        )
    if case.settings.production and is_local(url):
        yield (
            "om_sso_server_url",
            "om_sso_server_url is this host itself: no other browser can come back.",
            "Write the URL in the users' browsers.",
        )


@rule("RED-01", "error", "The callback is the one that the server listens on", providers=OPENID_CONNECT)
def callback_path(case: Case):
    for value, option in dict.fromkeys(case.variable(name) for name in CALLBACKS):
        if value and origin(value) and not is_placeholder(value) and not path(value).endswith("/callback"):
            yield (
                option,
                f"{option} does not end with /callback: OpenMetadata answers there and nowhere else.",
                "Leave it out, and register what the plan shows.",
            )


@rule("RED-01", "error", "Both callbacks are the same", providers=OPENID_CONNECT, flows=CODE)
def one_callback(case: Case):
    (shown, _first), (used, option) = (case.variable(name) for name in CALLBACKS)
    if shown is not None and used is not None and shown != used:
        yield (
            option,
            f"{option} differs from AUTHENTICATION_CALLBACK_URL: the user interface shows one callback and the server uses the other.",
            "Set om_sso_callback_url only.",
        )


@rule("RED-05", "error", "OIDC_SERVER_URL is the server URL", providers=OPENID_CONNECT, flows=CODE)
def oidc_server_url(case: Case):
    value, option = case.variable("OIDC_SERVER_URL")
    wanted, found = origin(case.settings.server_url), origin(value)
    if wanted and found and wanted != found:
        message = f"{option} is on {found}, but om_sso_server_url is on {wanted}: sign-ins go astray, and from OpenMetadata 2.0 on they are refused."
        yield option, message, f"Leave {option} out."


@rule("RED-05", "error", "A trusted redirect URI is exact", since="2.0.0")
def exact_uris(case: Case):
    for value, option in case.texts("AUTHENTICATION_ADDITIONAL_TRUSTED_REDIRECT_URIS"):
        if "*" in value or "#" in value or not origin(value):
            yield (
                option,
                f"{option}: an entry holds a wildcard or fragment or is no URL; redirect URIs are compared as a whole.",
                "Write each URI out.",
            )


@rule("RED-07", "error", "A path in the server URL is one that OpenMetadata knows")
def sub_path(case: Case):
    url, release = case.settings.server_url, case.release
    prefix = path(url)
    if not prefix or not origin(url) or is_placeholder(url):
        return
    if release and older(release, "1.13.2"):
        yield (
            "om_sso_server_url",
            f"om_sso_server_url has a path, and OpenMetadata {release} leaves it out when it sends browsers back.",
            "Give OpenMetadata a host name of its own, or upgrade.",
        )
        return
    base, _option = case.variable("BASE_PATH")
    if (base or "/").rstrip("/") != prefix:
        yield (
            "om_sso_server_url",
            f"om_sso_server_url has the path {prefix}, and the server does not know of it.",
            f"Set om_sso_extra_environment.BASE_PATH to {prefix}/, or remove the path.",
        )


@rule("FLOW-16", "error", "A public client needs https", flows=PUBLIC)
def public_client_over_http(case: Case):
    url = case.settings.server_url
    if url and url.startswith("http://") and not is_local(url):
        yield (
            "om_sso_server_url",
            "om_sso_server_url is plain http: browsers refuse the cryptography of the implicit flow there.",
            "Serve OpenMetadata over https, or use om_sso_flow: authorization_code.",
        )


@rule("RED-13", "warning", "Providers accept plain http for localhost only", flows=CODE)
def http_server_url(case: Case):
    url = case.settings.server_url
    if url and url.startswith("http://") and not is_local(url):
        yield (
            "om_sso_server_url",
            "om_sso_server_url is plain http: most providers refuse such a redirect URI, and tokens travel in clear.",
            "Use https.",
        )
