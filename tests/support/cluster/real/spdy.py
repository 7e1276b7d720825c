# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SPDY/3.1 as far as `exec` needs it: what an API server speaks with a kubelet for a client of v5.channel.k8s.io.

The client opens the streams in a fixed order, so that the headers that name them, which are compressed by a dictionary
of the protocol, need not be read.
"""

import struct
import threading
import zlib
from http.server import BaseHTTPRequestHandler
from typing import BinaryIO

from ..api.websocket import ERROR, PROTOCOL, STDERR, STDIN, STDOUT

_CONTROL = 0x80030000
_OPEN, _REPLY, _RESET, _PING, _GOAWAY = 1, 2, 3, 6, 7
_END = 1
_NO_HEADERS = struct.pack("!I", 0)


class Socket:
    """A connection after its handshake, with the methods of the one of a WebSocket."""

    def __init__(self, reading: BinaryIO, writing: BinaryIO, channels: tuple[int, ...]) -> None:
        self.reading, self.writing = reading, writing
        self._one_frame_at_a_time = threading.Lock()
        self._packer = zlib.compressobj()
        self._channels, self._streams = list(channels), dict[int, int]()
        self._ended = False
        while self._channels:
            if self._next() is None:
                raise ConnectionError("the API server went away before it opened its streams")

    def send(self, channel: int, content: bytes) -> None:
        """One message to the client, in frames that are not too large."""
        for start in range(0, len(content), 60_000):
            self._data(channel, content[start : start + 60_000])

    def close(self) -> None:
        """The end of each stream; the client ends the connection."""
        for channel in self._streams:
            self._data(channel, b"", _END)

    def receive(self) -> tuple[int, bytes] | None:
        """(channel, content) of the next message; none at the end of the input."""
        while not self._ended:
            message = self._next()
            if message is None:
                return None
            if message[1]:
                return message
        return None

    def _data(self, channel: int, content: bytes, flags: int = 0) -> None:
        self._frame(self._streams[channel], flags << 24 | len(content), content)

    def _control(self, kind: int, content: bytes) -> None:
        self._frame(_CONTROL | kind, len(content), content)

    def _frame(self, first: int, size: int, content: bytes) -> None:
        """The input has a thread of its own, which answers pings."""
        with self._one_frame_at_a_time:
            self.writing.write(struct.pack("!II", first, size) + content)
            self.writing.flush()

    def _next(self) -> tuple[int, bytes] | None:
        """What one frame says to the command, which may be nothing; none at the end of the connection."""
        head = self.reading.read(8)
        if len(head) < 8:
            return None
        first, size = struct.unpack("!II", head)
        content = self.reading.read(size & 0xFFFFFF)
        if first & 0x80000000:
            return self._answer(first & 0xFFFF, content)
        self._ended = bool(size >> 24 & _END)
        return STDIN, content

    def _answer(self, kind: int, content: bytes) -> tuple[int, bytes] | None:
        if kind == _OPEN:
            (stream,) = struct.unpack("!I", content[:4])
            self._streams[self._channels.pop(0)] = stream
            packed = self._packer.compress(_NO_HEADERS) + self._packer.flush(zlib.Z_SYNC_FLUSH)
            self._control(_REPLY, struct.pack("!I", stream) + packed)
        elif kind == _PING:
            self._control(_PING, content)
        return None if kind in (_RESET, _GOAWAY) else (STDIN, b"")


def upgrade(handler: BaseHTTPRequestHandler, with_stdin: bool) -> Socket:
    """Answer the handshake of an API server; the connection is one of SPDY from then on."""
    handler.send_response(101)
    for name, text in {"Upgrade": "SPDY/3.1", "Connection": "Upgrade", "X-Stream-Protocol-Version": PROTOCOL}.items():
        handler.send_header(name, text)
    handler.end_headers()
    handler.close_connection = True
    channels = (ERROR, *([STDIN] if with_stdin else []), STDOUT, STDERR)
    return Socket(handler.rfile, handler.wfile, channels)
