# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of variables that do not reach a host: beside the wrong folder, or with a name that no group has."""

from __future__ import annotations

import difflib
import functools
import os
import pathlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .._model.findings import Finding
from .._model.options import PREFIX
from .._plan.plan import Plan
from .._register import finding_of

FOLDERS = ("group_vars", "host_vars")
#: Endings that Ansible reads; a file may also have none.
ENDINGS = ("", ".yml", ".yaml", ".json")
#: Files and bytes that are read at most: a folder that was meant for something else may hold anything.
MOST_FILES, MOST_BYTES = 200, 100_000
_OURS = re.compile(rf"^[ \t]*[\"']?{PREFIX}\w+[\"']?\s*:", re.MULTILINE)


def explained(host: str, plan: Plan, task_vars: Mapping[str, Any]) -> Plan:
    """The plan; where the host has no provider at all, with the files of variables that do not reach it."""
    if not any((found.rule, found.option) == ("OPT-03", f"{PREFIX}provider") for found in plan.findings):
        return plan
    return plan._replace(findings=[*plan.findings, *findings(host, task_vars)])


def findings(host: str, task_vars: Mapping[str, Any]) -> list[Finding]:
    """A finding for each file with variables of the collection that Ansible does not give to a host."""
    groups: Mapping[str, Any] = task_vars.get("groups") or {}
    read = tuple(_read_folders(task_vars))
    found = []
    for path in _files((*read, *_near(task_vars))):
        name = _name_of(path)
        known = groups if _kind_of(path) == "group_vars" else groups.get("all") or ()
        if not _is_below(path, read):
            where = " or ".join(map(str, read)) or "the inventory"
            found.append(finding_of("OPT-09", str(path), "not_read", where=where))
        elif name not in known:
            close = difflib.get_close_matches(name, [*known], n=1)
            cause = "misspelled" if close else "unknown"
            found.append(finding_of("OPT-09", str(path), cause, name=name, close=close[0] if close else ""))
        elif _kind_of(path) == "group_vars" and host not in groups[name]:
            found.append(finding_of("OPT-09", str(path), "not_member", name=name, host=host))
    return found


def _read_folders(task_vars: Mapping[str, Any]) -> Iterator[pathlib.Path]:
    """The folders beside which Ansible reads: of the inventory, and of a playbook that is the operator's."""
    inventory = task_vars.get("inventory_dir")
    if isinstance(inventory, str) and inventory:
        yield pathlib.Path(inventory)
    playbook = task_vars.get("playbook_dir")
    if isinstance(playbook, str) and "ansible_collections" not in pathlib.Path(playbook).parts:
        yield pathlib.Path(playbook)


def _near(task_vars: Mapping[str, Any]) -> Iterator[pathlib.Path]:
    """Where an operator may have put them: the working folder, and the folder above the inventory."""
    yield pathlib.Path(os.getcwd())
    inventory = task_vars.get("inventory_dir")
    if isinstance(inventory, str) and inventory:
        yield pathlib.Path(inventory).parent


@functools.cache
def _files(folders: tuple[pathlib.Path, ...]) -> tuple[pathlib.Path, ...]:
    """The files of variables beside some folders that hold variables of the collection; read once a task."""
    listed = [
        path
        for folder in dict.fromkeys(folders)
        for kind in FOLDERS
        for path in sorted((folder / kind).rglob("*"))[:MOST_FILES]
        if path.suffix in ENDINGS and not path.name.startswith(".")
    ]
    return tuple(path for path in listed if _holds_ours(path))


def _holds_ours(path: pathlib.Path) -> bool:
    try:
        if not path.is_file():
            return False
        with open(path, "rb") as stream:
            return _OURS.search(stream.read(MOST_BYTES).decode("utf-8", "replace")) is not None
    except OSError:
        return False


def _kind_of(path: pathlib.Path) -> str:
    return next(part for part in reversed(path.parts[:-1]) if part in FOLDERS)


def _name_of(path: pathlib.Path) -> str:
    """The group or host that a file is for: its own name, or that of the folder below group_vars."""
    kind = _kind_of(path)
    parts = path.parts[len(path.parts) - path.parts[::-1].index(kind) :]
    return parts[0] if len(parts) > 1 else path.stem if path.suffix in ENDINGS[1:] else path.name


def _is_below(path: pathlib.Path, folders: tuple[pathlib.Path, ...]) -> bool:
    return any(folder / kind in path.parents for folder in folders for kind in FOLDERS)
