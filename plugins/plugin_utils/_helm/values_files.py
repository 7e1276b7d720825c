# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's own values files on the controller."""

from __future__ import annotations

import pathlib

from .._model.findings import Finding
from .._model.settings_class import Settings
from .._register import finding_of
from . import values_findings as chart_findings


def read(settings: Settings) -> tuple[list[tuple[str, str]], list[Finding]]:
    """The operator's values files as (path, text), and a finding for each that cannot be read."""
    texts, found = [], []
    for path in settings.helm_values_files or ():
        try:
            texts.append((path, pathlib.Path(path).expanduser().read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            found.append(finding_of("HELM-02", chart_findings.OPTION, "not_read", path=path, reason=reason))
    return texts, found
