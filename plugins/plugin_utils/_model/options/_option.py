# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one source for what a role variable is: its type, default, choices, secrecy and description."""

from __future__ import annotations

from typing import Any, NamedTuple

PREFIX = "om_sso_"


class Option(NamedTuple):
    """A role variable without its prefix, or a key of a dictionary that is one.

    ``type`` is a type of Ansible's argument specification (``str``, ``int``, ``bool``, ``list``, ``dict``, ``path``,
    ``raw``). ``default`` is ``None`` where the value is derived or left out. ``minimum`` and ``maximum`` count for
    ``int``. ``options`` are the keys of a documented dictionary, or of each one in a ``list`` of them. ``kind`` says
    more about a text than its type does: ``url`` (paths are appended to it), ``issuer`` (compared letter by letter by
    the provider), ``endpoint`` (used as it is), ``domain``, ``dn`` (of LDAP), ``json``, ``pem``, or ``file`` (a path on
    the controller whose content replaces it, under the name without ``_file``).
    """

    name: str
    type: str
    description: tuple[str, ...]
    default: Any = None
    choices: tuple[str, ...] = ()
    required: bool = False
    secret: bool = False
    minimum: int | None = None
    maximum: int | None = None
    example: Any = None
    options: tuple[Option, ...] = ()
    kind: str = ""

    @property
    def variable(self) -> str:
        """The name of the role variable."""
        return PREFIX + self.name
