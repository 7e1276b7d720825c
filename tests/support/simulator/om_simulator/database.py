# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The database process of the container set-up: serves a FileStore on a port (5432).

Faults for servers that are made anew with each start lie beside its rows, in a folder `faults`.
"""

import json
import os
import socketserver
from typing import Any

from om_simulator import faults
from om_simulator.store import FileStore

_CALLS = ("get", "all", "put", "delete")


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        line = self.rfile.readline()
        if line.strip():
            name, *arguments = json.loads(line)
            store: Any = self.server.store  # type: ignore[attr-defined]
            if name == "faults":
                answer: Any = faults.take(os.path.join(os.path.dirname(store.path), "faults"), tuple(*arguments))
            elif name in _CALLS:
                answer = getattr(store, name)(*arguments)
            else:
                raise ValueError("unknown call %r" % name)
            self.wfile.write(json.dumps(answer).encode() + b"\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def serve(path: str, port: int) -> int:
    """Serves until the process is killed."""
    with _Server(("", port), _Handler) as server:
        server.store = FileStore(path)  # type: ignore[attr-defined]
        print("OpenMetadata simulator: database on port %d, rows in %s" % (port, path), flush=True)
        server.serve_forever()
    return 0
