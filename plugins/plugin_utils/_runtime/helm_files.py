# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files for the Helm chart on the controller.

The operator's values files are read; ours are written, compared and shown without secrets.
"""

from __future__ import annotations

import pathlib
from typing import NamedTuple

from .._helm import documents, masking, values_files, values_yaml
from .._helm import values_findings as chart_findings
from .._plan.plan import Plan
from . import private_file


class Written(NamedTuple):
    """One file: where, whether it is or would be changed, and both sides for ``--diff`` without secrets."""

    path: str
    changed: bool
    diff: dict[str, str]


def files(plan: Plan, folders: list[pathlib.Path]) -> dict[str, str]:
    """The files of a plan without errors, by name; raises ``RenderError``."""
    own = values_files.read(plan.settings.helm_values_files or ())
    merged = chart_findings.merge(*map(values_yaml.plain, own.own))
    return documents.files(plan, chart_findings.own_lists(merged), folders, own.parent)


def write(folder: pathlib.Path, wanted: dict[str, str], check_mode: bool) -> list[Written]:
    """Write the files of a folder with mode 0600 and remove those of ours that are not planned any more.

    Raises ``OSError``.
    """
    if not check_mode:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return [
        _one(folder / name, wanted.get(name), check_mode)
        for name in documents.NAMES
        if name in wanted or _is_ours(folder / name)
    ]


def _is_ours(path: pathlib.Path) -> bool:
    before = _text(path)
    return before is not None and before.startswith(documents.MARK)


def _one(path: pathlib.Path, after: str | None, check_mode: bool) -> Written:
    before = _text(path)
    changed = before != after or _is_open(path)
    if changed and not check_mode:
        if after is None:
            path.unlink()
        else:
            private_file.write(path, after)
    diff = {
        "before_header": str(path),
        "after_header": str(path),
        "before": masking.shown(before),
        "after": masking.shown(after),
    }
    return Written(str(path), changed, diff)


def _text(path: pathlib.Path) -> str | None:
    found = private_file.read(path)
    return None if found is None else found.decode("utf-8", "surrogateescape")


def _is_open(path: pathlib.Path) -> bool:
    """Whether others may read it."""
    return path.exists() and bool(path.stat().st_mode & 0o077)
