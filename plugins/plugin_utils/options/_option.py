# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one source for what a role variable is: its type, default, choices, secrecy and description."""

from __future__ import annotations

from typing import Any, NamedTuple

PREFIX = "om_sso_"


class Option(NamedTuple):
    """A role variable without its prefix.

    ``type`` is a type of Ansible's argument specification (``str``, ``int``, ``bool``, ``list``, ``dict``, ``path``).
    ``default`` is ``None`` where the value is derived or left out. ``providers`` is ``None`` for an option of all providers.
    """

    name: str
    type: str
    description: tuple[str, ...]
    default: Any = None
    choices: tuple[str, ...] = ()
    required: bool = False
    secret: bool = False
    minimum: int | None = None
    example: Any = None

    @property
    def variable(self) -> str:
        return PREFIX + self.name
