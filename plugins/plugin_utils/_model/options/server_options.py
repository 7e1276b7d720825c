# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The addresses of OpenMetadata and the keys that it trusts."""

from __future__ import annotations

from ._option import Option

OPTIONS = (
    Option(
        "server_url",
        "str",
        ("URL of OpenMetadata in the user's browser.",),
        required=True,
        example="https://metadata.example.com",
        kind="url",
    ),
    Option(
        "server_internal_url",
        "str",
        ("How the server reaches itself, inside its container or on its host; used for its own public keys.",),
        default="http://localhost:8585",
        kind="url",
    ),
    Option("public_key_urls", "list", ("Key URLs: the provider's and the server's own. Derived.",), kind="endpoint"),
    Option(
        "trusted_redirect_uris",
        "list",
        (
            (
                "Further redirect URIs that the server accepts beside its own, exactly as they arrive. "
                "From OpenMetadata 2.0 on."
            ),
        ),
        example=["https://metadata-dr.example.com/callback"],
        kind="url",
    ),
    Option(
        "replicas",
        "int",
        ("How many servers answer behind O(om_sso_server_url), this one included.",),
        default=1,
        minimum=1,
    ),
    Option(
        "sticky_sessions",
        "bool",
        (
            (
                "Whether the load balancer keeps a browser on one server. "
                "Needed by several replicas before OpenMetadata 2.0."
            ),
        ),
        default=False,
    ),
    Option(
        "production",
        "bool",
        ("Also report what is harmless on a trial only: shipped keys, the default administrator.",),
        default=False,
    ),
)
