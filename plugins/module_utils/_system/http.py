# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP with limits of time, size and redirects and with verified TLS; an error holds nothing of the request's body."""

import http.client
import re
import socket
import ssl
import threading
import time
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from ansible_collections.openmetadata.sso.plugins.module_utils._system import kernel_threads, proxy, tls

LIMIT = 1 << 20
HOPS = 5
#: What a proxy answers that wants a name and a password; no server behind it does.
PROXY_AUTHENTICATION = 407
AGENT = "openmetadata.sso"
FORM = "application/x-www-form-urlencoded"

#: What went wrong, by the code of OpenSSL's certificate verification (X509_V_ERR_*).
VERIFY = {
    9: "not_yet_valid",
    10: "expired",
    18: "unknown_ca",
    19: "unknown_ca",
    20: "unknown_ca",
    21: "unknown_ca",
    62: "wrong_host",
    64: "wrong_host",
}


class HttpError(Exception):
    """No answer. ``kind`` is for programs, ``text`` for people."""

    def __init__(self, kind, text):
        super().__init__(text)
        self.kind = kind
        self.text = text


class Answer:
    """One answer: ``url`` is the one that gave it, ``headers`` {lower-case name: text}, ``body`` bytes.

    ``seconds_apart`` is how far the other clock is ahead (negative: behind), or ``None``; ``certificate_ends`` when the
    server's certificate ends (seconds since 1970), or ``None`` without TLS.
    """

    def __init__(self, url, status, headers, body, seconds_apart, certificate_ends=None):
        self.url = url
        self.status = status
        self.headers = headers
        self.body = body
        self.seconds_apart = seconds_apart
        self.certificate_ends = certificate_ends

    @property
    def location(self):
        """Target of a redirect that was not followed, absolute, or the empty string."""
        where = self.headers.get("location", "")
        return urljoin(self.url, where) if where and 300 <= self.status < 400 else ""

    @property
    def text(self):
        """The body as text."""
        return self.body.decode("utf-8", "replace")


