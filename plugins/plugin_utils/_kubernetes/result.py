# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a transaction in the form of the module on a host, so that output and report are the same."""

from __future__ import annotations

from typing import Any, NamedTuple

from ...module_utils._core.result import Result, fields_of
from ...module_utils._formats.env_file import value
from ...module_utils._server import drift
from .._helm import documents, masking
from .._model.catalogue import CATALOGUE
from .._model.findings import to_data
from . import key_secret, objects, pod, values_patch
from .current_state import CurrentState
from .release_target import ReleaseTarget


class VerifiedPods(NamedTuple):
    """Pods that are as planned, and the stored rows; ``stored`` is ``None`` where rows do not count."""

    states: list[pod.PodState]
    stored: dict[str, Any] | None


def build(target: ReleaseTarget, current: CurrentState, verified: VerifiedPods | None) -> Result:
    """The result; ``verified`` is ``None`` when nothing was verified."""
    states = verified.states if verified else current.pod_states
    first = next((state for state in states if state.reason is None), None)
    stored = verified.stored if verified else current.stored
    return Result(
        changed=current.changed,
        restarted=target.seconds is not None,
        would_restart=current.restart,
        seconds=target.seconds,
        variables=current.outdated,
        stale=current.stale,
        rows=fields_of(path for path, _value in current.row_changes),
        rows_decide=stored is not None,
        files=current.files(),
        diff=_diff(current),
        effective=_table(target, current, first, stored),
        kids=first.kids if first else None,
        pair=key_secret.told(target.release, current.pair, getattr(target, "keys_written", None)),
        version=first.version if first else None,
        findings=to_data(current.findings()),
        notes=target.notes,
        pods=[state.name for state in states],
    )


def _table(
    target: ReleaseTarget, current: CurrentState, first: Any, stored: dict[str, Any] | None
) -> list[dict[str, Any]]:
    """The effective values. A text of the chart with the planned meaning is shown as planned."""
    release = target.release
    texts = release.planned if target.seconds is not None else current.environment()
    texts = {
        **texts,
        **{name: text for name, text in release.planned.items() if objects.reads_planned(texts, CATALOGUE[name], text)},
    }
    layers = drift.Layers(texts, stored, release.shown(first)[0] if first else None)
    return list(drift.table(release.variables, release.plan.served, layers, value, release.digest))


def _diff(current: CurrentState) -> list[dict[str, str]]:
    """The changes without secrets: values that the collection sets, and a keyed hash for each value of a Secret."""
    cluster, entries = current.release.cluster, []
    for name in current.changed_secrets:
        before = objects.decode_secret(current.secrets[name])
        sides = [
            documents.dump(objects.secret_manifest(name, cluster, content)) if content is not None else None
            for content in (before, current.contents[name])
        ]
        entries.append(_entry(f"Secret {name}", *(masking.shown(_plain(side)) for side in sides)))
    if current.new_pair is not None:
        entries.append(_entry(current.new_pair.folder, "", current.new_pair.shown))
    if current.changed_values:
        sides = [
            documents.dump(tree) if tree else None
            for tree in (values_patch.part(current.record.values, current.planned_values), current.planned_values)
        ]
        entries.append(_entry(current.files()[-1]["path"], *(masking.shown(side) for side in sides)))
    if current.row_changes:
        rows = drift.row_sides(current.release.variables, current.stored, current.row_changes)
        entries.append(current.release.mask.rows_diff(rows))
    return entries


def _plain(text: str | None) -> str | None:
    """The kind without quotes, by which masking recognises a Secret."""
    return text.replace('kind: "Secret"', "kind: Secret") if text else text


def _entry(path: str, before: str, after: str) -> dict[str, str]:
    return {"before_header": path, "after_header": path, "before": before, "after": after}
