# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collection keeps in the cluster, as one Secret beside its others: a key for hashes, the last good configuration, the journal of a change."""

from __future__ import annotations

import json
import secrets
import time
from typing import Any

from . import objects
from .cluster import Cluster

_FIELD = "state"


class State:
    """Read once, written when something in it changes. ``last_good`` and ``journal`` are dictionaries or ``None``."""

    def __init__(self, cluster: Cluster, name: str, secret: dict[str, Any] | None, key: str | None = None) -> None:
        self.cluster, self.name = cluster, name
        content = json.loads((objects.decoded(secret) or {}).get(_FIELD) or "{}")
        self.key: str = content.get("key") or key or secrets.token_hex(32)
        self.last_good: dict[str, Any] | None = content.get("last_good")
        self.journal: dict[str, Any] | None = content.get("journal")

    def begin(self, **entry: Any) -> None:
        """Note how to go back before anything is changed."""
        self.journal = {"started": _now(), **entry}
        self._write()

    def note(self, **more: Any) -> None:
        """More of the same change."""
        self.journal = {**self.journal, **more}
        self._write()

    def close(self) -> None:
        """The change is over."""
        if self.journal is not None:
            self.journal = None
            self._write()

    def keep(self, **entry: Any) -> None:
        """What is in effect is verified, and the change is over; nothing is written when that was known."""
        known = {name: value for name, value in (self.last_good or {}).items() if name != "when"}
        if known != json.loads(json.dumps(entry)) or self.journal is not None:
            self.last_good, self.journal = {"when": _now(), **entry}, None
            self._write()

    def _write(self) -> None:
        content = json.dumps({"key": self.key, "last_good": self.last_good, "journal": self.journal})
        self.cluster.put(objects.secret(self.name, self.cluster, {_FIELD: content}))


def _now() -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")
