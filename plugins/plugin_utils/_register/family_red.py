# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules RED-*: redirects."""

from __future__ import annotations

from ._entry import Cause, Entry
from ._provider_answers import refused

ENTRIES = (
    Entry(
        "RED-01",
        "error",
        "The callback is registered and is the one that the server listens on",
        where=("settings", "preflight"),
        reason="A provider sends browsers only to a callback that is registered letter by letter.",
        fix="Register the server URL with /callback at the provider, and leave om_sso_callback_url out.",
        causes={
            "other_path": Cause(
                "{option} does not end with /callback: OpenMetadata answers there and nowhere else.",
                "Leave it out, and register what the plan shows.",
            ),
            "two_callbacks": Cause(
                (
                    "{option} differs from AUTHENTICATION_CALLBACK_URL: the user interface shows one callback and the "
                    "server uses the other."
                ),
                "Set om_sso_callback_url only.",
            ),
            **refused("redirect"),
        },
        not_checked="Whether the redirect URI is registered. `openmetadata.sso.preflight` asks the provider.",
    ),
    Entry(
        "RED-02",
        "error",
        "The redirect URI of a sign-in is the planned one",
        where=("host",),
        reason="OpenMetadata may send another redirect URI than the configured one, which the provider refuses.",
        fix="Register the one that is sent, or register both and ignore RED-02.",
        wrong="""\
om_sso_server_url: https://metadata.acme.io  # the server sends http://metadata.acme.io/callback
""",
        right="""\
om_sso_server_url: https://metadata.acme.io  # both redirect URIs are registered
om_sso_ignore_rules:
  RED-02: both redirect URIs are registered
""",
    ),
    Entry(
        "RED-03",
        "warning",
        "The silent callback is registered",
        where=("preflight",),
        reason="Without it a session cannot be renewed in the background.",
        fix="Register {url}, exactly so{place}.",
        message="{url} is not registered: users are signed out when their token expires.",
        wrong="""\
# registered: https://metadata.acme.io/callback
""",
        right="""\
# registered: https://metadata.acme.io/callback and https://metadata.acme.io/silent-callback
""",
    ),
    Entry(
        "RED-04",
        "error",
        "Browsers come back to the server URL, and can reach it",
        where=("settings",),
        reason="A browser that returns to another origin loses its session.",
        fix="Leave om_sso_callback_url out.",
        causes={
            "other_origin": Cause(
                (
                    "{option} is on {origin}, but om_sso_server_url is on {expected}: the browser would come back to "
                    "another server."
                ),
                "Leave {option} out, or write {expected}/callback and register that at the provider.",
            ),
            "internal_name": Cause(
                "{option} is on {name}, a name that browsers do not resolve: users would be sent there.",
                "Write the address that their browsers know; only key URLs and the discovery URI may be internal.",
                severity="warning",
            ),
            "localhost": Cause(
                "om_sso_server_url is this host itself: no other browser can return.",
                "Write the URL in the users' browsers.",
            ),
        },
    ),
    Entry(
        "RED-05",
        "error",
        "Redirect addresses are exact",
        where=("settings",),
        reason="The server compares them with the server URL or the request letter by letter.",
        fix="Write full addresses without wildcards.",
        causes={
            "other_origin": Cause(
                (
                    "{option} is on {origin}, but om_sso_server_url is on {expected}: sign-ins fail, and from "
                    "OpenMetadata 2.0 on they are refused."
                ),
                "Leave {option} out.",
            ),
            "not_exact": Cause(
                "{option}: an entry has a wildcard or fragment or is not a URL; redirect URIs are compared as a whole.",
                "Write each URI out.",
                since="2.0.0",
            ),
        },
    ),
    Entry(
        "RED-06",
        "error",
        "One server URL is set",
        where=("settings",),
        reason="A server sends browsers back to one address.",
        fix="Write one, and from OpenMetadata 2.0 on the others in om_sso_trusted_redirect_uris.",
        message="om_sso_server_url holds several URLs: a server redirects browsers to one.",
    ),
    Entry(
        "RED-07",
        "error",
        "OpenMetadata knows the path in the server URL",
        where=("settings",),
        reason="With a base path the server must be told so; otherwise the callback is not found.",
        fix="Remove the path, or set the base path of the server.",
        causes={
            "not_supported": Cause(
                "om_sso_server_url has a path, and OpenMetadata {release} leaves it out when it sends browsers back.",
                "Give OpenMetadata a host name of its own, or upgrade.",
            ),
            "page": Cause(
                "om_sso_server_url has the path {prefix}, which is a page of OpenMetadata and not its address.",
                "Set it to {url}; the callback URL is made from it.",
            ),
            "no_base_path": Cause(
                "om_sso_server_url has the path {prefix}, and the server does not know of it.",
                "Set om_sso_extra_environment.BASE_PATH to {prefix}/, or remove the path.",
            ),
        },
    ),
    Entry(
        "RED-13",
        "warning",
        "Plain http is used with localhost only",
        where=("settings",),
        reason="Providers accept http redirect URIs for localhost only.",
        fix="Use https.",
        message=(
            "om_sso_server_url is plain http: most providers refuse such a redirect URI, and tokens "
            "are sent unencrypted."
        ),
    ),
)
