# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The services of a Compose project with the environment that their containers get, each value with its origin.

Only the files are known: a variable of the shell that calls Compose wins over ``.env``, and cannot be seen here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from . import dotenv
from .compose_yaml import Marked, as_text, document
from .interpolation import Interpolation, NotInterpolated
from .refused import Refused

RESET, OVERRIDE = "!reset", "!override"
#: From this release of Compose on a reference in an env file sees the service's ``environment``, and the file itself
#: wins over env files before it (compose-go 2.5.0).
SEES_ENVIRONMENT = (2, 35)
NEWEST = (5, 7)
#: Places of a value that are kept.
FOLLOWED = 10
#: Projects that are included, services that extend each other in a row, characters of the env files of all services.
MOST, DEEPEST, ENV_FILES = 200, 50, 2 << 20


class Place(NamedTuple):
    """A line (from 1) of a file."""

    path: str
    line: int


class Value(NamedTuple):
    """A text and its way: the place that gives it to the service first, then those that it refers to.

    ``raw`` is the text before references were replaced, ``unset`` names those that no file sets.
    """

    text: str
    places: tuple[Place, ...]
    raw: str = ""
    unset: tuple[str, ...] = ()


def way(place: Place, sources: Iterable[Value | None]) -> tuple[Place, ...]:
    """The place of a value, then those of the values that it refers to: each once, and no more than a reader follows.

    A value that refers to all before it would have twice the places of the one before.
    """
    beyond = dict.fromkeys(one for source in sources if source is not None for one in source.places[:FOLLOWED])
    return (place, *[one for one in beyond if one != place][:FOLLOWED])


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


class NotRead(Exception):
    """Compose refuses the project, so no container gets anything."""

    def __init__(self, path: str, refused: Refused) -> None:
        super().__init__(refused.reason)
        self.place = Place(path, refused.line)
        self.reason = refused.reason


class _Item(NamedTuple):
    """A value of a Compose file after interpolation."""

    value: Any
    places: tuple[Place, ...]
    tag: str = ""
    raw: Any = None
    unset: tuple[str, ...] = ()

    def at(self, key: str) -> _Item | None:
        return self.value.get(key) if isinstance(self.value, dict) else None


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
    reader = _Reader(texts, variables(texts, env_files), release)
    folder = posixpath.dirname(files[0])
    return [reader.service(name, item, folder) for name, item in reader.project(files, folder, ()).items()]


def variables(texts: Mapping[str, str], env_files: Sequence[str]) -> dict[str, Value]:
    """The variables of a project, which its Compose files may refer to. Raises ``NotRead``."""
    known: dict[str, Value] = {}
    for path in env_files:
        if path in texts:
            known.update(_env_file(path, texts[path], {}, known))
    return known


def _env_file(
    path: str, text: str, outer: Mapping[str, Value], before: Mapping[str, Value] | None = None, as_is: bool = False
) -> dict[str, Value]:
    """What an env file sets. A reference gets the value of ``outer``, else of the file itself, else of ``before``.

    Where values are taken ``as_is`` there are none.
    """
    before = before or {}
    found: dict[str, Value] = {}

    def lookup(name: str) -> str | None:
        return outer[name].text if name in outer else None

    try:
        texts = {name: value.text for name, value in before.items()}
        assigned = dotenv.raw_assignments(text, lookup) if as_is else dotenv.assignments(text, lookup, texts)
        for name, value, line, used, raw in assigned:
            sources = [outer.get(other) or found.get(other) or before.get(other) for other in used]
            unset = tuple(other for other, source in zip(used, sources) if source is None)
            found[name] = Value(value, way(Place(path, line), sources), raw, unset)
    except Refused as refused:
        raise NotRead(path, refused) from None
    return found


