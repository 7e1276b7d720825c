# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line of a host that is still at work: what is waited for, since when, and until when at most."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any


def line(host: str, wait: Mapping[str, Any] | None, now: datetime.datetime, show_log: bool = True) -> str:
    """``wait`` is as in the answer of the host, ``None`` where it works; ``now`` is the time on the controller."""
    if not wait:
        return f"{host}  at work"
    since = now - datetime.timedelta(seconds=wait["elapsed"])
    until = since + datetime.timedelta(seconds=wait["seconds"])
    what = (
        f"restoring the old state, waiting for {wait['what']}" if wait["restoring"] else f"waiting for {wait['what']}"
    )
    log = f"; log: {wait['log']}" if wait["log"] and show_log else ""
    return f"{host}  {what} since {since:%H:%M:%S}, until {until:%H:%M:%S} at most{log}"


def no_answer(host: str, since: datetime.datetime) -> str:
    """A host that does not answer while its run goes on."""
    return f"{host}  no answer since {since:%H:%M:%S}; the run on the host goes on"
