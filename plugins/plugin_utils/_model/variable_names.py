# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the name of an environment variable is to OpenMetadata. Every place where a variable can stand asks here."""

from __future__ import annotations

import functools
import posixpath
from typing import NamedTuple

from .catalogue import CATALOGUE, read_by, server
from .catalogue.other_names import ALIASES, OTHER_PROGRAMS
from .catalogue.read_variables import SPANS
from .releases import Range

#: This collection manages it.
MANAGED = "managed"
#: OpenMetadata's own files read it or pass it on, and this collection does not manage it.
READ = "read"
#: Written for a variable that is named otherwise, or one of old releases; ``right`` is empty where none is meant.
ALIAS = "alias"
#: One or two characters away from a variable that this collection manages, which is ``right``.
MISSPELLED = "misspelled"
#: Begins as only OpenMetadata's own names do, and is none of them.
UNKNOWN = "unknown"
#: Another program's; ``right`` says whose where that is known.
OTHER = "other"

#: How names begin that hardly another program has.
OWN_PREFIXES = ("AUTHENTICATION_", "AUTHORIZER_", "CUSTOM_OIDC_")
#: How the names of secrets end.
SECRET_ENDINGS = ("_PASSWORD", "_PWD", "_SECRET", "_SECRET_KEY", "_SECRET_ACCESS_KEY", "_API_KEY", "_TOKEN")

_READ = {name: Range(since, until) for since, until, names in SPANS for name in names.split()}
#: What a name may be a misspelling of; words such as SERVER_PORT are too common for that.
_MEANT = tuple(set(CATALOGUE) - {variable.name for variable in server.VARIABLES})


#: Too many characters are different for a misspelling.
FAR = 3


class Name(NamedTuple):
    """The class of a name, and what the class says more."""

    kind: str
    right: str = ""


def classify(name: str, release: str | None = None) -> Name:
    """The class of a name in a release, or in any where the release is not known.

    A name that another release reads is of no other class: what a release does not read is a question of its own.
    """
    if name in CATALOGUE:
        return Name(MANAGED)
    if name in _READ and (release is None or read_by(_READ[name], release)):
        return Name(READ)
    if name in ALIASES:
        return Name(ALIAS, ALIASES[name])
    owner = next((owner for prefix, owner in OTHER_PROGRAMS if name.startswith(prefix)), "")
    if owner or name in _READ:
        return Name(OTHER, owner)
    near = _near(name)
    if near:
        return Name(MISSPELLED, near)
    return Name(UNKNOWN if name.startswith(OWN_PREFIXES) else OTHER)


def is_own(name: str) -> bool:
    """Whether a name begins as those of OpenMetadata's SSO alone do."""
    return name.startswith(OWN_PREFIXES)


def is_secret(name: str) -> bool:
    """Whether the value of a variable is a secret: by the catalogue, or by how the name of another one ends."""
    right = classify(name).right or name
    return CATALOGUE[right].secret if right in CATALOGUE else name.endswith(SECRET_ENDINGS)


@functools.lru_cache(maxsize=100_000)
def _near(name: str) -> str:
    """The variable that is meant by a name in other letters, or with one or two letters wrong."""
    upper = name.upper().replace("-", "_")
    if upper in CATALOGUE:
        return upper
    near = [(edits(upper, known), known) for known in _MEANT if _may_be_near(upper, known)]
    distance, right = min(near, default=(FAR, ""))
    return right if distance <= (1 if len(right) < 16 else 2) else ""


def _may_be_near(name: str, known: str) -> bool:
    """Whether it is worth counting: one or two letters are not wrong at both ends."""
    same_end = name[:4] == known[:4] or name[-4:] == known[-4:]
    return same_end and abs(len(known) - len(name)) <= 2 and len(known) > 9


def edits(one: str, other: str) -> int:
    """How many characters are missing, too many, wrong or swapped with their neighbour; ``FAR`` for more than two."""
    begin = len(posixpath.commonprefix([one, other]))
    one, other = one[begin:], other[begin:]
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            best = min(last[column] + 1, now[-1] + 1, last[column - 1] + (char != wanted))
            if row > 1 and column > 1 and char == other[column - 2] and one[row - 2] == wanted:
                best = min(best, before[column - 2] + 1)
            now.append(best)
        if min(now) >= FAR:
            return FAR
        before, last = last, now
    return min(last[-1], FAR)
