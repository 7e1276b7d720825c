# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Compose refuses."""

from __future__ import annotations

from .._model.file_values import Place


class Refused(ValueError):
    """Compose refuses the text: the line (from 1) and why, without a value, since it may be a secret."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class NotRead(Exception):
    """Compose refuses the project, so no container gets anything."""

    def __init__(self, path: str, refused: Refused) -> None:
        super().__init__(refused.reason)
        self.place = Place(path, refused.line)
        self.reason = refused.reason
