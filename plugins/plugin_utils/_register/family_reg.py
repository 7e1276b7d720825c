# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules REG-*: the application at the identity provider, with credentials for the provider's API."""

from __future__ import annotations

from ._entry import Cause, Entry

ENTRIES = (
    Entry(
        "REG-01",
        "warning",
        "The application at the identity provider is as planned",
        where=("preflight",),
        reason="A redirect URI, grant, scope or claim that the application lacks fails sign-ins or changes users.",
        fix="Run the playbook client_registration, or correct it at the provider.",
        causes={
            "field": Cause("{option}: {field} of the application {client} at {provider} is {current}, planned {new}."),
            "missing": Cause(
                "{option}: {provider} has no application for {client}.",
                "Run the playbook client_registration, or correct om_sso_client_id.",
                severity="error",
            ),
            "unknown": Cause(
                "{option}: the application at {provider} was not compared: {problem}",
                "Correct the credentials or the network, or leave the credentials out.",
            ),
        },
        wrong="""\
# at the provider: redirect URI https://metadata.acme.io/signin
om_sso_server_url: https://metadata.acme.io
""",
        right="""\
# at the provider: redirect URI https://metadata.acme.io/callback
om_sso_server_url: https://metadata.acme.io
""",
        not_checked="Applications of providers for which no administrator's credentials are given.",
    ),
    Entry(
        "REG-02",
        "warning",
        "The client secret does not end soon",
        where=("settings", "preflight", "audit"),
        reason="With an ended secret nobody can sign in, and no log of OpenMetadata says so beforehand.",
        fix="Renew it: run client_registration and sso with om_sso_client_registration.state: rotated.",
        causes={
            "ends": Cause("{option}: the client secret ends on {date}, in {days} days."),
            "ended": Cause("{option}: the client secret ended on {date}.", severity="error"),
        },
        wrong="""\
om_sso_client_secret_file: secrets/om_sso_client_secret  # it ends in 12 days
""",
        right="""\
om_sso_client_secret_file: secrets/om_sso_client_secret  # renewed: it ends in 180 days
""",
        not_checked="Providers that do not tell when a secret ends, such as Auth0 and Keycloak without a policy.",
    ),
)
