# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts of files, bounded in size and number; of our own only whether a hand has changed them."""

import os

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.compose_files import MARK
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import managed_block
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_content import content, fault
from ansible_collections.openmetadata.sso.plugins.module_utils._system.files import is_ours

LONGEST = 1 << 20
MOST = 60


def read(sources, last_good):
    """Read the ``Source`` files of a server.

    Returns lists: ``files`` (path, kind, dialect, text, block: the line of the collection's block), ``own`` (path,
    first line that was changed or ``None``) and ``problems`` (path, why); ``own_texts`` are the collection's own files
    by path.
    """
    found = {"files": [], "own": [], "own_texts": {}, "problems": []}
    known = _last_good_texts(last_good)
    for source in _distinct(sources)[:MOST]:
        try:
            text = _text(source)
        except HostError as error:
            found["problems"].append([source.path, error.message])
            continue
        if text is None:
            if source.needed:
                found["problems"].append([source.path, f"{source.path} does not exist."])
        elif is_ours(source.path) or text.startswith(MARK):
            kept = known.get(source.path)
            found["own_texts"][source.path] = text
            found["own"].append([source.path, None if kept is None else first_difference(kept, text)])
        else:
            found["files"].append(
                {
                    "path": source.path,
                    "kind": source.kind,
                    "dialect": source.dialect,
                    "text": managed_block.blanked(text),
                    "block": managed_block.first_line(text),
                }
            )
    return found


def _distinct(sources):
    by_path = {}
    for source in sources:
        by_path.setdefault(os.path.realpath(source.path), source)
    return list(by_path.values())


def _text(source):
    path = source.path
    found = content(path, LONGEST, named_by=source.named_by)
    if found is None and os.path.islink(path):
        raise HostError(f"{path} {fault(path)}.")
    if found is not None and b"\0" in found:
        raise HostError(f"{path} is not a text file: line {found[: found.index(0)].count(10) + 1} holds a NUL byte.")
    return None if found is None else found.decode("utf-8", "surrogateescape")


def _last_good_texts(last_good):
    """Our files as they were when they were last verified; nothing where that cannot be read."""
    try:
        return {entry["path"]: entry["text"] for entry in (last_good.read() or {}).get("files", [])}
    except (HostError, ValueError):
        return {}


def first_difference(one, other):
    """The number of the first line that differs, ``None`` when there is none."""
    if one == other:
        return None
    first, second = one.splitlines(), other.splitlines()
    return next(
        (number for number, pair in enumerate(zip(first, second), 1) if pair[0] != pair[1]),
        min(len(first), len(second)) + 1,
    )
