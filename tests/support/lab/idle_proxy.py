# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bastion or a load balancer does: pass a TCP connection on, and drop it when nothing was sent for long."""

import select
import socket
import threading


class IdleProxy:
    """Listens on ``port`` of this machine while the block runs; ``dropped`` counts the connections that were idle."""

    def __init__(self, target: tuple[str, int] | None, seconds: float):
        self.target, self.seconds = target, seconds
        self.dropped = self.accepted = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    def __enter__(self) -> "IdleProxy":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_nothing) -> None:
        self._listener.close()

    def address(self) -> tuple[str, int]:
        """Where the next connection goes."""
        return self.target

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:  # closed: the block is over
                return
            self.accepted += 1
            threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with client, socket.create_connection(self.address()) as server:
            other = {client: server, server: client}
            while True:
                ready = select.select(list(other), [], [], self.seconds)[0]
                if not ready:
                    self.dropped += 1
                    return
                for one in ready:
                    try:
                        data = one.recv(1 << 16)
                        if data:
                            other[one].sendall(data)
                    except OSError:
                        data = b""
                    if not data:
                        return
