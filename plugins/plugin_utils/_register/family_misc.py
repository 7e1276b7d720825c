# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules MISC-*: release, provider and logs."""

from __future__ import annotations

from ._entry import Cause, Entry
from ._host import on_host
from ._provider_answers import refused

ENTRIES = (
    Entry(
        "MISC-01",
        "error",
        "The release is supported and the one that runs",
        where=("settings", "host"),
        reason="Rules and variables depend on the release.",
        fix="Correct om_sso_openmetadata_version, or leave it out.",
        causes={
            "too_old": Cause(
                "om_sso_openmetadata_version {release} is older than 1.8, the oldest that this collection knows.",
                "Upgrade OpenMetadata.",
            ),
            "too_new": Cause(
                "om_sso_openmetadata_version {release} is newer than {newest}, and is treated like it.",
                "Use a newer version of this collection.",
                severity="warning",
            ),
            **on_host("MISC-01"),
        },
    ),
    Entry(
        "MISC-02",
        "error",
        "One provider is configured",
        where=("settings",),
        reason="A server signs in with one provider.",
        fix="Leave it out.",
        message="{option} names another provider than om_sso_provider.",
        causes={
            "other_provider": Cause(
                "{option} is for {meant}, and om_sso_provider is {provider}: a server signs in with one provider.",
                "Remove it; to offer both, connect them to a broker such as Keycloak or Auth0.",
                severity="warning",
            ),
        },
    ),
    Entry(
        "MISC-03",
        "error",
        "The user is assigned to the application",
        where=("preflight",),
        reason="Okta refuses users who are not assigned to the client.",
        fix="Assign the user or a group to the application.",
        causes={
            **refused("client"),
        },
        wrong="""\
# Okta: the application has no assignment
""",
        right="""\
# Okta: the group "OpenMetadata users" is assigned to the application
""",
    ),
    Entry(
        "MISC-04",
        "warning",
        "Not every Google account gets an account",
        where=("settings",),
        reason="Without a domain check anyone with a Google account can sign in.",
        fix="Set om_sso_enforce_principal_domain: true, or om_sso_self_signup: false.",
        message=(
            "om_sso_self_signup is on without om_sso_enforce_principal_domain: unless the consent screen is Internal, "
            "any Google account can sign in."
        ),
    ),
    Entry(
        "MISC-06",
        "warning",
        "Logs do not hold tokens",
        where=("files", "audit"),
        reason=(
            "On DEBUG the server writes bearer tokens and session cookies into its log (before 2.0 always, from 2.0 on "
            "by Jetty's own level)."
        ),
        fix="Set LOG_LEVEL to INFO where it is set, restart the server, and remove the logs of that time.",
        causes={
            "in_file": Cause(
                "LOG_LEVEL prints tokens and session cookies before OpenMetadata 2.0.",
                "Set INFO, and remove the log files.",
                until="2.0.0",
            ),
        },
    ),
)
