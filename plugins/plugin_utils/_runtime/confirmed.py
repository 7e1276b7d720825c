# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts that the check before the first change found as planned, and verified: their own turn needs no second call."""

from __future__ import annotations

import time
from typing import Any

from . import stash

#: Seconds after which a host is asked again at its turn.
FRESH = 300.0


def keep(plan_id: str, answer: dict[str, Any]) -> None:
    """Keep the answer of a host for the change with the same plan."""
    stash.replace(_name(plan_id), {"at": time.monotonic(), "answer": answer})


def take(plan_id: str | None) -> dict[str, Any] | None:
    """The answer, once; ``None`` where the host has to be asked."""
    kept = stash.take(_name(plan_id)) if plan_id else None
    if kept is None or time.monotonic() - float(kept["at"]) > FRESH:
        return None
    return dict(kept["answer"])


def _name(plan_id: str) -> str:
    return f"{plan_id}_confirmed"
