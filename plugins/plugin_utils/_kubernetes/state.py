# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection's own Secret in the cluster: a key for hashes, the last good configuration and the journal."""

from __future__ import annotations

import json
import secrets
import time
from typing import Any

from . import objects
from .cluster import Cluster

_FIELD = "state"
#: Exports of rows of earlier releases that are kept; a Secret holds 1 MiB.
_EXPORTS = 3


class State:
    """The state of one release, read once and written when it changes.

    ``last_good`` is the configuration that was verified last; ``journal`` notes how to undo an unfinished change.
    ``exports`` are the stored rows as they were verified with earlier releases, by release, the latest last.
    """

    def __init__(self, cluster: Cluster, name: str, secret: dict[str, Any] | None, key: str | None = None) -> None:
        self.cluster, self.name = cluster, name
        content = json.loads((objects.decode_secret(secret) or {}).get(_FIELD) or "{}")
        self.key: str = content.get("key") or key or secrets.token_hex(32)
        self.last_good: dict[str, Any] | None = content.get("last_good")
        self.journal: dict[str, Any] | None = content.get("journal")
        self.exports: dict[str, str] = content.get("exports") or {}

    def begin(self, **entry: Any) -> dict[str, Any]:
        """Open the journal before anything is changed, and return it."""
        journal = {"started": _now(), **entry}
        self._write(self.last_good, journal)
        return journal

    def note(self, **more: Any) -> None:
        """Add to the open journal, in the dictionary that ``begin`` returned as well."""
        journal = self.journal or {}
        self._write(self.last_good, {**journal, **more})
        journal.update(more)
        self.journal = journal

    def close(self) -> None:
        """Remove the journal: the change is complete, or restored."""
        if self.journal is not None:
            self._write(self.last_good, None)

    def keep(self, **entry: Any) -> str | None:
        """Keep a verified configuration as the last good one and close the journal, unless both are so already.

        The rows of another release are exported, since a release overwrites a row that it cannot read at its start.
        Returns that release, or ``None``.
        """
        before = self.last_good or {}
        known = {name: value for name, value in before.items() if name != "when"}
        if known == json.loads(json.dumps(entry)) and self.journal is None:
            return None
        exports, other = self.exports, None
        if before.get("rows") and before.get("version") not in (None, entry.get("version")):
            other = str(before["version"])
            others = [each for each in exports.items() if each[0] != other]
            exports = dict([*others, (other, before["rows"])][-_EXPORTS:])
        self._write({"when": _now(), **entry}, None, exports)
        return other

    def _write(
        self, last_good: dict[str, Any] | None, journal: dict[str, Any] | None, exports: dict[str, str] | None = None
    ) -> None:
        """What could not be written is not taken for written: a failure leaves the state as it was read."""
        exports = self.exports if exports is None else exports
        content = json.dumps({"key": self.key, "last_good": last_good, "journal": journal, "exports": exports})
        self.cluster.put(objects.secret_manifest(self.name, self.cluster, {_FIELD: content}))
        self.last_good, self.journal, self.exports = last_good, journal, exports


def _now() -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")
