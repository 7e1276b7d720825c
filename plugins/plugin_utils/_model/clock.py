# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time of day, for what is compared with a date or shown to a person; a duration is measured by ``time.monotonic``.

The name ``datetime.UTC`` came with Python 3.11, and a controller may have 3.10.
"""

from __future__ import annotations

import datetime

UTC = datetime.timezone.utc


def now() -> datetime.datetime:
    """The time in UTC, with its zone."""
    return datetime.datetime.now(UTC)


def at(seconds: float) -> datetime.datetime | None:
    """The time in UTC so many seconds after 1970; ``None`` beyond the calendar, which a token may name."""
    try:
        return datetime.datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
