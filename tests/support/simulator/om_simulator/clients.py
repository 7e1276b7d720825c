# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""psql, wget and curl as far as the health checks of a Compose file call them, for images without the real ones."""

import json
import re
import sys
import urllib.error
import urllib.request
from typing import List

from om_simulator.store import SETTINGS, NetworkStore, Unavailable


def psql(arguments: List[str]) -> int:
    """`psql -U USER -tAc STATEMENT -d DATABASE`: select 1, and reading or deleting rows of openmetadata_settings."""
    statement = ""
    for index, word in enumerate(arguments[:-1]):
        if re.match(r"^-[a-zA-Z]*c$", word):
            statement = arguments[index + 1].strip().rstrip(";")
    try:
        lines = _query(NetworkStore("localhost", 5432), statement)
    except (Unavailable, ValueError) as error:
        print("psql: error: %s" % error, file=sys.stderr)
        return 2
    for line in lines:
        print(line)
    return 0


def _query(store: NetworkStore, statement: str) -> List[str]:
    rows = store.all(SETTINGS)
    lower = statement.lower()
    if lower == "select 1":
        return ["1"]
    if SETTINGS not in lower:
        raise ValueError("the simulator knows no statement %r" % statement)
    wanted = re.findall(r"'([A-Za-z]+)'", statement) or sorted(rows)
    if lower.startswith("delete"):
        return ["DELETE %d" % sum(store.delete(SETTINGS, name) for name in wanted)]
    if lower.startswith("select json"):
        return [json.dumps(rows[name]) for name in wanted if name in rows]
    raise ValueError("the simulator knows no statement %r" % statement)


def wget(arguments: List[str]) -> int:
    """`wget -q --spider URL` and `wget -q -O - URL`.

    0 when the answer is below 400, 8 for an error answer, 4 without one.
    """
    shown = "-O" in arguments
    request = urllib.request.Request(arguments[-1], method="GET" if shown else "HEAD")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            sys.stdout.write(answer.read().decode() if shown else "")
            return 0
    except urllib.error.HTTPError:
        return 8
    except OSError:
        return 4


def curl(arguments: List[str]) -> int:
    """`curl -s URL`: the body on stdout; 7 without an answer."""
    try:
        with urllib.request.urlopen(arguments[-1], timeout=10) as answer:
            sys.stdout.write(answer.read().decode())
            return 0
    except urllib.error.HTTPError as error:
        sys.stdout.write(error.read().decode())
        return 0
    except OSError:
        return 7
