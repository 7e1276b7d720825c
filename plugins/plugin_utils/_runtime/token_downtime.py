# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the tokens of a server were invalid.

From the moment its new key pair was written until a bot has its new token.

Both moments are put on the controller's clock, so that clocks which differ do not count. The first one is told by the
age of the private key's file, so that a run which goes on after a killed one still knows it.
"""

from __future__ import annotations

import hashlib
import time
from typing import Any

from . import stash


def began(host: str, cluster: str | None, pair: dict[str, Any] | None) -> None:
    """Note when the old tokens died on this host; the first replica of a cluster counts."""
    if not pair or pair.get("age") is None:
        return
    at = time.time() - max(pair["age"], 0.0)  # negative where the host's clock was set back since
    if stash.keep(_name(host, cluster), {"at": at})["at"] > at:
        stash.replace(_name(host, cluster), {"at": at})


def lasted(host: str, cluster: str | None) -> int | None:
    """Seconds until now, rounded up; ``None`` when no own pair tells the beginning."""
    kept = stash.look(_name(host, cluster))
    return None if kept is None else max(0, int(time.time() - kept["at"] + 0.999))


def _name(host: str, cluster: str | None) -> str:
    return "outage_" + hashlib.sha256(f"{cluster or host}\0{bool(cluster)}".encode()).hexdigest()[:32]
