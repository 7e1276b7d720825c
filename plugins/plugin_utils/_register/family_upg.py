# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules UPG-*: upgrades."""

from __future__ import annotations

from ._entry import Entry

ENTRIES = (
    Entry(
        "UPG-01",
        "warning",
        "The target release reads each value",
        where=("settings",),
        reason="A value that the target release does not read has no effect after the upgrade.",
        fix="Remove it at the upgrade.",
    ),
    Entry(
        "UPG-02",
        "warning",
        "The target release uses the files as the present one does",
        where=("settings",),
        reason="From 1.10 on stored configuration wins over files.",
        fix="Let the collection reconcile the stored configuration.",
    ),
    Entry(
        "UPG-03",
        "error",
        "The target release is later than the present one",
        where=("settings",),
        reason="OpenMetadata does not support a downgrade.",
        fix="Name a later release.",
    ),
)
