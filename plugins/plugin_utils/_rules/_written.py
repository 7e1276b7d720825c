# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts that an operator wrote: what several rules read, gathered once a host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .._model.catalogue import CATALOGUE
from .._model.options import Option
from .._model.value import Value


class Text(NamedTuple):
    """One text that the operator wrote."""

    option: str
    text: str
    secret: bool
    kind: str


def texts_of(given: Iterable[tuple[Value, Option]]) -> Iterator[Text]:
    """All texts of the values, those of om_sso_extra_environment included."""
    for (value, name), option in given:
        if option.name == "extra_environment":
            for key, item in value.items():
                if isinstance(item, str):
                    yield Text(
                        f"{name}.{key}",
                        item,
                        key in CATALOGUE and CATALOGUE[key].secret,
                        "json" if key == "AUTH_ROLES_MAPPING" else "extra",
                    )
        elif isinstance(value, str):
            yield Text(name, value, option.secret, option.kind)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, str):
                    yield Text(name, item, option.secret, option.kind)
