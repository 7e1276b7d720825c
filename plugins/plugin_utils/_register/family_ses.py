# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules SES-*: sessions."""

from __future__ import annotations

from ._entry import Cause, Entry

ENTRIES = (
    Entry(
        "SES-01",
        "error",
        "Several pods before 2.0 have sticky sessions",
        where=("files",),
        reason="Sessions are in the memory of one pod.",
        fix="Add the session affinity annotation of your ingress controller, or run one pod.",
        until="2.0.0",
        message=(
            "replicaCount is {replicas} and the ingress does not keep a browser on one pod: sign-ins "
            "are lost between pods before OpenMetadata 2.0."
        ),
    ),
    Entry(
        "SES-03",
        "error",
        "A secure cookie has https",
        where=("settings",),
        reason=(
            "A browser does not send a secure cookie over http, so no user can sign in; a cookie "
            "that is not secure can be read on the way."
        ),
        fix="Serve OpenMetadata over https, and keep the cookie secure.",
        causes={
            "plain_http": Cause(
                "{option} is on, but om_sso_server_url is plain http: browsers drop the cookie and sign-ins loop.",
                "Use https, or leave it out.",
            ),
            "off": Cause(
                (
                    "om_sso_secure_session_cookie is off: behind a proxy the server does not know "
                    "that browsers come by https."
                ),
                "Set it to true.",
                severity="warning",
                since="1.10.5",
            ),
        },
    ),
    Entry(
        "SES-06",
        "warning",
        "Tokens of people last between minutes and a day",
        where=("settings", "audit"),
        reason="A token is valid until it expires, also after its user has left: OpenMetadata cannot revoke it.",
        fix=(
            "Set om_sso_token_validity (SAML: om_sso_saml.security.token_validity) to 3600 and run "
            "openmetadata.sso.sso."
        ),
        causes={
            "too_short": Cause(
                "{option} is less than 300 seconds: users are signed out while they work, or at once.",
                "Set 3600.",
                severity="error",
            ),
            "too_long": Cause(
                "{option} is more than 30 days: a token that leaks is valid for as long.",
                "Set 3600; sessions last by om_sso_session_expiry.",
            ),
        },
    ),
    Entry(
        "SES-07",
        "warning",
        "A user can have more than one session",
        where=("settings",),
        reason="With one session a second browser ends the first one's.",
        fix="Set 5, the server's own default, or more.",
        since="2.0.0",
        message="{option} is {value}: a second browser or an API sign-in ends the first one's session.",
    ),
    Entry(
        "SES-08",
        "warning",
        "Signing out does not sign in again",
        where=("settings",),
        reason="With automatic redirect the provider signs the user in again at once.",
        fix="Leave it out, or with om_sso_flow: authorization_code set om_sso_prompt: login.",
        message="{option} is on and the provider does not ask: users who sign out are signed in again at once.",
    ),
    Entry(
        "SES-13",
        "error",
        "The session lifetime is long enough and set in its place",
        where=("settings",),
        reason="OpenMetadata refuses less than 3600 seconds, and 2.0 reads another variable.",
        fix="Set om_sso_session_expiry to at least 3600.",
        causes={
            "too_short": Cause(
                "{option} is less than 3600 seconds, which OpenMetadata refuses.",
                "Set at least 3600.",
            ),
            "old_option": Cause(
                "{option} is only the second place that OpenMetadata {release} reads.",
                "Set om_sso_session_expiry instead.",
                severity="warning",
                since="2.0.0",
            ),
        },
    ),
)
