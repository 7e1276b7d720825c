# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a transaction found or did, in the form that the module on a host gives it, so that texts and report are the same."""

from __future__ import annotations

from typing import Any

from ...module_utils._formats.env_file import value
from ...module_utils._server import drift
from .._helm import documents, masking
from .._model.catalogue import CATALOGUE
from . import objects, values_patch
from .current_state import CurrentState


def of(transaction: Any, current: CurrentState, verified: dict[str, Any] | None) -> dict[str, Any]:
    """The answer; ``verified`` is ``None`` where nothing was verified."""
    seen = verified["seen"] if verified else current.seen
    first = next((each for each in seen if each.reason is None), None)
    stored = verified["stored"] if verified else current.stored
    return {
        "changed": current.changed,
        "restarted": transaction.seconds is not None,
        "would_restart": current.restart,
        "seconds": transaction.seconds,
        "variables": current.outdated,
        "stale": current.outlived,
        "rows": [path.split(".", 1)[1] for path, _value in current.row_changes],
        "rows_decide": stored is not None,
        "files": current.files(),
        "diff": _diff(current),
        "effective": _table(transaction, current, first, stored),
        "kids": first.kids if first else None,
        "version": first.version if first else None,
        "findings": current.findings(),
        "notes": transaction.notes,
        "pods": [each.name for each in seen],
    }


def _table(transaction: Any, current: CurrentState, first: Any, stored: dict[str, Any] | None) -> list[dict[str, Any]]:
    """A text of the chart's that means what is planned is shown as planned."""
    release = transaction.release
    found = release.planned if transaction.seconds is not None else current.written()
    texts = {
        **found,
        **{name: text for name, text in release.planned.items() if objects.reads(found, CATALOGUE[name], text)},
    }
    layers = drift.Layers(texts, stored, first.served if first else None)
    return drift.table(release.variables, release.plan.served, layers, value, release.hide)


def _diff(current: CurrentState) -> list[dict[str, str]]:
    """Our part only, and no secret: of a Secret each value is a keyed hash."""
    cluster, entries = current.release.cluster, []
    for name in current.changed_secrets:
        before = objects.decoded(current.secrets[name])
        sides = [
            documents.dump(objects.secret(name, cluster, content)) if content is not None else None
            for content in (before, current.contents[name])
        ]
        entries.append(_entry(f"Secret {name}", *(masking.shown(_plain(side)) for side in sides)))
    if current.changed_values:
        sides = [
            documents.dump(tree) if tree else None
            for tree in (values_patch.part(current.record.values, current.ours), current.ours)
        ]
        entries.append(_entry(current.files()[-1]["path"], *(masking.shown(side) for side in sides)))
    if current.row_changes:
        paths = drift.stored_paths(current.release.variables)
        changes = [
            (path, drift.at(current.stored, path), wanted, paths[path]["secret"])
            for path, wanted in current.row_changes
        ]
        entries.append(current.release.mask.rows_diff(changes))
    return entries


def _plain(text: str | None) -> str | None:
    """Names without quotes, by which a Secret is known."""
    return text.replace('kind: "Secret"', "kind: Secret") if text else text


def _entry(path: str, before: str, after: str) -> dict[str, str]:
    return {"before_header": path, "after_header": path, "before": before, "after": after}
