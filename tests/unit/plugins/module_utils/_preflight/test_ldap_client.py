# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever answers at the port of a directory: the conversation ends in time, with an error in words."""

import contextlib
import itertools
import socket
import threading
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import ber
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.ldap_client import (
    BASE,
    Client,
    both,
    either,
    equal,
    matching,
    neither,
    present,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import HttpError

TIMEOUT = 1


def message(number, tag, *parts):
    """One message of a server."""
    return ber.pack(ber.SEQUENCE, ber.integer(number), ber.pack(tag, *parts))


def result(number, tag, code=0, words="", *more):
    """The last message of an answer."""
    return message(number, tag, ber.integer(code, ber.ENUMERATED), ber.text(""), ber.text(words), *more)


def entry(number, name="cn=a"):
    """One entry without attributes."""
    return message(number, 0x64, ber.text(name), ber.pack(ber.SEQUENCE))


@pytest.fixture
def serve():
    """`serve(chunks, pause)` sends them to whoever connects and asks; it returns the port."""
    with contextlib.ExitStack() as stack:
        ended = threading.Event()
        stack.callback(ended.set)

        def start(chunks, pause=0.0):
            listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

            def send():
                with contextlib.suppress(OSError):
                    connection, _address = listener.accept()
                    with connection:
                        connection.recv(1000)
                        for chunk in chunks:
                            connection.sendall(chunk)
                            if ended.wait(pause):
                                return

            threading.Thread(target=send, daemon=True).start()
            return listener.getsockname()[1]

        yield start


def bound(port, timeout=TIMEOUT):
    """What a bind gives."""
    client = Client("127.0.0.1", port, timeout=timeout)
    try:
        return client.bind("cn=om", "secret")
    finally:
        client.close()


@pytest.mark.parametrize(
    ("chunks", "kind"),
    [
        ([], "network"),
        ([b"HTTP/1.1 400 Bad Request\r\n\r\n"], "protocol"),
        ([b"\x30\x84\x7f\xff\xff\xff"], "too_large"),
        ([b"\x30\x84\xff\xff\xff\xff"], "too_large"),
        ([b"\x30\x85\x01\x00\x00\x00\x00"], "protocol"),
        ([b"\x30\x80\x00\x00"], "protocol"),
        ([b"\x30\x00"], "protocol"),
        ([b"\x30\x03\x02\x01\x01"], "protocol"),
        ([message(1, 0x61, ber.integer(0, ber.ENUMERATED))], "protocol"),
        ([message(1, 0x61)], "protocol"),
        ([result(1, 0x61, code=1 << 65535)], "protocol"),
        ([message(1, 0x77, ber.text("?"))], "protocol"),
        ([result(0, 0x78, 52, "shutting down")], "network"),
        ([b"\x30\x82\x07\xd0" + b"\x30\x80" * 1000], "protocol"),
        ([b"\x00" * 100], "protocol"),
        ([b"x" * 4096] * 3, "protocol"),
    ],
)
def test_what_does_not_speak_ldap_is_told(serve, chunks, kind):
    with pytest.raises(HttpError) as caught:
        bound(serve(chunks))
    assert caught.value.kind == kind
    assert "secret" not in caught.value.text and "HTTP" not in caught.value.text


def endless_entries():
    return itertools.repeat(entry(1) * 50)


@pytest.mark.parametrize(
    ("chunks", "pause", "kinds"),
    [
        (lambda: (bytes([byte]) for byte in result(1, 0x61, 0, "x" * 100)), 0.3, ("timeout",)),
        (lambda: itertools.repeat(message(7, 0x61)), 0.05, ("timeout",)),
        (lambda: itertools.repeat(message(7, 0x61) * 200), 0.0, ("too_large", "timeout")),
        (endless_entries, 0.0, ("too_large", "timeout")),
        (lambda: [b""], 30, ("timeout",)),
    ],
    ids=["a byte at a time", "answers to others", "many answers to others", "endless entries", "silence"],
)
def test_the_whole_conversation_has_one_limit_of_time(serve, chunks, pause, kinds):
    port = serve(chunks(), pause)
    begin = time.monotonic()
    with pytest.raises(HttpError) as caught:
        bound(port)
    assert caught.value.kind in kinds
    assert time.monotonic() - begin < TIMEOUT + 5  # of a busy machine; without a limit it would be half a minute


def test_an_answer_in_pieces_is_read(serve):
    answer = result(1, 0x61, 49, "no\0pe")
    found = bound(serve([answer[:1], answer[1:5], answer[5:]], 0.01), timeout=10)
    assert (found.code, found.words, found.entries) == (49, "no\0pe", [])
    assert found.outcome() == {"code": 49, "words": "no\0pe", "count": 0}


def test_what_is_not_asked_for_but_allowed_is_passed_over(serve):
    parts = [
        message(1, 0x73, ber.text("ldap://other")),
        entry(9),
        entry(1, "cn=é"),
        message(1, 0x79),
        result(1, 0x65, 4),
    ]
    client = Client("127.0.0.1", serve([b"".join(parts)]), timeout=10)
    found = client.search("dc=acme", BASE, present("objectClass"), ["1.1"], 1, names_only=True)
    assert (found.code, found.entries, client.requests) == (4, [("cn=é", {})], 1)
    assert found.names_entries
    client.close()


def test_a_referral_is_told_with_the_directories_that_it_names(serve):
    others = ber.pack(0xA3, ber.text("ldap://a.acme.io/dc=a"), ber.text("ldap://b.acme.io"))
    found = bound(serve([result(1, 0x61, 10, "RefErr", others)]), timeout=10)
    assert found.outcome() == {"code": 10, "words": "RefErr ldap://a.acme.io/dc=a ldap://b.acme.io", "count": 0}


@pytest.mark.parametrize("cut", [1, 3, 7, 20])
def test_an_end_in_the_middle_of_an_answer_is_told_at_once(serve, cut):
    begin = time.monotonic()
    with pytest.raises(HttpError) as caught:
        bound(serve([result(1, 0x61, 0, "x" * 100)[:cut]]), timeout=30)
    assert (caught.value.kind, caught.value.text) == ("network", "127.0.0.1 hangs up")
    assert time.monotonic() - begin < 20


def test_ten_thousand_entries_that_nobody_asked_for_are_cut_off_with_the_reason(serve):
    port = serve([entry(1, f"cn={number:0150}") * 100 for number in range(100)])
    client = Client("127.0.0.1", port, timeout=30)
    with pytest.raises(HttpError) as caught:
        client.search("dc=acme", BASE, present("objectClass"), ["1.1"], 1)
    assert caught.value.text.startswith("127.0.0.1 sends more than 1048576 bytes for one request")


def test_filters_are_written_as_the_standard_says():
    a, b = equal("a", "x"), present("b")
    assert a == b"\xa3\x06\x04\x01a\x04\x01x" and b == b"\x87\x01b"
    assert both(a, b) == b"\xa0\x0b" + a + b and either(a, b) == b"\xa1\x0b" + a + b and neither(b) == b"\xa2\x03" + b
    assert matching("m", "1.2", "v") == b"\xa9\x0b\x81\x031.2\x82\x01m\x83\x01v"


def test_the_directorys_words_are_without_the_password(serve):
    refused = bound(serve([result(1, 0x61, 49, "data 52e: secret is wrong for cn=om")]))
    assert (refused.code, refused.words) == (49, "data 52e: *** is wrong for cn=om")
