# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A minimal LDAPv3 client (RFC 4511): simple bind and search over a socket, with TLS from the first byte or without."""

import contextlib
import socket
import ssl
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core import quoted
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import ber
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import LIMIT, HttpError, network_error

SUCCESS, SIZE_LIMIT, NO_SUCH_OBJECT, INVALID_DN, INVALID_CREDENTIALS = 0, 4, 32, 34, 49
BASE, SUBTREE = 0, 2
BIND, BOUND, UNBIND, SEARCH, ENTRY, DONE, REFERENCE = 0x60, 0x61, 0x42, 0x63, 0x64, 0x65, 0x73
#: The addresses of other directories in a result (RFC 4511, 4.1.10).
REFERRED = 0xA3
#: What a server may send besides: that it ends the connection, and progress (RFC 4511, 4.4 and 4.13).
NOTICE, INTERMEDIATE = 0x78, 0x79


def equal(attribute, value):
    """(attribute=value), whatever is in the value."""
    return ber.pack(0xA3, ber.text(attribute), ber.text(value))


def present(attribute):
    """Make the filter (attribute=*)."""
    return ber.text(attribute, 0x87)


def both(*filters):
    """Make the filter (&(...)(...))."""
    return ber.pack(0xA0, *filters)


def either(*filters):
    """Make the filter (|(...)(...))."""
    return ber.pack(0xA1, *filters)


def neither(condition):
    """Make the filter (!(...))."""
    return ber.pack(0xA2, condition)


def matching(attribute, rule, value):
    """Make the filter (attribute:rule:=value), with a matching rule by its number."""
    return ber.pack(0xA9, ber.text(rule, 0x81), ber.text(attribute, 0x82), ber.text(value, 0x83))


class Result:
    """``code`` as in RFC 4511, the server's words, and the entries as (DN, {attribute: [texts]})."""

    def __init__(self, code, words, entries=()):
        self.code = code
        self.words = words
        self.entries = list(entries)

    def outcome(self):
        """Result code, the server's words, and how many entries came: {code, words, count}."""
        return {"code": self.code, "words": self.words[:300], "count": len(self.entries)}

    @property
    def names_entries(self):
        """Whether entries came, all or as many as were wanted."""
        return self.code in (SUCCESS, SIZE_LIMIT) and bool(self.entries)


#: Results that say that there is no entry of that name here; the last is a referral to another directory.
NOT_HERE = (NO_SUCH_OBJECT, INVALID_DN, 10)


