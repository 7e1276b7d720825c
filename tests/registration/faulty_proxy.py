# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An HTTP proxy in front of one server, at which a chosen request meets a fault."""

import http.client
import threading
import time
from urllib.parse import urlsplit

from fakes import loopback

#: Headers of one connection.
HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "proxy-connection", "host", "content-length"}
#: Faults that the server never hears of, by the status that is answered in its place.
ANSWERED = {"401": 401, "403": 403, "404": 404, "429": 429, "500": 500, "503": 503}
#: Credentials that are refused once are refused from then on.
LASTING = ("401", "403")
#: Faults after which the request was carried out: its answer is lost, or comes too late.
CARRIED_OUT = ("lost", "late", "held")
#: The connection ends before the request is passed on.
REFUSED = "refused"


class FaultyProxy:
    """A context manager. ``url`` takes the place of the server's; ``strike(fault, n)`` names the n-th request.

    ``n`` may be a part of the request in place of its number. With the fault ``held`` the server has answered when
    ``holds`` is set, and the answer does not arrive before the next ``strike``. ``late`` are the seconds that an answer
    waits: more than the client's timeout.
    """

    def __init__(self, upstream: str, late: float = 2.0) -> None:
        self.upstream, self.late = urlsplit(upstream), late
        self._lock = threading.Lock()
        self.requests: list[str] = []
        self.fault, self.at, self.struck = "", 0, False
        self.holds, self._released = threading.Event(), threading.Event()

    def __enter__(self) -> "FaultyProxy":
        proxy = self

        class Handler(loopback.AnyMethod):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body in one segment

            def handle_any(self) -> None:
                proxy.answer(self)

        self._serving = loopback.serving(Handler)
        self.url = self._serving.__enter__().url + self.upstream.path
        return self

    def __exit__(self, *_exception: object) -> None:
        self.shut()

    def shut(self) -> None:
        """From now on nothing listens there."""
        serving, self._serving = self._serving, None
        if serving is not None:
            serving.__exit__(None, None, None)

    def strike(self, fault: str = "", at: int | str = 0) -> None:
        """Count requests from now on; the one with this number, from 1, or the first with this text meets the fault."""
        self._released.set()
        with self._lock:
            self.requests, self.fault, self.at, self.struck = [], fault, at, False
            self.holds, self._released = threading.Event(), threading.Event()

    def answer(self, handler: loopback.Handler) -> None:
        """Pass a request on, or not."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        with self._lock:
            self.requests.append(f"{handler.command} {handler.path.split('?')[0]}")
            if isinstance(self.at, str):
                self.at = len(self.requests) if self.at in self.requests[-1] else self.at
            met = isinstance(self.at, int) and 0 < self.at <= len(self.requests)
            fault = self.fault if met and (self.fault in LASTING or len(self.requests) == self.at) else ""
            self.struck = self.struck or bool(fault)
            holds, released = self.holds, self._released
        if fault == REFUSED:
            handler.close_connection = True
            return
        if fault in ANSWERED:
            status, headers, content = ANSWERED[fault], [("Retry-After", "0")], b'{"error": "fault of the test"}'
        else:
            status, headers, content = self._ask(handler, body)
        if fault == "late":
            time.sleep(self.late)
        if fault == "held":
            holds.set()
            released.wait(60)
        if fault in CARRIED_OUT:
            handler.close_connection = True
            return
        handler.send_response(status)
        for name, value in headers:
            if name.lower() not in HOP:
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def _ask(self, handler, body: bytes):
        connection = http.client.HTTPConnection(self.upstream.hostname, self.upstream.port, timeout=60)
        try:
            headers = {name: value for name, value in handler.headers.items() if name.lower() not in HOP}
            connection.request(handler.command, handler.path, body or None, {**headers, "Host": self.upstream.netloc})
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()
