# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's process as the files of a host make it: its environment, each value with its way there."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any, NamedTuple

from ...module_utils._deployment.bare_metal_sources import HOOK, OWN_SCRIPT
from .._bare_metal import process
from .._model.deployments import deployment_of
from .._model.file_values import Place, Value
from .._model.releases import is_release
from .._model.settings_class import Settings
from . import compose_project

UNIT = "service_unit"


class Process(NamedTuple):
    """A server's process.

    ``place`` is where it is started, ``named_release`` the release that its files name, if they do. ``unknown`` are
    the places of variables whose value only a run could tell, ``unread`` those where anything may be set.
    """

    environment: Mapping[str, Value]
    place: Place
    named_release: str | None
    unknown: Mapping[str, Place]
    unread: list[Place]

    @property
    def assigned(self) -> dict[str, tuple[str, Place]]:
        """{variable: (text, the line that sets it)}."""
        return {name: (value.text, value.places[-1]) for name, value in self.environment.items()}


def of_project(composed: compose_project.Composed, settings: Settings) -> Process | None:
    """The server of a Compose project; ``None`` where it has none."""
    server = next(iter(compose_project.servers(composed.services or [], settings)), None)
    if server is None:
        return None
    tag = server.image.rpartition(":")[2]
    return Process(server.environment, server.place, tag if is_release(tag) else None, {}, [])


def of_host(answer: dict[str, Any], settings: Settings) -> Process:
    """The server of a folder, started by systemd or its own script."""
    home = settings.home or ""
    hook, own_script = posixpath.join(home, HOOK), posixpath.join(home, OWN_SCRIPT)
    own: dict[str, str] = answer.get("own_texts", {})
    texts = {file["path"]: _with_block(file, own_script) for file in answer["files"]} | own
    paths = [file["path"] for file in answer["files"] if file["kind"] == UNIT]
    paths += [path for path in own if path.endswith(".conf")]
    # A drop-in of a later name is read later, in whatever folder it is.
    unit = sorted(paths, key=lambda path: (_is_drop_in(path), posixpath.basename(path)))
    found = process.variables(texts, unit, hook, [path for path, _why in answer["problems"]])
    first = Place(unit[0] if unit else hook, 1)
    return Process(found.values, first, answer.get("installed"), found.unknown, found.unread)


def of(answer: dict[str, Any], settings: Settings, composed: compose_project.Composed) -> Process | None:
    """The server of a host in whatever deployment."""
    return of_project(composed, settings) if deployment_of(settings).in_container else of_host(answer, settings)


def _is_drop_in(path: str) -> bool:
    return posixpath.dirname(path).endswith(".d")


def _with_block(file: dict[str, Any], own_script: str) -> str:
    """The text with what the managed block does, whose lines the host left out."""
    text: str = file["text"]
    if not file.get("block"):
        return text
    lines = text.splitlines()
    lines[file["block"] - 1] = f". '{own_script}'"
    return "\n".join(lines)
