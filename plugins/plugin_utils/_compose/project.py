# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The services of a Compose project: its files with what they include, extend and override, and its variables.

Only the files are known: a variable of the shell that calls Compose wins over ``.env``, and cannot be seen here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from .._model.file_values import Place, Value, way
from . import env_file_entries, env_file_values, overrides
from .compose_yaml import Marked, document
from .interpolation import Interpolation, NotInterpolated
from .items import Item, names, sequence
from .refused import NotRead, Refused
from .service import Service, ServiceReader

NEWEST = (5, 7)
#: Projects that are included, and services that extend each other in a row.
MOST, DEEPEST = 200, 50


def services(
    texts: Mapping[str, str],
    files: Sequence[str],
    env_files: Sequence[str],
    release: tuple[int, ...] = NEWEST,
) -> list[Service]:
    """Read the services of a project. Raises ``NotRead``.

    ``texts`` are the files by path, ``files`` the Compose files, each after what that it overrides, ``env_files`` those
    of the project, such as its ``.env``; ``release`` is that of Compose.
    """
    known = env_file_values.of_project(texts, env_files)
    folder = posixpath.dirname(files[0])
    reader = ServiceReader(texts, known, release)
    return [reader.read(name, item, folder) for name, item in _Reader(texts, known).project(files, folder, ()).items()]


class _Reader:
    """Compose files with the variables of the project."""

    def __init__(self, texts: Mapping[str, str], known: Mapping[str, Value], projects: list[int] | None = None) -> None:
        self._texts, self._known = texts, known
        self._read: dict[str, dict[str, Item]] = {}
        self._included: dict[str, Item | None] = {}
        self._complete: dict[tuple[str, str], Item] = {}
        self._interpolation, self._projects = Interpolation(), [MOST] if projects is None else projects

    def project(self, files: Sequence[str], folder: str, within: tuple[str, ...]) -> dict[str, Item]:
        """The services of Compose files, each with what it includes, and merged in their order.

        ``folder`` is that of the project; ``within`` are the files that include these.
        """
        found: dict[str, Item] = {}
        for path in files:
            if path in self._texts:
                own = self.services_of(path)
                for name, service in {**self._of_included(path, folder, (*within, path)), **own}.items():
                    found[name] = (
                        overrides.merged(found[name], service, ("services", "*")) if name in found else service
                    )
        return found

    def _of_included(self, path: str, folder: str, within: tuple[str, ...]) -> dict[str, Item]:
        """The services of the projects that a file includes; a file that is not known is left out."""
        found: dict[str, Item] = {}
        block = self._included[path]
        if block is None:
            return found
        for entry in sequence(block):
            files = [posixpath.normpath(posixpath.join(folder, name)) for name in names(entry, "path")]
            if not files or files[0] in within:
                continue
            of_project = [
                posixpath.normpath(posixpath.join(folder, name)) for name in names(entry, "project_directory")
            ]
            origin = of_project[0] if of_project and isinstance(entry.value, dict) else posixpath.dirname(files[0])
            env_files = names(entry, "env_file") if isinstance(entry.value, dict) else []
            listed = [posixpath.normpath(posixpath.join(folder, name)) for name in env_files]
            known = env_file_values.of_project(self._texts, listed or [posixpath.join(origin, ".env")])
            self._projects[0] -= 1
            if self._projects[0] < 0:
                raise NotRead(path, Refused(block.places[0].line, f"more than {MOST} projects are included"))
            reader = _Reader(self._texts, {**known, **self._known}, self._projects)
            for name, service in reader.project(files, origin, within).items():
                found[name] = env_file_entries.moved(service, origin, folder)
        return found

    def services_of(self, path: str) -> dict[str, Item]:
        """The services of one file, with what they extend."""
        if path not in self._read:
            self._read[path] = self._raw(path)
        return {name: self._extended(path, name, ()) for name in self._read[path]}

    def _raw(self, path: str) -> dict[str, Item]:
        try:
            item = self._item(path, document(self._texts[path]))
            self._included[path] = item.at("include")
            found = item.at("services")
            if found is None:
                return {}
            if not isinstance(found.value, dict):
                raise Refused(found.places[0].line, "services is not a mapping")
            for name, service in found.value.items():
                if service.value is not None and not isinstance(service.value, dict):
                    raise Refused(service.places[0].line, f"services.{name} is not a mapping")
            return {name: service for name, service in found.value.items() if service.value is not None}
        except Refused as refused:
            raise NotRead(path, refused) from None

    def _item(self, path: str, marked: Marked) -> Item:
        """With every reference replaced; a mapping's keys stay as they are."""
        places, value = (Place(path, marked.line),), marked.value
        if isinstance(value, dict):
            return Item({key: self._item(path, item) for key, item in value.items()}, places, marked.tag)
        if isinstance(value, list):
            return Item([self._item(path, item) for item in value], places, marked.tag)
        if not isinstance(value, str) or "$" not in value:
            return Item(value, places, marked.tag, value)

        def lookup(name: str) -> str | None:
            return self._known[name].text if name in self._known else None

        try:
            text, used = self._interpolation.replaced(value, lookup)
        except NotInterpolated as error:
            raise Refused(marked.line, str(error)) from None
        unset = tuple(name for name in used if name not in self._known)
        return Item(text, way(places[0], map(self._known.get, used)), marked.tag, value, unset)

    def _extended(self, path: str, name: str, within: tuple[tuple[str, str], ...]) -> Item:
        """A service with what it extends, made once: each of many may extend many others."""
        if (path, name) not in self._complete:
            self._complete[path, name] = self._made(path, name, within)
        return self._complete[path, name]

    def _made(self, path: str, name: str, within: tuple[tuple[str, str], ...]) -> Item:
        raw = self._read[path]
        item = raw[name]
        extends = item.at("extends")
        if extends is None:
            return item
        if (path, name) in within:
            raise NotRead(path, Refused(extends.places[0].line, f"services.{name} extends itself"))
        if len(within) > DEEPEST:
            raise NotRead(path, Refused(extends.places[0].line, f"services.{name} is extended too often"))
        named = extends if isinstance(extends.value, str) else extends.at("service")
        file = extends.at("file")
        other = path if file is None else posixpath.normpath(posixpath.join(posixpath.dirname(path), str(file.value)))
        if other not in self._texts:
            return item  # said where the file is read
        if other not in self._read:
            self._read[other] = self._raw(other)
        target = None if named is None else str(named.value)
        if target is None or target not in self._read[other]:
            raise NotRead(path, Refused(extends.places[0].line, f"services.{name} extends a service that is not there"))
        base = self._extended(other, target, (*within, (path, name)))
        base = env_file_entries.moved(base, posixpath.dirname(other), posixpath.dirname(path))
        return overrides.merged(base, item, ("services", "*"))
