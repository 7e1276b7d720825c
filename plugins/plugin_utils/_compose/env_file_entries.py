# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that ``env_file`` of a service lists."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from .items import Item, sequence


class EnvFile(NamedTuple):
    """Whether Compose refuses the project without the file, and whether its values are taken as they are."""

    required: bool = True
    raw: bool = False


def entries(block: Item | None, folder: str) -> dict[str, EnvFile]:
    """The files of ``env_file`` by path; a path that is there twice counts where it is first."""
    found: dict[str, EnvFile] = {}
    for item in [] if block is None else sequence(block):
        path, required, form = (item.at(key) for key in ("path", "required", "format"))
        path = path if isinstance(item.value, dict) else item
        if path is not None:
            named = posixpath.normpath(posixpath.join(folder, str(path.value)))
            raw = form is not None and form.value == "raw"
            found[named] = EnvFile(required is None or required.value is not False, raw)
    return found


def moved(base: Item, origin: str, folder: str) -> Item:
    """A service of another folder, whose ``env_file`` is relative to that folder."""
    block = base.at("env_file")
    if block is None or origin == folder:
        return base
    items = []
    for path, file in entries(block, origin).items():
        inner = {"path": posixpath.relpath(path, folder or "."), "required": file.required}
        inner.update({"format": "raw"} if file.raw else {})
        items.append(Item({key: Item(value, block.places) for key, value in inner.items()}, block.places))
    return base._replace(value={**base.value, "env_file": block._replace(value=items)})