class Client:
    """One connection, which ends after ``timeout`` seconds whatever the server sends meanwhile.

    ``requests`` counts what was asked. Raises ``HttpError``; nothing that was sent is in it.
    """

    def __init__(self, host, port, context=None, timeout=10):
        self.host = host
        self.requests = 0
        self._read = b""
        self._limit = timeout
        self._ends = time.monotonic() + timeout
        try:
            self._socket = socket.create_connection((host, port), timeout)
            if context is not None:
                self._socket = context.wrap_socket(self._socket, server_hostname=host)
        except (OSError, ValueError) as error:
            raise network_error(error, f"ldap://{host}") from None

    def certificate(self):
        """The server's certificate as DER, or ``None`` without TLS."""
        return self._socket.getpeercert(True) if isinstance(self._socket, ssl.SSLSocket) else None

    def bind(self, name, password):
        """Simple bind; the directory's words are without the password, which they may quote."""
        bound = self._ask(ber.pack(BIND, ber.integer(3), ber.text(name), ber.text(password, 0x80)), BOUND)
        bound.words = quoted.without(bound.words, [password])
        return bound

    def search(self, base, scope, condition, attributes, limit=0, names_only=False):
        """Entries under ``base``, at most ``limit`` when it is not 0; the names of attributes without their values."""
        wanted = ber.pack(ber.SEQUENCE, *[ber.text(name) for name in attributes])
        limits = [
            ber.integer(scope, ber.ENUMERATED),
            ber.integer(0, ber.ENUMERATED),
            ber.integer(limit),
            ber.integer(10),
            b"\x01\x01\xff" if names_only else b"\x01\x01\x00",
        ]
        return self._ask(ber.pack(SEARCH, ber.text(base), *(limits + [condition, wanted])), DONE)

    def base_of(self, base, found):
        """What is known of ``base`` after a search below it ``found`` nothing: its entry, or why there is none.

        A directory that refused the search may end the connection then: the refusal counts.
        """
        if found.code in NOT_HERE:
            return found
        try:
            return self.search(base, BASE, present("objectClass"), ["1.1"])
        except HttpError:
            if found.code:
                return found
            raise

    def close(self):
        """Unbind, and close the connection."""
        with contextlib.suppress(OSError):  # The connection may be closed already.
            self._socket.sendall(ber.pack(ber.SEQUENCE, ber.integer(self.requests + 1), bytes([UNBIND, 0])))
        self._socket.close()

    def _ask(self, operation, last):
        self.requests += 1
        entries, size = [], 0
        try:
            self._wait()
            self._socket.sendall(ber.pack(ber.SEQUENCE, ber.integer(self.requests), operation))
            while True:
                message = self._message()
                size += len(message)
                if size > LIMIT:
                    raise HttpError("too_large", f"{self.host} sends more than {LIMIT} bytes for one request")
                (_tag, number), (tag, content) = ber.elements(message)[:2]
                if tag == NOTICE:
                    notice = _result(content, [])
                    raise HttpError("network", f"{self.host} ends the connection with result {notice.code}")
                if int.from_bytes(number, "big") != self.requests:
                    continue
                if tag == last:
                    return _result(content, entries)
                if tag == ENTRY:
                    entries.append(_entry(content))
                elif tag not in (REFERENCE, INTERMEDIATE):
                    raise ber.Malformed("an answer that was not asked for")
        except OSError as error:
            raise network_error(error, f"ldap://{self.host}") from None
        except (ValueError, IndexError):
            raise HttpError("protocol", f"{self.host} does not speak LDAP as it should") from None

    def _wait(self):
        """Let the next step take the rest of the time, and no more: a socket's own limit starts anew with each byte."""
        rest = self._ends - time.monotonic()
        if rest <= 0:
            raise HttpError("timeout", f"no answer within {self._limit} s")
        self._socket.settimeout(rest)

    def _message(self):
        """The content of the next message."""
        while True:
            head = ber.header(self._read)
            if head is not None and head[0] != ber.SEQUENCE:
                raise ber.Malformed("not a message")
            if head is not None and head[2] > LIMIT:
                raise HttpError("too_large", f"{self.host} sends more than {LIMIT} bytes for one request")
            if head is not None and head[2] <= len(self._read):
                content, self._read = self._read[head[1] : head[2]], self._read[head[2] :]
                return content
            self._wait()
            more = self._socket.recv(65536)
            if not more:
                raise HttpError("network", f"{self.host} hangs up")
            self._read += more


def _result(content, entries):
    parts = ber.elements(content)
    if len(parts[0][1]) > 4:  # a number that no JSON library writes
        raise ber.Malformed("a result code that is too large")
    words = [parts[2][1].decode("utf-8", "replace")]
    if len(parts) > 3 and parts[3][0] == REFERRED:
        words += [address.decode("utf-8", "replace") for _tag, address in ber.elements(parts[3][1])]
    return Result(int.from_bytes(parts[0][1], "big"), " ".join(filter(None, words)), entries)


def _entry(content):
    (_tag, name), (_tag2, attributes) = ber.elements(content)
    found = {}
    for _tag3, attribute in ber.elements(attributes):
        (_tag4, kind), (_tag5, values) = ber.elements(attribute)
        found[kind.decode("utf-8", "replace")] = [
            value.decode("utf-8", "replace") for _tag6, value in ber.elements(values)
        ]
    return name.decode("utf-8", "replace"), found
