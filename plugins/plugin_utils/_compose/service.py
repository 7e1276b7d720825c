# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service of a Compose project with the environment that its container gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .._model.file_values import Place, Value
from . import env_file_entries, env_file_values
from .compose_yaml import as_text
from .items import Item, listed, names
from .refused import NotRead, Refused

#: From this release of Compose on a reference in an env file sees the service's ``environment``, and the file itself
#: wins over env files before it (compose-go 2.5.0).
SEES_ENVIRONMENT = (2, 35)
#: Characters of the env files of all services.
ENV_FILES = 2 << 20


class Service(NamedTuple):
    """A service.

    ``env_files`` are the paths of its ``env_file``, ``unread`` the required ones that are not known. With ``profiles``
    it is started only where one of them is chosen.
    """

    name: str
    place: Place
    image: str
    environment: dict[str, Value]
    env_files: tuple[str, ...]
    unread: tuple[str, ...]
    profiles: tuple[str, ...] = ()


class ServiceReader:
    """Services with the files and the variables of their project; ``release`` is that of Compose."""

    def __init__(self, texts: Mapping[str, str], known: Mapping[str, Value], release: tuple[int, ...]) -> None:
        self._texts, self._known, self._release = texts, known, release
        self._left = ENV_FILES

    def read(self, name: str, item: Item, folder: str) -> Service:
        """A service with its environment; ``folder`` is that of the project."""
        image = item.at("image")
        own = dict(self._environment(item.at("environment")))
        given = {key: value for key, value in own.items() if value is not None}
        found: dict[str, Value] = {}
        unread: list[str] = []
        files = env_file_entries.entries(item.at("env_file"), folder)
        for path, file in files.items():
            if path in self._texts:
                sees = self._release >= SEES_ENVIRONMENT
                self._left -= len(self._texts[path])
                if self._left < 0:
                    raise NotRead(path, Refused(1, "it is an env file of too many services"))
                outer, before = ({**given, **self._known}, found) if sees else ({**self._known, **found}, {})
                found.update(env_file_values.of_file(path, self._texts[path], outer, before, file.raw))
            elif file.required:
                unread.append(path)
        found.update(given)
        # A name without a value hides that of an env file.
        found = {key: value for key, value in found.items() if key not in own or key in given}
        block = item.at("environment") or item
        profiles = tuple(names(Item(item.value, item.places), "profiles"))
        kind = str(image.value) if image else ""
        return Service(name, block.places[0], kind, found, tuple(files), tuple(unread), profiles)

    def _environment(self, block: Item | None) -> Iterator[tuple[str, Value | None]]:
        """Names and values; ``None`` where the value would be taken over from the project, which has none."""
        if block is None:
            return
        items = block.value.items() if isinstance(block.value, dict) else map(listed, block.value or [])
        for name, item in items:
            if isinstance(item.value, (dict, list)):
                place = item.places[0]
                raise NotRead(
                    place.path, Refused(place.line, f"{name} is a list or a mapping; put its value in quotes")
                )
            text = as_text(item.value)
            if text is not None:
                yield name, Value(text, item.places, as_text(item.raw) or "", item.unset)
            elif name in self._known:
                yield name, Value(self._known[name].text, (*item.places, *self._known[name].places))
            else:
                yield name, None
