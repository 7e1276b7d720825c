# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of openmetadata.yaml that variables decide, as a release ships it, where a server's own is not known."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from ...module_utils._formats import substitution
from .._model.catalogue import CATALOGUE, read_by

#: The fields of the stored rows; what else is in the file has no say in the sign-in.
SECTIONS = ("authenticationConfiguration", "authorizerConfiguration")


@functools.cache
def text(release: str, sections: tuple[str, ...] = SECTIONS) -> str:
    """YAML in block style, each value one reference with the default of the release."""
    root: dict[str, Any] = {}
    for name, variable in CATALOGUE.items():
        if not read_by(variable, release):
            continue
        others = dict(variable.other_defaults)
        for path in variable.paths:
            if path.startswith(sections):
                _set(root, path.split("."), substitution.reference(name, others.get(path, variable.default)))
    return "\n".join(_lines(root, "")) + "\n"


def _set(root: dict[str, Any], keys: list[str], value: str) -> None:
    for key in keys[:-1]:
        root = root.setdefault(key, {})
    root[keys[-1]] = value


def _lines(block: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in block.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _lines(value, indent + "  ")
        else:
            yield f"{indent}{key}: {value}"
