# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What would break with another release of OpenMetadata: the same settings, checked by the rules of that release."""

from __future__ import annotations

from collections.abc import Iterator

from .. import _rules
from .._model.findings import Finding
from .._model.releases import STORED_ROWS_SINCE, is_release, older
from .._register import finding_of
from .._rules import Case, case_of


def findings(case: Case, target: str | None, here: list[Finding]) -> list[Finding]:
    """Findings that the target release adds, each naming it.

    None is an error: the server that runs now is not broken.
    """
    if not is_release(target) or target == case.release:
        return []
    if case.release and older(target, case.release):
        return [finding_of("UPG-03", "om_sso_target_version", target=target, release=case.release)]
    there = case_of(case.settings, case.provider, target, case.today)
    known = {(finding.rule, finding.option, finding.message) for finding in here}
    added = [
        finding for finding in _rules.findings(there) if (finding.rule, finding.option, finding.message) not in known
    ]
    return [
        *(_named(finding, target) for finding in added),
        *_no_longer_read(case, there, target),
        *_stored_rows(case, target),
    ]


def _named(finding: Finding, target: str) -> Finding:
    word = {"error": "an error", "warning": "a warning"}.get(finding.severity)
    severity = "warning" if finding.severity == "error" else finding.severity
    return finding._replace(
        severity=severity, message=f"With OpenMetadata {target}{f' {word}' if word else ''}: {finding.message}"
    )


def _no_longer_read(case: Case, there: Case, target: str) -> Iterator[Finding]:
    """Variables that the release of today reads and the target does not, where the operator gave the value."""
    carried = {value.option for value in there.environment.values()}
    for name, value in case.environment.items():
        option = value.option
        if name in there.environment or option in carried or not case.is_given(value):
            continue
        yield finding_of("UPG-01", option, target=target, name=name)


def _stored_rows(case: Case, target: str) -> Iterator[Finding]:
    if case.release and older(case.release, STORED_ROWS_SINCE) and not older(target, STORED_ROWS_SINCE):
        yield finding_of("UPG-02", "om_sso_target_version", target=target, release=case.release)
