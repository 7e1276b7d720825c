# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules UPG-*: upgrades."""

from __future__ import annotations

from ._entry import Entry
from ._host import on_host

ENTRIES = (
    Entry(
        "UPG-01",
        "warning",
        "The target release reads each value",
        where=("settings",),
        reason="A value that the target release does not read has no effect after the upgrade.",
        fix="Remove it after the upgrade.",
        message="With OpenMetadata {target}: {option} has no effect, {name} is no longer read.",
    ),
    Entry(
        "UPG-02",
        "warning",
        "The target release uses the files as the present one does",
        where=("settings",),
        reason="From 1.10 on stored configuration wins over files.",
        fix="Run openmetadata.sso.verify after the upgrade, and openmetadata.sso.sso when it reports drift.",
        message=(
            "{option} {target}: rows in its database win over the files, and {release} may have left old ones there."
        ),
    ),
    Entry(
        "UPG-03",
        "error",
        "The target release is later than the present one",
        where=("settings",),
        reason="OpenMetadata does not support a downgrade.",
        fix="Name a later release.",
        message="{option} {target} is older than the present release {release}: OpenMetadata cannot go back.",
    ),
    Entry(
        "UPG-04",
        "warning",
        "The stored rows survive a change of the release",
        where=("host",),
        reason=(
            "At its start, a release overwrites a stored row that it cannot read, as after a downgrade, with the "
            "section of its files, and says so in one line of its log only."
        ),
        fix="Export the stored rows before a downgrade; the collection keeps those of its last verification.",
        causes={
            **on_host("UPG-04"),
        },
        wrong="""\
# 1.12.6 was verified with stored rows; 1.11.4 is started on the same database
""",
        right="""\
# The stored rows are exported with 1.12.6, and imported when it runs again
""",
    ),
)
