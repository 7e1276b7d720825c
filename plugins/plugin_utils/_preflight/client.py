# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client as the provider knows it: id, redirect URI, flow, scopes and secret, read from how it answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import authorization, token_endpoint
from ._case import Case, Check


def judge(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    """Checks of the authorization and the token endpoint, as far as they were asked."""
    checks = list(authorization.judge(case, answers))
    yield from checks
    if not any(check.finding is not None and check.finding.rule == "PRE-02" for check in checks):
        yield from token_endpoint.judge(case, answers)  # of an unknown client it would only say the same again
