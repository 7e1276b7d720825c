# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Compose refuses."""

from __future__ import annotations


class Refused(ValueError):
    """Compose refuses the text: the line (from 1) and why, without a value, since it may be a secret."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason
