# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts of an install and of the images call."""

import os
import signal
import sys
from typing import List


def main(home: str, arguments: List[str]) -> int:
    """Runs one command; the exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    environment = dict(os.environ)
    # The first process of a container gets no default action for a signal.
    signal.signal(signal.SIGTERM, lambda _number, _frame: os._exit(143))
    # Imports stay with the command that needs them: a start must take well under a second.
    if command == "server":
        from om_simulator import server, settings

        return server.run(settings.read(home, environment), rest[0])
    if command == "ops":
        from om_simulator import operations, settings

        return operations.run(settings.read(home, environment), rest, environment)
    if command == "token":
        from om_simulator import minting, settings

        return minting.run(settings.read(home, environment), rest, environment)
    if command == "database":
        from om_simulator import database

        return database.serve(rest[0], 5432)
    if command == "search":
        from om_simulator import search

        return search.serve(9200)
    if command in ("psql", "curl", "wget"):
        from om_simulator import clients

        return getattr(clients, command)(rest)
    print("OpenMetadata simulator: unknown command %r" % command, file=sys.stderr)
    return 2
