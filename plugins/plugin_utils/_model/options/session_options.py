# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of OpenMetadata itself, and the claims that name its users."""

from __future__ import annotations

from ._option import Option

OPTIONS = (
    Option(
        "session_expiry",
        "int",
        ("Seconds a session of OpenMetadata lasts. The server's own default is 604800, a week.",),
        minimum=3600,
    ),
    Option(
        "max_sessions_per_user",
        "int",
        (
            (
                "Sessions that one user may have at a time; the oldest ends. "
                "From OpenMetadata 2.0 on, whose own default is 5."
            ),
        ),
        minimum=1,
    ),
    Option(
        "secure_session_cookie",
        "bool",
        ("Send the session cookie over https only. From OpenMetadata 1.10.5 on, whose own default is false.",),
    ),
    Option(
        "auto_redirect",
        "bool",
        (
            (
                "Go to the provider without showing OpenMetadata's sign-in page. "
                "From OpenMetadata 1.11.6 on, whose own default is false."
            ),
        ),
    ),
    Option(
        "jwt_principal_claims",
        "list",
        ("Claims that name the user, the first one present counts.",),
        default=["email", "preferred_username", "sub"],
    ),
    Option(
        "jwt_principal_claims_mapping",
        "list",
        ("Claims that give user name and e-mail, as C(username:CLAIM) and C(email:CLAIM); both or none.",),
        default=[],
    ),
)
