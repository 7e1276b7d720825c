# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The database process of the container set-up: serves a FileStore on a port (5432)."""
import json
import socketserver
from typing import Any

from om_simulator.store import FileStore

_CALLS = ("get", "all", "put", "delete")


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        line = self.rfile.readline()
        if line.strip():
            name, *arguments = json.loads(line)
            if name not in _CALLS:
                raise ValueError("unknown call %r" % name)
            answer: Any = getattr(self.server.store, name)(*arguments)  # type: ignore[attr-defined]
            self.wfile.write(json.dumps(answer).encode() + b"\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def serve(path: str, port: int) -> None:
    """Serves until the process ends."""
    with _Server(("", port), _Handler) as server:
        server.store = FileStore(path)  # type: ignore[attr-defined]
        print("OpenMetadata simulator: database on port %d, rows in %s" % (port, path), flush=True)
        server.serve_forever()
