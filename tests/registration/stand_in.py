# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An HTTP server on loopback that answers as a provider's API does, from a model of its documents."""

import json
import threading
from urllib.parse import parse_qs, unquote, urlsplit

from fakes import loopback


class Refused(Exception):
    """An answer that is an error: status, document and headers."""

    def __init__(self, status, document, **headers):
        super().__init__(status)
        self.status, self.document, self.headers = status, document, headers


class Request:
    """What was asked: method, segments of the path, query ({name: last value}), headers and document."""

    def __init__(self, method, target, headers, content):
        parts = urlsplit(target)
        self.method, self.path = method, [unquote(part) for part in parts.path.strip("/").split("/")]
        self.query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        self.headers, self.content = headers, content

    @property
    def document(self):
        return json.loads(self.content) if self.content else None


class StandIn:
    """A context manager. ``public`` is the URL in links of its answers: that of a proxy, where there is one."""

    def __init__(self):
        self._lock = threading.Lock()
        self.public = ""
        #: Every request that the API refused as malformed: a test that caused one has found a bug.
        self.malformed = []

    def __enter__(self):
        stand_in = self

        class Handler(loopback.AnyMethod):
            wbufsize = -1  # head and body in one segment

            def handle_any(self):
                content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                with stand_in._lock:
                    try:
                        status, document, headers = stand_in.answer(
                            Request(self.command, self.path, self.headers, content)
                        )
                    except Refused as refused:
                        status, document, headers = refused.status, refused.document, refused.headers
                        if status == 400:
                            stand_in.malformed.append((self.command, self.path, document))
                body = b"" if document is None else json.dumps(document).encode()
                self.reply(status, body, **headers, Content_Type="application/json")

        self._serving = loopback.serving(Handler)
        self.url = self.public = self._serving.__enter__().url
        return self

    def __exit__(self, *exception):
        self._serving.__exit__(*exception)

    def answer(self, request):
        """(status, document or None, headers), or ``Refused``."""
        raise NotImplementedError
