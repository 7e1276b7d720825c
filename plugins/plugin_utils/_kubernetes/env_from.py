# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ``envFrom`` of the operator sets over the variables of the plan, read before a change.

The chart writes its variables into Secrets of ``envFrom`` and lists the operator's behind them, so that these win.
Variables of ``env`` (``extraEnvs``, and those that the chart takes from a Secret by name) win over all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._core.text import some
from .._helm import chart
from .._model.catalogue import CATALOGUE
from .._model.findings import Finding
from .._register import finding_of
from . import objects
from .release import Release

#: The key of the values, and of each kind of source the kind of its object.
OPTION = "envFrom"
KINDS = {"secretRef": "Secret", "configMapRef": "ConfigMap"}


def findings(release: Release, values: dict[str, Any], where: str) -> Iterator[Finding]:
    """A finding for each source that overrides planned variables; ``values`` are those with the plan's on top."""
    listed = values.get("extraEnvs")
    by_name = {entry.get("name") for entry in listed if isinstance(entry, dict)} if isinstance(listed, list) else set()
    decided: dict[str, tuple[str, str, str]] = {}
    for kind, source, prefix in _sources(values):
        for key, text in _content(release, kind, source).items():
            decided[prefix + key] = (kind, source, text)
    wrong: dict[tuple[str, str], list[str]] = {}
    for name, text in release.planned.items():
        if name not in decided or name in by_name or chart.wants_reference(CATALOGUE[name]):
            continue
        kind, source, found = decided[name]
        if not objects.same_value(text, found):
            wrong.setdefault((kind, source), []).append(name)
    for (kind, source), names in wrong.items():
        yield finding_of("K8S-02", OPTION, where=where, kind=kind, source=source, names=some(sorted(names)))


def _sources(values: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(kind, name, prefix) of the sources, in their order."""
    listed = values.get(OPTION)
    for source in listed if isinstance(listed, list) else ():
        for key, kind in KINDS.items() if isinstance(source, dict) else ():
            reference = source.get(key)
            name = reference.get("name") if isinstance(reference, dict) else None
            if name:
                yield kind, str(name), str(source.get("prefix") or "")


def _content(release: Release, kind: str, name: str) -> dict[str, str]:
    """The texts of a source; empty where it does not exist, or the account may not read it."""
    try:
        if kind == "Secret":
            return objects.decode_secret(release.secret(name)) or {}
        found = release.cluster.get("v1", kind, name)
    except HostError as error:
        if "verb" in error.more:
            return {}
        raise
    return dict((found or {}).get("data") or {})
