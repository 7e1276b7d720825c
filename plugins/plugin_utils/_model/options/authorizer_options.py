# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may sign in and who is an administrator."""

from __future__ import annotations

from ._option import Option

OPTIONS = (
    Option(
        "admin_principals",
        "list",
        ("User names of the administrators: the part of the e-mail address before the C(@).",),
        required=True,
        example=["data.admin"],
    ),
    Option("principal_domain", "str", ("Domain of the users' e-mail addresses.",), required=True, example="acme.io"),
    Option("enforce_principal_domain", "bool", ("Refuse users of other domains.",), default=False),
    Option(
        "allowed_domains",
        "list",
        (
            (
                "All e-mail domains of users, when there are several; the principal domain among them. Counts with "
                "O(om_sso_enforce_principal_domain) only."
            ),
        ),
        default=[],
    ),
    Option("self_signup", "bool", ("Create a user at the first sign-in.",), default=True),
    Option(
        "use_roles_from_provider",
        "bool",
        ("Give users the roles that the provider's C(roles) claim names, at each sign-in.",),
        default=False,
    ),
    Option(
        "default_role",
        "str",
        ("Role of a user who is created at the first sign-in. From OpenMetadata 1.12.6 on.",),
        example="DataConsumer",
    ),
)
