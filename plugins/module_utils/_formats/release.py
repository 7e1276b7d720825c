# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases of OpenMetadata compared: ``1.12.14``, ``2.0.1-SNAPSHOT``, or ``1.12`` for the newest release of a line."""

import re

#: No release is longer; a number of a million digits is not one.
LONGEST = 64
_RELEASE = re.compile(r"(\d+)\.(\d+)(?:\.(\d+))?(?!\d)")


def numbers(text):
    """``1.12.14`` as (1, 12, 14) and ``1.12`` as (1, 12); ``None`` when the text is not a release, or not a text."""
    match = _RELEASE.match(text) if isinstance(text, str) and len(text) <= LONGEST and text.isprintable() else None
    return tuple(int(part) for part in match.groups() if part is not None) if match else None


def line_of(text):
    """The line of a release as (1, 12); ``None`` when the text is not a release."""
    found = numbers(text)
    return found and found[:2]


def reaches(release, since):
    """Whether a release is ``since`` or newer. Raises ``ValueError`` when one of them is not a release."""
    found, bound = numbers(release), numbers(since)
    if found is None or bound is None:
        raise ValueError(f"{release if found is None else since!r} is not a release such as 1.12 or 1.12.6")
    newest = found if len(found) > 2 else found + (float("inf"),)
    return newest >= bound


def is_within(release, since, until=None):
    """Whether a release is ``since`` or newer, and older than ``until`` where that is given. Raises ``ValueError``."""
    return reaches(release, since) and (until is None or not reaches(release, until))
