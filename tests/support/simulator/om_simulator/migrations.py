# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schema version of the database: `openmetadata-ops migrate` raises it, a start requires it."""

from typing import Any

from om_simulator.releases import as_numbers
from om_simulator.startup_checks import StartRefused
from om_simulator.store import META

_KEY = "migrated_to"


def run(store: Any, release: str) -> None:
    """Marks the database as migrated to the release; a newer mark stays."""
    done = store.get(META, _KEY)
    if done is None or as_numbers(done) < as_numbers(release):
        store.put(META, _KEY, release)


def require(store: Any, release: str) -> None:
    """Raises StartRefused while migrations of the release are pending [S]."""
    done = store.get(META, _KEY)
    if done is None or as_numbers(done) < as_numbers(release):
        raise StartRefused(
            "java.lang.IllegalStateException: There are pending migrations to be run on the database: "
            "[%s]. Please back up your data and run `openmetadata-ops migrate`" % release
        )