class Client:
    """A client: its time limit in seconds a request, its trust, and whether it uses the environment's proxies.

    ``ca_file`` and ``ca_data`` are trusted besides the CAs of the system. An answer longer than ``LIMIT`` is an error,
    or with ``cut`` its beginning. ``requests`` and ``in_all`` limit the number and the seconds of all requests.
    """

    def __init__(self, timeout=10, ca_file=None, ca_data=None, proxies=True, cut=False, requests=None, in_all=None):
        self.timeout = timeout
        self._requests = requests
        self._end = None if in_all is None else time.monotonic() + in_all
        self._own_trust = tls.context(ca_file, ca_data) if ca_file or ca_data else None
        self._proxies = proxies
        self._cut = cut

    def request(self, url, body=None, headers=None, method=None, follow=True, stop=()):
        """The ``Answer`` to a GET, or to a POST of ``body`` (bytes; of a form unless ``headers`` say otherwise).

        Redirects that stay on the same scheme, host and port are followed with their cookies, unless ``follow`` is
        false; ``stop`` are beginnings of URLs that are never requested. Raises ``HttpError``.
        """
        opened = []
        if not is_url(url):  # it may be from an answer
            raise HttpError("url", "not an http or https URL")

        def work():
            try:
                return self._follow(opened, url, body, headers or {}, method, follow, stop)
            except (OSError, ValueError, http.client.HTTPException) as error:
                raise network_error(error, url) from error

        left = self.timeout if self._end is None else min(self.timeout, self._end - time.monotonic())
        if left <= 0:
            raise HttpError("timeout", f"no time is left of {self.timeout} s")
        try:
            return with_deadline(left, work, lambda: _break_off(opened))
        except HttpError as error:
            via = self._proxy(url)
            if via is None:
                raise
            raise _by_proxy(error, via, url, left, opened) from error

    def _follow(self, opened, url, body, headers, method, follow, stop):
        cookies = {}
        for _hop in range(HOPS):
            answer = self._once(opened, url, body, dict(headers, **_cookie_header(cookies)), method)
            _keep_cookies(cookies, answer)
            there = answer.location
            if not (there and follow) or origin(there) != origin(url) or any(there.startswith(start) for start in stop):
                return answer
            url, body, method = there, None, None
        raise HttpError("redirects", f"more than {HOPS} redirects")

    def _once(self, opened, url, body, headers, method):
        if self._requests is not None:
            if self._requests < 1:
                raise HttpError("too_many", "no more requests are sent to this provider")
            self._requests -= 1
        via = self._proxy(url)
        connection, target, more = self._connect(url, via)
        headers = dict({"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": AGENT}, **dict(more, **headers))
        if body is not None:
            headers.setdefault("Content-Type", FORM)
        started = time.time()
        present = _Opened(connection)
        opened.append(present)
        try:
            try:
                connection.request(method or ("GET" if body is None else "POST"), target, body, headers)
            except (OSError, http.client.HTTPException) as error:
                failed = via and via.failed(error, url)
                raise (HttpError("proxy", failed) if failed else network_error(error, url)) from error
            present.connected = True
            certificate_ends = _certificate_ends(connection.sock)
            reply = connection.getresponse()
            ended = time.time()
            content = _read(reply, LIMIT if self._cut else LIMIT + 1, url)
        finally:
            connection.close()
        if reply.status == PROXY_AUTHENTICATION and via is not None:
            refused = OSError(f"Tunnel connection failed: {reply.status} {reply.reason}")
            raise HttpError("proxy", via.failed(refused, url))
        if len(content) > LIMIT:
            raise HttpError("too_large", f"more than {LIMIT} bytes")
        fields = {}
        for name, value in reply.getheaders():
            fields[name.lower()] = fields[name.lower()] + "\n" + value if name.lower() in fields else value
        apart = _apart(fields.get("date"), started, ended)
        return Answer(url, reply.status, fields, content, apart, certificate_ends)

    def _connect(self, url, via):
        """(connection, request target, headers for a proxy), through ``via`` where there is one."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise HttpError("url", "not an http or https URL")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        path = (parts.path or "/") + ("?" + parts.query if parts.query else "")
        if via is None:
            return self._direct(parts.scheme, parts.hostname, port), path, {}
        if parts.scheme == "http":
            return http.client.HTTPConnection(via.host, via.port, timeout=self.timeout), url, via.headers
        connection = http.client.HTTPSConnection(via.host, via.port, timeout=self.timeout, context=self._context())
        connection.set_tunnel(parts.hostname, port, headers=via.headers)
        return connection, path, {}

    def _proxy(self, url):
        """The environment's proxy for a URL; ``None`` without one."""
        try:
            return proxy.of(url) if self._proxies else None
        except proxy.Unusable as error:
            raise HttpError("proxy", str(error)) from None

    def _context(self):
        """Read for https only: reading the certificates of a host takes longer than a request."""
        return self._own_trust or tls.shared_context()

    def _direct(self, scheme, host, port):
        if scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=self.timeout, context=self._context())
        return http.client.HTTPConnection(host, port, timeout=self.timeout)


def with_deadline(seconds, work, break_off=None):
    """What ``work()`` returns. Raises ``HttpError`` after so many seconds, and what ``work`` raises.

    A thread, because a socket's own limit starts anew with every byte, and resolving a name has none at all.
    ``break_off()`` is called after the deadline, so that the thread ends soon.
    """
    outcome, threads = [], []

    def run():
        threads.append(kernel_threads.this())
        try:
            outcome.append((work(), None))
        except Exception as error:  # it is raised again by the caller's thread
            outcome.append((None, error))

    thread = threading.Thread(target=run)
    thread.daemon = True
    thread.start()
    thread.join(seconds)
    if not outcome:
        if break_off is not None:
            break_off()
        raise HttpError("timeout", f"no answer within {seconds:.3g} s")
    kernel_threads.wait_for_end(threads[0])  # this process may be forked next
    value, error = outcome[0]
    if error is not None:
        raise error
    return value


