# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The path of a request for a resource."""

from . import kinds
from .rules import Access


class Request:
    """A request for a resource, taken apart."""

    def __init__(self, path: str, query: dict[str, list[str]]) -> None:
        parts = path.strip("/").split("/")
        head = 2 if parts[0] == "api" else 3
        self.kind, self.namespace, self.name, self.below = None, "", "", ""
        rest = parts[head:]
        if rest[:1] == ["namespaces"] and len(rest) > 2:
            self.namespace, rest = rest[1], rest[2:]
        if rest:
            self.kind = kinds.BY_PLURAL.get(("/" + "/".join(parts[:head]), rest[0]))
            self.name, self.below = (rest + ["", ""])[1:3]
        self.query = query

    def first(self, name: str, default: str = "") -> str:
        """One value of the query."""
        return self.query.get(name, [default])[0]

    def access(self, verb: str) -> Access:
        """What the rules are asked."""
        resource = f"{self.kind.plural}/{self.below}" if self.below else self.kind.plural
        return Access(verb, self.kind.group, resource, self.namespace, self.name)
