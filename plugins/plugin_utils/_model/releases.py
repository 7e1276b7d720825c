# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases of OpenMetadata: ``1.12.14``, or ``1.12`` for the newest of a line."""

from __future__ import annotations

import functools
import re
from typing import Any, NamedTuple, TypeGuard

from .catalogue import read_by

#: From this release on the stored rows, made at the first start, decide and not the files (facts: SettingsCache).
STORED_ROWS_SINCE = "1.10"
RELEASE = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}(\.[0-9]{1,4})?", re.ASCII)


def is_release(text: Any) -> TypeGuard[str]:
    """Whether a text looks like a release, as ``1.12`` or ``1.12.14``."""
    return isinstance(text, str) and RELEASE.fullmatch(text) is not None


class Range(NamedTuple):
    """Releases from ``since`` to before ``until``; ``None`` is open."""

    since: str | None = None
    until: str | None = None


EVERY = Range()


@functools.cache
def within(bounds: Range, release: str | None) -> bool:
    """Whether a release is in a range. An unknown release is only in the open range."""
    if bounds == EVERY:
        return True
    return release is not None and read_by(bounds, release)


@functools.cache
def older(release: str, than: str) -> bool:
    """Whether ``release`` comes before ``than``; a bare line counts as its newest release."""
    return release != than and not read_by(Range(than, None), release)


def in_words(bounds: Range) -> str:
    """A range as the documentation shows it: ``from 1.10, before 1.12``."""
    if bounds.since and bounds.until:
        return f"from {bounds.since}, before {bounds.until}"
    return f"from {bounds.since}" if bounds.since else f"before {bounds.until}" if bounds.until else "all"
