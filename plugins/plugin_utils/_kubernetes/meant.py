# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a name that does not exist may have meant, as the end of a message."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from ...module_utils._core.text import some


def words(name: str, names: Sequence[str]) -> str:
    """The nearest of the ``names`` that exist, else the first of them; empty where there is none."""
    close = difflib.get_close_matches(name, names, n=1)
    if close:
        return f" Was {close[0]} meant?"
    return f" It has {some(names)}." if names else ""
