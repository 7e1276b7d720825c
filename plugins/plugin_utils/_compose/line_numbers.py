# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a text by position: to count them anew for each value takes minutes for a long text."""

from __future__ import annotations

import bisect
import re

_END = re.compile("\n")


class LineNumbers:
    """Where the lines of a text end."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in _END.finditer(text)]

    def at(self, position: int) -> int:
        """The number (from 1) of the line of a position."""
        return bisect.bisect_left(self._ends, position) + 1
