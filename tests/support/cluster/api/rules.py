# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what: the rules of one Role, and a log of what was asked."""

import json
import threading
from pathlib import Path
from typing import Any, NamedTuple

from .store import Failure


class Access(NamedTuple):
    """One thing that a request wants to do."""

    verb: str
    group: str
    resource: str
    namespace: str
    name: str


class Rules:
    """`path` holds the rules of a Role as JSON, read at each request; without it everything is allowed."""

    def __init__(self, path: Path, log: Path, user: str) -> None:
        self.path, self.log, self.user = path, log, user
        self._lock = threading.Lock()

    def check(self, access: Access) -> None:
        """Raises the answer to what is forbidden."""
        with self._lock, self.log.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(access._asdict()) + "\n")
        if not self.path.exists() or any(
            _allows(rule, access) for rule in json.loads(self.path.read_text(encoding="utf-8"))
        ):
            return
        name = f' "{access.name}"' if access.name else ""
        words = (
            f'{access.resource}{name} is forbidden: User "{self.user}" cannot {access.verb} resource '
            f'"{access.resource}" in API group "{access.group}" in the namespace "{access.namespace}"'
        )
        raise Failure(403, "Forbidden", words, {"name": access.name, "group": access.group, "kind": access.resource})


def _allows(rule: dict[str, Any], access: Access) -> bool:
    names = rule.get("resourceNames")
    return (
        access.group in rule["apiGroups"]
        and access.resource in rule["resources"]
        and access.verb in rule["verbs"]
        and (not names or access.name in names)
    )