def _by_proxy(error, via, url, seconds, opened):
    """An error of a request through a proxy, which may be its cause."""
    if error.kind == "timeout" and opened and not opened[-1].connected:
        return HttpError("proxy", via.silent(seconds, url))
    if error.kind == "timeout" or error.kind.startswith("tls"):
        return HttpError(error.kind, f"{error.text} (through {via.name})")
    return error


class _Opened:
    """A connection of a request, and whether it has reached the server, if need be through a proxy."""

    def __init__(self, connection):
        self.connection = connection
        self.connected = False


def _break_off(opened):
    """Whoever reads from one of the connections, such as a head that never ends, reads its end."""
    for each in opened:
        connected = each.connection.sock
        if connected is None:  # closed, or not made yet
            continue
        try:
            connected.shutdown(socket.SHUT_RDWR)
        except OSError:  # closed already
            continue


def origin(url):
    """(scheme, host, port) of a URL."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def is_url(text):
    """Whether something is an http or https URL that can be taken apart."""
    try:
        return isinstance(text, str) and origin(text)[0] in ("http", "https") and bool(origin(text)[1])
    except ValueError:
        return False


def is_loopback(url):
    """Whether a URL is on this machine's loopback, where nothing leaves it."""
    return urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")


def network_error(error, url):
    """An exception of the network as an ``HttpError`` in words, without the request's content."""
    host = urlsplit(url).hostname or url
    if isinstance(error, socket.gaierror):
        return HttpError("dns", f"the name {host} is not known here")
    if isinstance(error, ssl.SSLError):
        code = getattr(error, "verify_code", None)
        if code is not None or "CERTIFICATE_VERIFY_FAILED" in str(error):
            said = getattr(error, "verify_message", "") or "certificate verify failed"
            kind = VERIFY.get(code, "unknown_ca")
            if kind in ("not_yet_valid", "expired"):  # a host without a clock of its own starts in 1970
                said += time.strftime("; the clock here says %Y-%m-%d %H:%M UTC", time.gmtime())
            return HttpError("tls_" + kind, f"the certificate of {host} is not trusted here: {said}")
        return HttpError(
            "tls",
            "no TLS with {}: {}".format(host, re.sub(r"[\[(].*?[\])] ?", "", str(error)).strip() or error.reason),
        )
    if isinstance(error, socket.timeout):
        return HttpError("timeout", f"no answer from {host} in time")
    if isinstance(error, http.client.RemoteDisconnected):
        return HttpError("network", f"{host} closed the connection without an answer")
    if isinstance(error, ConnectionRefusedError):
        return HttpError("refused", f"{host} refuses the connection")
    if isinstance(error, OSError):
        return HttpError("network", f"{host}: {error.strerror or type(error).__name__}")
    return HttpError("protocol", f"{host} does not speak HTTP as it should ({type(error).__name__})")


def _read(reply, most, url):
    """Up to ``most`` bytes of a body. http.client takes one that ends before its Content-Length for whole."""
    try:
        content = reply.read(most)
        if not reply.length or len(content) == most:
            return content
    except http.client.IncompleteRead:
        pass  # chunks, which it does notice
    host = urlsplit(url).hostname
    raise HttpError("network", f"{host} did not send its whole answer (HTTP {reply.status})")


def _certificate_ends(connected):
    """When the certificate of the other side ends; through a proxy it is that of the server behind it."""
    found = connected.getpeercert() if isinstance(connected, ssl.SSLSocket) else None
    return ssl.cert_time_to_seconds(found["notAfter"]) if found else None


def _apart(date, started, ended):
    """How far the other clock is ahead, or ``None`` without a Date; the header has whole seconds."""
    try:
        return round(parsedate_to_datetime(date).timestamp() + 0.5 - (started + ended) / 2, 1)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _keep_cookies(cookies, answer):
    for line in answer.headers.get("set-cookie", "").split("\n"):
        name, equals, value = line.split(";", 1)[0].partition("=")
        if equals:
            cookies[name.strip()] = value.strip()


def _cookie_header(cookies):
    return {"Cookie": "; ".join("{}={}".format(*pair) for pair in cookies.items())} if cookies else {}
