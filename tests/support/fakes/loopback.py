# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of a test on loopback: a handler of `http.server`, for as long as the test wants it."""

import contextlib
import http.server
import ssl
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    """The base of each handler: prints nothing."""

    def log_message(self, *_arguments):
        """Quiet."""

    def reply(self, status, body=b"", **headers):
        """A whole answer; `Content_Type="text/html"` is a header."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class AnyMethod(Handler):
    """The base of a handler that answers every method in one way: by `handle_any`."""

    def do_GET(self):
        self.handle_any()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_CONNECT = do_GET


class Server(http.server.ThreadingHTTPServer):
    """Takes many connections at once, and waits for none of them at its end; `url` is its address."""

    request_queue_size = 128
    daemon_threads = True
    block_on_close = False

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


@contextlib.contextmanager
def serving(handler, certificate=None):
    """The server of a handler class, until the block ends; with a `certificate` (its files) it speaks TLS."""
    with Server(("127.0.0.1", 0), handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate.certificate, certificate.key)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


class Answering:
    """`start(answer)` serves a function of the handler, and gives the URL; `asked` are method, path and headers."""

    def __init__(self, stack):
        self._stack, self.asked = stack, []

    def __call__(self, answer, certificate=None):
        asked = self.asked

        class Answer(AnyMethod):
            def handle_any(self):
                asked.append((self.command, self.path, dict(self.headers)))
                with contextlib.suppress(OSError):
                    answer(self)

        port = self._stack.enter_context(serving(Answer, certificate)).server_port
        return f"{'https' if certificate else 'http'}://localhost:{port}"


@contextlib.contextmanager
def answering():
    """A starter of servers, which all end with the block."""
    with contextlib.ExitStack() as stack:
        yield Answering(stack)
