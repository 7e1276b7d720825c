# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How Compose merges a service with what overrides it, in a later file or in the service that extends it."""

from __future__ import annotations

from .items import Item, listed, sequence

RESET, OVERRIDE = "!reset", "!override"
#: What an override replaces as a whole, also with nothing.
_REPLACED = ("command", "entrypoint")


def merged(base: Item, other: Item, path: tuple[str, ...]) -> Item:
    """What an override makes of a value."""
    if other.tag in (RESET, OVERRIDE):
        return Item(None, other.places) if other.tag == RESET else other
    if path[-1] == "environment":
        return other._replace(value={**_pairs(base), **_pairs(other)})
    if path[-1] == "env_file":
        return other._replace(value=[*sequence(base), *sequence(other)])
    if other.value is None and path[-1] not in _REPLACED:
        return base
    if isinstance(base.value, dict) and isinstance(other.value, dict):
        both = {
            key: merged(base.value[key], other.value[key], (*path, key)) for key in base.value if key in other.value
        }
        return base._replace(value={**base.value, **other.value, **both})
    return other


def _pairs(block: Item) -> dict[str, Item]:
    """Where files are merged Compose makes NAME=value of every item, so of a list below a name the last item counts."""
    if isinstance(block.value, dict):
        return {
            name: item.value[-1] if isinstance(item.value, list) and item.value else item
            for name, item in block.value.items()
        }
    return dict(map(listed, block.value or []))
