# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads about a render."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._helm import documents, values
from .._model.releases import STORED_ROWS_SINCE, older
from .._plan.plan import Plan, release_of
from . import apply


def rendered(host: str, plan: Plan, written: Sequence[Any] | None, check: bool) -> list[str]:
    """The lines of one release; ``written`` is ``None`` when another release's error kept everything from being written."""
    if plan.errors or written is None:
        return apply.planned(host, plan)
    changed = [file.path for file in written if file.changed]
    known = {entry.name: entry.value for entry in plan.environment}
    lines = [
        apply.heading(host, plan),
        *(apply.labelled(*line) for line in plan.provider.summary(known, plan.provider)),
    ]
    if not changed:
        lines.append(apply.labelled("unchanged", f"{len(written)} files are as planned"))
        return lines + apply.finding_lines(plan.findings)
    lines.append(apply.labelled("would write" if check else "wrote", changed[0]))
    lines += [apply.labelled("", path) for path in changed[1:]]
    return lines + _next(plan, written) + apply.finding_lines(plan.findings)


def _next(plan: Plan, written: Sequence[Any]) -> list[str]:
    names = values.names_of(plan.settings)
    manifests = [file.path.rsplit("/", 1)[-1] for file in written if not file.path.endswith(documents.VALUES)]
    steps = [f"kubectl apply {' '.join(f'-f {name}' for name in manifests)}"] if manifests else []
    keys = ", ".join(entry.name for entry in plan.environment if values.is_secret(entry))
    if names.referenced and keys:
        steps.insert(
            0, f"the Secret {names.secret} needs: {keys} (docs/install/kubernetes.md tells how they are written)"
        )
    steps.append(f"helm upgrade with -f {documents.VALUES} after your own values files")
    if _rows_decide(plan):
        steps.append("stored rows decide on a server that has started before: docs/install/kubernetes.md")
    return [apply.labelled("next" if number == 0 else "", step) for number, step in enumerate(steps)]


def _rows_decide(plan: Plan) -> bool:
    release = release_of(plan.settings)
    return release is None or not older(release, STORED_ROWS_SINCE)
