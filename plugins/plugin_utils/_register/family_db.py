# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules DB-*: stored configuration."""

from __future__ import annotations

from ._entry import Cause, Entry

ENTRIES = (
    Entry(
        "DB-05",
        "error",
        "A secret is not a mask",
        where=("settings",),
        reason="OpenMetadata shows a mask instead of secrets; a mask that is written back replaces the secret.",
        fix="Copy the secret from the provider.",
        message="{option} is the mask that OpenMetadata shows instead of a secret.",
    ),
    Entry(
        "DB-09",
        "warning",
        "The configuration of a public client can still be saved",
        where=("settings",),
        reason=(
            "From 1.12 on OpenMetadata checks the whole configuration at each save: nothing could be changed in its "
            "user interface."
        ),
        fix="Use the provider's current URLs.",
        since="1.12",
        causes={
            "azure_key_url": Cause(
                (
                    "{option} has an old form, and OpenMetadata {release} checks all of it at each save: nothing can "
                    "be changed in its user interface."
                ),
                "Leave it out: the current form follows from om_sso_azure_tenant_id.",
            ),
            "okta_key_url": Cause(
                (
                    "{option} holds no key URL below the issuer: OpenMetadata {release} checks all at each save, and "
                    "refuses any in its user interface."
                ),
                "Leave {option} out.",
            ),
        },
    ),
    Entry(
        "DB-12",
        "info",
        "Files decide the configuration in effect",
        where=("host",),
        reason=(
            "OpenMetadata keeps the sign-in configuration in the database from 1.10 on. After the first start these "
            "rows win over files."
        ),
        fix="Compare both with the playbook verify.",
        message="OpenMetadata {release} may have stored rows in its database that overrule what was read here.",
        wrong="""\
# stored configuration: clientId is "old", environment: clientId is "new"
""",
        right="""\
# both hold the same client id
""",
    ),
)
