# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSocket as far as `exec` needs it (RFC 6455, v4.channel.k8s.io): one byte of channel before each message."""

import base64
import hashlib
import struct
import threading
from http.server import BaseHTTPRequestHandler
from typing import BinaryIO

STDIN, STDOUT, STDERR, ERROR = range(4)
PROTOCOL = "v4.channel.k8s.io"
_CONTINUED, _TEXT, _BINARY, _CLOSE, _PING, _PONG = 0, 1, 2, 8, 9, 10
_MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Socket:
    """A connection after its handshake."""

    def __init__(self, reading: BinaryIO, writing: BinaryIO) -> None:
        self.reading, self.writing = reading, writing
        self._one_frame_at_a_time = threading.Lock()

    def send(self, channel: int, content: bytes) -> None:
        """One message to the client, in frames that are not too large."""
        for start in range(0, max(len(content), 1), 60_000):
            self._frame(_BINARY, bytes([channel]) + content[start : start + 60_000])

    def close(self) -> None:
        """Normal end."""
        self._frame(_CLOSE, struct.pack("!H", 1000))

    def _frame(self, code: int, content: bytes) -> None:
        size = len(content)
        head = struct.pack("!BB", 0x80 | code, size) if size < 126 else struct.pack("!BBH", 0x80 | code, 126, size)
        with self._one_frame_at_a_time:  # the input has a thread of its own, which answers pings
            self.writing.write(head + content)
            self.writing.flush()

    def receive(self) -> tuple[int, bytes] | None:
        """(channel, content) of the next message; none at the end."""
        message = b""
        while True:
            head = self.reading.read(2)
            if len(head) < 2:
                return None
            code, final, size = head[0] & 15, head[0] & 0x80, head[1] & 127
            if size > 125:
                size = struct.unpack("!H" if size == 126 else "!Q", self.reading.read(2 if size == 126 else 8))[0]
            mask = self.reading.read(4)
            content = bytes(byte ^ mask[place % 4] for place, byte in enumerate(self.reading.read(size)))
            if code == _CLOSE:
                return None
            if code == _PING:
                self._frame(_PONG, content)
            elif code in (_CONTINUED, _TEXT, _BINARY):
                message += content
                if final:
                    return (message[0], message[1:]) if message else (STDIN, b"")


def upgrade(handler: BaseHTTPRequestHandler) -> Socket:
    """Answer a client's handshake; the connection is a WebSocket from then on."""
    answer = base64.b64encode(hashlib.sha1(handler.headers["Sec-WebSocket-Key"].encode() + _MAGIC).digest()).decode()
    handler.send_response(101)
    headers = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Accept": answer,
        "Sec-WebSocket-Protocol": PROTOCOL,
    }
    for name, text in headers.items():
        handler.send_header(name, text)
    handler.end_headers()
    handler.close_connection = True
    return Socket(handler.rfile, handler.wfile)
