# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the readers of YAML have in common: a value with its line, limits, and which scalars have no type of their own.

Each reader resolves these scalars as the program does whose files it reads.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

#: How deep a document may be nested, and how many nodes it may have once its references are followed.
DEEPEST, MOST = 100, 100_000
MERGE = "tag:yaml.org,2002:merge"
#: A number with a fraction or an exponent, as the YAML library of Go reads it.
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_RESOLVER: Any = yaml.resolver.Resolver()


class Marked(NamedTuple):
    """A value with its line (from 1), and its file where several are read.

    A mapping is a dictionary of these by key, a sequence a list of these.
    """

    value: Any
    line: int
    path: str = ""

    def at(self, *keys: str) -> Marked | None:
        """What is below the keys; ``None`` where one is not there."""
        found: Marked | None = self
        for key in keys:
            found = found.value.get(key) if found is not None and isinstance(found.value, dict) else None
        return found

    def scalar(self, *keys: str) -> Any:
        """The value below the keys unless it is a mapping or a sequence."""
        found = self.at(*keys)
        return None if found is None or isinstance(found.value, (dict, list)) else found.value


def is_plain(node: yaml.Node) -> bool:
    """Whether a node is a scalar with neither quotes nor a tag, so that its text decides its type."""
    return (
        isinstance(node, yaml.ScalarNode)
        and node.style is None
        and bool(node.tag == _RESOLVER.resolve(yaml.ScalarNode, node.value, (True, False)))
    )
