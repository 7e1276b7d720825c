# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP in and out; what is answered is decided by route functions from Request to Response."""

import json
import re
import socketserver
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Tuple
from urllib.parse import parse_qsl, urlsplit


class Request(NamedTuple):
    """One call."""

    method: str
    path: str
    query: Dict[str, str]
    headers: Any
    body: bytes
    match: Tuple[str, ...]

    def json(self) -> Any:
        """The body; raises HttpError 400 when it is not JSON."""
        try:
            return json.loads(self.body.decode("utf-8"))
        except ValueError as error:
            raise HttpError(400, "Unable to process JSON: %s" % error) from error


class Response(NamedTuple):
    """An answer; a body that is not text is sent as JSON.

    Headers go beside those that every answer has, Content-Type in its place.
    """

    status: int
    body: Any = None
    headers: Mapping[str, str] = MappingProxyType({})


class HttpError(Exception):
    """An answer that is not the wanted one, in OpenMetadata's form {code, message}."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.response = Response(status, {"code": status, "message": message})


Route = Tuple[str, str, Callable[[Request], Response]]


def dispatch(routes: List[Route], method: str, target: str, headers: Any, body: bytes) -> Response:
    """The answer of the first route whose method and pattern fit; HEAD counts as GET."""
    parts = urlsplit(target)
    wanted = "GET" if method == "HEAD" else method
    other_method = False
    for route_method, pattern, function in routes:
        match = re.match(pattern + "$", parts.path)
        if match and route_method == wanted:
            request = Request(method, parts.path, dict(parse_qsl(parts.query)), headers, body, match.groups())
            try:
                return function(request)
            except HttpError as error:
                return error.response
        other_method = other_method or bool(match)
    if other_method:
        return Response(405, {"code": 405, "message": "HTTP 405 Method Not Allowed"})
    return Response(404, {"code": 404, "message": "HTTP 404 Not Found"})


class Server(ThreadingHTTPServer):
    """One port; `answer` is called as (method, target, headers, body)."""

    daemon_threads = True

    def __init__(self, host: str, port: int, answer: Callable[[str, str, Any, bytes], Response]):
        self.answer = answer
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Without the base class's look-up of the host's full name, which can hang on a host without DNS."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "OpenMetadataSimulator"
    timeout = 30

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        response = self.server.answer(self.command, self.path, self.headers, body)  # type: ignore[attr-defined]
        is_text = isinstance(response.body, str)
        content = b"" if response.body is None else (response.body if is_text else json.dumps(response.body)).encode()
        self.send_response(response.status)
        for name, value in {
            "Content-Type": "text/plain" if is_text else "application/json",
            **response.headers,
        }.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_PUT = do_POST = do_PATCH = do_DELETE = _serve

    def log_message(self, _format: str, *_arguments: Any) -> None:
        """No access log: nothing reads it."""
