# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which client secret counts, which may go, and which ends soon. Pure."""

from __future__ import annotations

import datetime
import secrets as random_text
from collections.abc import Sequence

from .._model import clock
from .registration import MARK, Secret

EARLIEST = datetime.datetime(1970, 1, 1, tzinfo=clock.UTC)


def new_name(now: datetime.datetime) -> str:
    """A name for a secret that no other has: after a lost answer it tells whether the secret was made."""
    return f"{MARK} {now:%Y-%m-%d} {random_text.token_hex(4)}"


def newest(listed: Sequence[Secret]) -> Secret | None:
    """The secret that was made last; the last in the list where the provider tells no time."""
    ordered = sorted(listed, key=lambda secret: secret.made or EARLIEST)
    return ordered[-1] if ordered else None


def current(listed: Sequence[Secret], known: str | None) -> Secret | None:
    """The secret at the provider that is the operator's; ``None`` where there is none, or no secret is known.

    A provider that hides its secrets shows a hint, the beginning of each. One that shows neither leaves only the
    number: a single secret is taken for the operator's.
    """
    if not known:
        return None
    for secret in listed:
        if secret.value == known:
            return secret
    hidden = [secret for secret in listed if secret.value is None]
    hinted = [secret for secret in hidden if secret.hint and known.startswith(secret.hint)]
    unknown = [secret for secret in hidden if not secret.hint]
    return newest(hinted) or (unknown[0] if len(unknown) == 1 else None)


def outlived(
    listed: Sequence[Secret], known: str | None, overlap: datetime.timedelta, now: datetime.datetime
) -> list[Secret]:
    """Older secrets that may go: ours, made before the one that counts, which is at least ``overlap`` old."""
    counts = current(listed, known)
    if counts is None or counts.made is None or counts.made + overlap > now:
        return []
    return [
        secret
        for secret in listed
        if secret.ours and secret.id != counts.id and (secret.made or EARLIEST) <= counts.made
    ]


def ends_within(secret: Secret | None, days: int, now: datetime.datetime) -> int | None:
    """The full days that a secret has left, when they are not more than ``days``; negative when it has ended."""
    if secret is None or secret.ends is None:
        return None
    left = (secret.ends - now).days
    return left if left <= days else None
