# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts of an install call: server, ops, token, database, search."""
import os
import sys
from typing import List


def main(home: str, arguments: List[str]) -> int:
    """Runs one command; the exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    environment = dict(os.environ)
    # Imports stay with the command that needs them: a start must take well under a second.
    if command == "server":
        from om_simulator import server, settings
        return server.run(settings.read(home, environment), rest[0])
    if command == "ops":
        from om_simulator import operations, settings
        return operations.run(settings.read(home, environment), rest, environment)
    if command == "database":
        from om_simulator import database
        database.serve(rest[0], int(environment.get("OM_SIM_DATABASE_PORT", "5432")))
    if command == "search":
        from om_simulator import search
        search.serve(int(environment.get("OM_SIM_SEARCH_PORT", "9200")))
    print("OpenMetadata simulator: unknown command %r" % command, file=sys.stderr)
    return 2
