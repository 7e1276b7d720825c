# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Preflight: an identity provider's answers to findings, before a host is touched. Pure; asking is module_utils/probe."""

from __future__ import annotations

from typing import Any

from . import client, discovery
from ._case import Case, Check, Verdict
from .wanted import case_of


def judge(case: Case, answers: dict[str, Any]) -> Verdict:
    """Everything that the answers say about the configuration."""
    checks: list[Check] = []
    for check in (*discovery.judge(case, answers), *client.judge(case, answers)):
        said = check.finding and (check.finding.rule, check.finding.option)
        # A thing that the documents say already is not said again by the endpoints.
        if said is None or said not in {(other.finding.rule, other.finding.option) for other in checks if other.finding}:
            checks.append(check)
    return Verdict(case.wanted["authority"], checks)


__all__ = ["Case", "Check", "Verdict", "case_of", "judge"]
