# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists as people write them in one text: in brackets as YAML or JSON, with commas, or an item a line."""

from __future__ import annotations

import re
from typing import Any

import yaml

_BLOCK_ITEM = re.compile(r"\s*-\s+")


def items(text: str, blanks: bool = False) -> list[str]:
    """The items of a list, without their quotes. ``blanks`` also separates at blanks, which no URL holds."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1].strip()
    bracketed = text.startswith("[") and text.endswith("]")
    if bracketed or (_BLOCK_ITEM.match(text) and all(map(_BLOCK_ITEM.match, text.splitlines()))):
        found = _of_yaml(text)
        if found is not None:
            return found
    parts = re.split(r"[,\s]" if blanks else r"[,\n]", text[1:-1] if bracketed else text)
    return [part for part in (_BLOCK_ITEM.sub("", part, count=1).strip(" \t\r\"'") for part in parts) if part]


def _of_yaml(text: str) -> list[str] | None:
    """The items of a list of YAML, of which JSON is a part; ``None`` where it is none of single values."""
    try:
        found: Any = yaml.load(text, Loader=yaml.BaseLoader)  # nosec B506 # it makes strings, lists and dicts only
    except yaml.YAMLError:
        return None
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        return None
    return [item.strip() for item in found if item.strip()]
