# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts that the lines of all verbs are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...module_utils._core.text import some
from .._model.deployments import FLOWS, title_of
from .._model.findings import Finding
from .._plan.plan import Plan

__all__ = ["count_of", "files", "finding_lines", "heading", "labelled", "labels", "some"]

LABEL = 12


def heading(host: str, plan: Plan, version: str | None = None) -> str:
    """The first line of a host.

    Its release (``version`` is the one that its server reports), deployment, provider and flow.
    """
    settings = plan.settings_or_none
    if settings is None or plan.provider is None:
        return host
    where = title_of(settings.deployment)
    release = version or settings.openmetadata_version
    flow = f", {FLOWS[settings.flow]}" if plan.provider.kind == "oidc" and settings.flow in FLOWS else ""
    return f"{host}  OpenMetadata{' ' + release if release else ''} on {where}, {plan.provider.title}{flow}"


def labelled(label: str, text: str) -> str:
    """An indented line; its text begins in the same column as all others."""
    return f"  {label:{LABEL}}{text}"


def labels(label: str, texts: Iterable[str]) -> list[str]:
    """A line for each text."""
    return [labelled(label, text) for text in texts]


def finding_lines(findings: Iterable[Finding]) -> list[str]:
    """A line for each finding."""
    return [f"  {finding.line()}" for finding in findings]


def count_of(number: int, noun: str) -> str:
    """``1 field``, ``2 fields``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def files(changes: Iterable[dict[str, Any]], rows: Any = False) -> str:
    """The paths of the files that change, and whether stored rows do."""
    paths = [file["path"] for file in changes if file["changed"]]
    return (", ".join(paths) or "no file changes") + (", stored rows" if rows else "")
