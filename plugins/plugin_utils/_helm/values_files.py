# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's own values files on the controller."""

from __future__ import annotations

import pathlib
from collections.abc import Sequence
from typing import NamedTuple

from ...module_utils._system.file_content import NOT_USABLE, content
from .._model.findings import Finding
from .._model.yaml_nodes import Marked
from .._register import finding_of
from . import parent_chart, values_yaml

OPTION = "om_sso_helm_values_files"
#: Values of a chart are some thousand lines at most.
LONGEST = 4 << 20


class ValuesFiles(NamedTuple):
    """The files that can be read: (path, text) and the values of OpenMetadata's chart in each.

    ``parent`` is the name below which a parent chart has them; ``None`` where the files are the chart's own.
    """

    texts: list[tuple[str, str]]
    own: list[Marked]
    parent: str | None
    findings: list[Finding]

    @property
    def merged(self) -> Marked:
        """The values of all files, as Helm merges them."""
        return values_yaml.merged(*self.own)


def read(paths: Sequence[str]) -> ValuesFiles:
    """The files in the order in which Helm gets them, with a finding for each that cannot be read."""
    texts, found = [], []
    for path in paths:
        try:
            raw = content(pathlib.Path(path).expanduser(), LONGEST)
            if raw is not None:
                texts.append((path, raw.decode("utf-8")))
                continue
            reason = "it does not exist"
        except NOT_USABLE as error:
            reason = error.reason
        except UnicodeDecodeError:
            reason = "it is not UTF-8 text"
        found.append(finding_of("HELM-02", OPTION, "not_read", path=path, reason=reason))
    result = of_texts(texts)
    return result._replace(findings=[*found, *result.findings])


def of_texts(texts: list[tuple[str, str]]) -> ValuesFiles:
    """The same of (path, text)."""
    given, found = [], []
    for path, text in texts:
        try:
            values = values_yaml.read(text, path)
            kind = values.scalar("kind")
            if kind and values.scalar("apiVersion"):
                found.append(finding_of("HELM-02", OPTION, "manifest", path=path, kind=kind))
                continue
            given.append(values)
        except ValueError as reason:
            found.append(finding_of("HELM-02", OPTION, "not_yaml", path=path, reason=reason))
    names = [parent_chart.name_in(values) for values in given]
    parent = next((name for name in names if name), None)
    found += [
        finding_of("HELM-07", f"{values.path}:{values.value[name].line}", path=values.path, name=name)
        for values, name in zip(given, names)
        if name
    ]
    return ValuesFiles(texts, [parent_chart.below(values, parent) for values in given], parent, found)
