# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of files for the Helm chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._helm import documents, values
from .._plan.plan import Plan, stored_rows_decide
from . import apply
from .lines import finding_lines, heading, labelled

#: What is done with the file that holds the variables.
_USE = {
    "values": f"helm upgrade with -f {documents.VALUES} after your own values files",
    "patch": f"name {documents.PATCH} below patches of your kustomization (docs/install/kubernetes.md)",
    "manifests": "name the ConfigMap {names.environment} and the Secret {names.secret} last in envFrom of the server",
}


def rendered(host: str, plan: Plan, written: Sequence[Any] | None, check_mode: bool) -> list[str]:
    """The lines of one release; ``written`` is ``None`` where an error of any release prevented writing."""
    if plan.errors or written is None:
        return apply.planned(host, plan)
    changed = [file.path for file in written if file.changed]
    lines = [heading(host, plan), *apply.provider(plan)]
    if not changed:
        return [*lines, labelled("current", f"{len(written)} files are as planned"), *finding_lines(plan.findings)]
    lines += _listed("planned" if check_mode else "applied", changed)
    return [*lines, *_listed("next", _steps(plan, written)), *finding_lines(plan.findings)]


def _listed(label: str, texts: Sequence[str]) -> list[str]:
    return [labelled("" if number else label, text) for number, text in enumerate(texts)]


def _steps(plan: Plan, written: Sequence[Any]) -> list[str]:
    names = values.names_of(plan.settings)
    given = (documents.VALUES, documents.PATCH)
    manifests = [file.path.rsplit("/", 1)[-1] for file in written if not file.path.endswith(given)]
    steps = [f"kubectl apply {' '.join(f'-f {name}' for name in manifests)}"] if manifests else []
    keys = ", ".join(entry.name for entry in plan.environment if values.is_secret(entry))
    if plan.settings.kubernetes_secret_style == "external_secret" and keys:
        steps.insert(0, f"{plan.settings.kubernetes_secret_path} of the store needs the properties {keys}")
    elif names.referenced and keys:
        steps.insert(0, f"the Secret {names.secret} needs: {keys} (format: docs/install/kubernetes.md)")
    secret = values.key_secret(plan.settings)
    if secret:
        steps.insert(0, f"the Secret {secret} needs: private_key.der, public_key.der (docs/operate/key-rotation.md)")
    steps.append(_USE[plan.settings.kubernetes_render].format(names=names))
    if stored_rows_decide(plan.settings):
        steps.append("a server that has started before reads its stored rows: docs/install/kubernetes.md")
    return steps