class _Reader:
    """Compose files with the variables of the project."""

    def __init__(
        self,
        texts: Mapping[str, str],
        known: Mapping[str, Value],
        release: tuple[int, ...],
        projects: list[int] | None = None,
    ) -> None:
        self._texts, self._known, self._release = texts, known, release
        self._read: dict[str, dict[str, _Item]] = {}
        self._included: dict[str, _Item | None] = {}
        self._complete: dict[tuple[str, str], _Item] = {}
        self._left = ENV_FILES
        self._interpolation, self._projects = Interpolation(), [MOST] if projects is None else projects

    def project(self, files: Sequence[str], folder: str, within: tuple[str, ...]) -> dict[str, _Item]:
        """The services of Compose files, each with what it includes, and merged in their order.

        ``folder`` is that of the project; ``within`` are the files that include these.
        """
        merged: dict[str, _Item] = {}
        for path in files:
            if path in self._texts:
                own = self.services_of(path)
                for name, service in {**self._of_included(path, folder, (*within, path)), **own}.items():
                    merged[name] = _merged(merged[name], service, ("services", "*")) if name in merged else service
        return merged

    def _of_included(self, path: str, folder: str, within: tuple[str, ...]) -> dict[str, _Item]:
        """The services of the projects that a file includes; a file that is not known is left out."""
        found: dict[str, _Item] = {}
        block = self._included[path]
        if block is None:
            return found
        for entry in _sequence(block):
            files = [posixpath.normpath(posixpath.join(folder, name)) for name in _names(entry, "path")]
            if not files or files[0] in within:
                continue
            of_project = [
                posixpath.normpath(posixpath.join(folder, name)) for name in _names(entry, "project_directory")
            ]
            origin = of_project[0] if of_project and isinstance(entry.value, dict) else posixpath.dirname(files[0])
            env_files = _names(entry, "env_file") if isinstance(entry.value, dict) else []
            listed = [posixpath.normpath(posixpath.join(folder, name)) for name in env_files]
            known = variables(self._texts, listed or [posixpath.join(origin, ".env")])
            self._projects[0] -= 1
            if self._projects[0] < 0:
                raise NotRead(path, Refused(block.places[0].line, f"more than {MOST} projects are included"))
            reader = _Reader(self._texts, {**known, **self._known}, self._release, self._projects)
            for name, service in reader.project(files, origin, within).items():
                found[name] = _moved(service, origin, folder)
        return found

    def services_of(self, path: str) -> dict[str, _Item]:
        """The services of one file, with what they extend."""
        if path not in self._read:
            self._read[path] = self._raw(path)
        return {name: self._extended(path, name, ()) for name in self._read[path]}

    def _raw(self, path: str) -> dict[str, _Item]:
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

    def _item(self, path: str, marked: Marked) -> _Item:
        """With every reference replaced; a mapping's keys stay as they are."""
        places, value = (Place(path, marked.line),), marked.value
        if isinstance(value, dict):
            return _Item({key: self._item(path, item) for key, item in value.items()}, places, marked.tag)
        if isinstance(value, list):
            return _Item([self._item(path, item) for item in value], places, marked.tag)
        if not isinstance(value, str) or "$" not in value:
            return _Item(value, places, marked.tag, value)

        def lookup(name: str) -> str | None:
            return self._known[name].text if name in self._known else None

        try:
            text, used = self._interpolation.replaced(value, lookup)
        except NotInterpolated as error:
            raise Refused(marked.line, str(error)) from None
        unset = tuple(name for name in used if name not in self._known)
        return _Item(text, way(places[0], map(self._known.get, used)), marked.tag, value, unset)

    def _extended(self, path: str, name: str, within: tuple[tuple[str, str], ...]) -> _Item:
        """A service with what it extends, made once: each of many may extend many others."""
        if (path, name) not in self._complete:
            self._complete[path, name] = self._made(path, name, within)
        return self._complete[path, name]

    def _made(self, path: str, name: str, within: tuple[tuple[str, str], ...]) -> _Item:
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
        return _merged(_moved(base, posixpath.dirname(other), posixpath.dirname(path)), item, ("services", "*"))

    def service(self, name: str, item: _Item, folder: str) -> Service:
        """A service with its environment; ``folder`` is that of the project."""
        image = item.at("image")
        own = dict(self._environment(item.at("environment")))
        given = {key: value for key, value in own.items() if value is not None}
        found: dict[str, Value] = {}
        unread: list[str] = []
        listed = _env_files(item.at("env_file"), folder)
        for path, file in listed.items():
            if path in self._texts:
                sees = self._release >= SEES_ENVIRONMENT
                self._left -= len(self._texts[path])
                if self._left < 0:
                    raise NotRead(path, Refused(1, "it is an env file of too many services"))
                outer, before = ({**given, **self._known}, found) if sees else ({**self._known, **found}, {})
                found.update(_env_file(path, self._texts[path], outer, before, file.raw))
            elif file.required:
                unread.append(path)
        found.update(given)
        # A name without a value hides that of an env file.
        found = {key: value for key, value in found.items() if key not in own or key in given}
        block = item.at("environment") or item
        profiles = tuple(_names(_Item(item.value, item.places), "profiles"))
        kind = str(image.value) if image else ""
        return Service(name, block.places[0], kind, found, tuple(listed), tuple(unread), profiles)

    def _environment(self, block: _Item | None) -> Iterator[tuple[str, Value | None]]:
        """Names and values; ``None`` where the value would be taken over from the project, which has none."""
        if block is None:
            return
        items = block.value.items() if isinstance(block.value, dict) else map(_listed, block.value or [])
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


