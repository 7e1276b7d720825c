# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value with the role variable that decides it."""

from __future__ import annotations

from typing import Any, NamedTuple

from .options import PREFIX


class Value(NamedTuple):
    """A value and the role variable to name when it is wrong, dotted for dictionaries (``om_sso_ldap.port``)."""

    value: Any
    option: str


def option_name(*names: str) -> str:
    """``("ldap", "port")`` as the operator writes it: ``om_sso_ldap.port``."""
    return PREFIX + ".".join(names)


def dig(settings: object, *names: str) -> Any:
    """A nested setting; ``None`` when it, or a dictionary around it, is missing or invalid."""
    for name in names:
        if settings is None:
            return None
        settings = getattr(settings, name, None)
    return settings


def given(settings: object, *names: str) -> Value | None:
    """The setting with its role variable, or ``None`` when it was left out."""
    value = dig(settings, *names)
    return None if value is None else Value(value, option_name(*names))


def shortened(text: Any) -> str:
    """The beginning of an id, long enough to recognise it."""
    whole = str(text)
    return whole if len(whole) <= 12 else whole[:5] + "…"
