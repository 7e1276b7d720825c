# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's own values files on the controller."""

from __future__ import annotations

import pathlib

from ...module_utils._system.file_content import NotRead, content
from .._model.findings import Finding
from .._model.settings_class import Settings
from .._register import finding_of
from . import values_findings as chart_findings

#: Values of a chart are some thousand lines at most.
LONGEST = 4 << 20


def read(settings: Settings) -> tuple[list[tuple[str, str]], list[Finding]]:
    """The operator's values files as (path, text), and a finding for each that cannot be read."""
    texts, found = [], []
    for path in settings.helm_values_files or ():
        try:
            found_bytes = content(pathlib.Path(path).expanduser(), LONGEST)
            if found_bytes is not None:
                texts.append((path, found_bytes.decode("utf-8")))
                continue
            reason = "it does not exist"
        except NotRead as error:
            reason = error.reason
        except UnicodeDecodeError:
            reason = "it is not UTF-8 text"
        found.append(finding_of("HELM-02", chart_findings.OPTION, "not_read", path=path, reason=reason))
    return texts, found