def _listed(item: _Item) -> tuple[str, _Item]:
    """An item of a list, NAME=value, or a name alone whose value is taken over."""
    if isinstance(item.value, (dict, list)):
        place = item.places[0]
        raise NotRead(
            place.path, Refused(place.line, "an item of environment is not a text NAME=value; put it in quotes")
        )
    name, sign, value = str(item.value).partition("=")
    return name, item._replace(value=value if sign else None, raw=str(item.raw).partition("=")[2])


class _EnvFile(NamedTuple):
    """Whether Compose refuses the project without the file, and whether its values are taken as they are."""

    required: bool = True
    raw: bool = False


def _env_files(block: _Item | None, folder: str) -> dict[str, _EnvFile]:
    """The files of ``env_file`` by path; a path that is there twice counts where it is first."""
    found: dict[str, _EnvFile] = {}
    for item in [] if block is None else _sequence(block):
        path, required, form = (item.at(key) for key in ("path", "required", "format"))
        path = path if isinstance(item.value, dict) else item
        if path is not None:
            named = posixpath.normpath(posixpath.join(folder, str(path.value)))
            raw = form is not None and form.value == "raw"
            found[named] = _EnvFile(required is None or required.value is not False, raw)
    return found


def _names(item: _Item, key: str) -> list[str]:
    """The texts below a key of a mapping, one or a list of them; of another item those that it is itself."""
    below = item.at(key) if isinstance(item.value, dict) else item
    return [] if below is None else [str(one.value) for one in _sequence(below) if isinstance(one.value, str)]


def _moved(base: _Item, origin: str, folder: str) -> _Item:
    """A service of another folder, whose ``env_file`` is relative to that folder."""
    block = base.at("env_file")
    if block is None or origin == folder:
        return base
    items = []
    for path, file in _env_files(block, origin).items():
        inner = {"path": posixpath.relpath(path, folder or "."), "required": file.required}
        inner.update({"format": "raw"} if file.raw else {})
        items.append(_Item({key: _Item(value, block.places) for key, value in inner.items()}, block.places))
    return base._replace(value={**base.value, "env_file": block._replace(value=items)})


#: What an override replaces as a whole, also with nothing.
_REPLACED = ("command", "entrypoint")


def _merged(base: _Item, other: _Item, path: tuple[str, ...]) -> _Item:
    """What an override makes of a value."""
    if other.tag in (RESET, OVERRIDE):
        return _Item(None, other.places) if other.tag == RESET else other
    if path[-1] == "environment":
        return other._replace(value={**_pairs(base), **_pairs(other)})
    if path[-1] == "env_file":
        return other._replace(value=[*_sequence(base), *_sequence(other)])
    if other.value is None and path[-1] not in _REPLACED:
        return base
    if isinstance(base.value, dict) and isinstance(other.value, dict):
        both = {
            key: _merged(base.value[key], other.value[key], (*path, key)) for key in base.value if key in other.value
        }
        return base._replace(value={**base.value, **other.value, **both})
    return other


def _pairs(block: _Item) -> dict[str, _Item]:
    """Where files are merged Compose makes NAME=value of every item, so of a list below a name the last item counts."""
    if isinstance(block.value, dict):
        return {
            name: item.value[-1] if isinstance(item.value, list) and item.value else item
            for name, item in block.value.items()
        }
    return dict(map(_listed, block.value or []))


def _sequence(block: _Item) -> list[_Item]:
    return list(block.value) if isinstance(block.value, list) else [] if block.value is None else [block]
