# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Causes that hosts speak, in their own words: their code cannot import the controller's."""

from __future__ import annotations

from ...module_utils._core.host_findings import CAUSES
from ._entry import Cause


def on_host(rule_id: str) -> dict[str, Cause]:
    """The causes of an id that a host speaks."""
    return {name: Cause(*cause) for name, cause in CAUSES[rule_id].items()}
