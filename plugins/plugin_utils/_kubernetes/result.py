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
from .current_state import Look


def of(transaction: Any, look: Look, proof: dict[str, Any] | None) -> dict[str, Any]:
    """The answer; ``proof`` is ``None`` where nothing was proven."""
    seen = proof["seen"] if proof else look.seen
    first = next((each for each in seen if each.reason is None), None)
    stored = proof["stored"] if proof else look.stored
    return {
        "changed": look.changed,
        "restarted": transaction.seconds is not None,
        "would_restart": look.restart,
        "seconds": transaction.seconds,
        "variables": look.outdated,
        "stale": look.outlived,
        "rows": [path.split(".", 1)[1] for path, _value in look.row_changes],
        "rows_decide": stored is not None,
        "files": look.files(),
        "diff": _diff(look),
        "effective": _table(transaction, look, first, stored),
        "kids": first.kids if first else None,
        "version": first.version if first else None,
        "findings": look.findings(),
        "notes": transaction.notes,
        "pods": [each.name for each in seen],
    }


def _table(transaction: Any, look: Look, first: Any, stored: dict[str, Any] | None) -> list[dict[str, Any]]:
    """A text of the chart's that means what is planned is shown as planned."""
    release = transaction.release
    found = release.planned if transaction.seconds is not None else look.written()
    texts = {
        **found,
        **{name: text for name, text in release.planned.items() if objects.reads(found, CATALOGUE[name], text)},
    }
    layers = drift.Layers(texts, stored, first.served if first else None)
    return drift.table(release.variables, release.plan.served, layers, value, release.hide)


def _diff(look: Look) -> list[dict[str, str]]:
    """Our part only, and no secret: of a Secret each value is a keyed hash."""
    cluster, entries = look.release.cluster, []
    for name in look.changed_secrets:
        before = objects.decoded(look.secrets[name])
        sides = [
            documents.dump(objects.secret(name, cluster, content)) if content is not None else None
            for content in (before, look.contents[name])
        ]
        entries.append(_entry(f"Secret {name}", *(masking.shown(_plain(side)) for side in sides)))
    if look.changed_values:
        sides = [
            documents.dump(tree) if tree else None
            for tree in (values_patch.part(look.record.values, look.ours), look.ours)
        ]
        entries.append(_entry(look.files()[-1]["path"], *(masking.shown(side) for side in sides)))
    if look.row_changes:
        paths = drift.stored_paths(look.release.variables)
        changes = [
            (path, drift.at(look.stored, path), wanted, paths[path]["secret"]) for path, wanted in look.row_changes
        ]
        entries.append(look.release.mask.rows_diff(changes))
    return entries


def _plain(text: str | None) -> str | None:
    """Names without quotes, by which a Secret is known."""
    return text.replace('kind: "Secret"', "kind: Secret") if text else text


def _entry(path: str, before: str, after: str) -> dict[str, str]:
    return {"before_header": path, "after_header": path, "before": before, "after": after}
