# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits of HTTP: time as a whole, size, redirects, TLS, and nothing of what was sent in an error."""

import socket
import threading
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import x509
from ansible_collections.openmetadata.sso.plugins.module_utils._system import http as subject
from fakes import loopback
from lab import certificates
from lab.time_limits import AT_ONCE, at_once


@pytest.fixture
def serve():
    """`serve(answer)` starts a server on loopback; it returns the URL, and keeps what was asked in `serve.asked`."""
    with loopback.answering() as start:
        yield start


def drip(handler):
    """A byte now and then: each is quick enough, all together are not."""
    handler.send_response(200)
    handler.end_headers()
    for _number in range(600):
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.1)


def refused(url, **more):
    with pytest.raises(subject.HttpError) as caught:
        subject.Client(**{"timeout": 5, **more}).request(url)
    return caught.value


def test_an_answer_has_its_clock(serve):
    answer = subject.Client().request(serve(lambda handler: handler.reply(200, b"yes")) + "/a?b=c")
    assert (answer.status, answer.text) == (200, "yes")
    assert abs(answer.seconds_apart) < AT_ONCE


@pytest.mark.parametrize(
    "date", ["Mon, 01 Jan 2001 00:00:00 +99999999999999999999", "Mon, 01 Jan 2001 00:00:00 +9999", "x", "\u00b2"]
)
def test_a_time_in_another_form_tells_nothing_of_the_clock(date):
    assert subject._apart(date, 0, 0) is None


def test_dripping_ends_with_the_time_limit(serve):
    with at_once():
        assert refused(serve(drip), timeout=1).kind == "timeout"


@pytest.mark.parametrize(
    "line", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: y\r\n"], ids=["100", "head"]
)
def test_a_head_without_end_ends_with_the_time_limit_and_so_does_its_connection(serve, line):
    ended = threading.Event()

    def begin(handler):
        handler.wfile.write(line)
        for _number in range(1200):
            try:
                handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" if b"100" in line else b"X")
                handler.wfile.flush()
            except OSError:
                ended.set()
                return
            time.sleep(0.05)

    with at_once():
        assert refused(serve(begin), timeout=1).kind == "timeout"
    assert ended.wait(AT_ONCE), "the connection is closed, so that nothing reads on"


def test_silence_ends_with_the_time_limit(serve):
    assert refused(serve(lambda handler: time.sleep(3)), timeout=1).kind == "timeout"


@pytest.mark.parametrize(("size", "kind"), [(subject.LIMIT, None), (subject.LIMIT + 1, "too_large")])
def test_an_answer_has_at_most_a_mebibyte(serve, size, kind):
    url = serve(lambda handler: handler.reply(200, b"." * size))
    if kind:
        assert refused(url).kind == kind
    else:
        assert len(subject.Client().request(url).body) == size


@pytest.mark.parametrize("cut", [True, False])
def test_an_answer_that_ends_before_its_length_is_not_taken_for_whole(serve, cut):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b'{"provider": "basic"}')

    error = refused(serve(answer), cut=cut)
    assert (error.kind, error.text) == ("network", "localhost did not send its whole answer (HTTP 200)")


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_that_has_no_body_is_whole_whatever_its_length_says(serve, status):
    def answer(handler):
        handler.send_response(status)
        handler.send_header("Content-Length", "100")
        handler.end_headers()

    found = subject.Client().request(serve(answer))
    assert (found.status, found.body) == (status, b"")


def test_redirects_are_followed_on_the_same_host_with_cookies(serve):
    def answer(handler):
        if handler.path == "/":
            handler.reply(302, Location="/next", Set_Cookie="session=1; Path=/; HttpOnly")
        else:
            handler.reply(200, handler.headers.get("Cookie", "none").encode())

    found = subject.Client().request(serve(answer) + "/")
    assert found.text == "session=1"
    assert found.url.endswith("/next")


def test_a_redirect_to_another_host_is_not_followed(serve):
    other = serve(lambda handler: handler.reply(200))
    there = other.replace("localhost", "127.0.0.1") + "/there"
    found = subject.Client().request(serve(lambda handler: handler.reply(302, Location=there)) + "/here")
    assert (found.status, found.location) == (302, there)
    assert [path for _command, path, _headers in serve.asked] == ["/here"]


def test_a_redirect_to_where_we_must_not_go_is_not_followed(serve):
    url = serve(lambda handler: handler.reply(302, Location="/callback?error=x"))
    assert subject.Client().request(url + "/", stop=(url + "/callback",)).location == url + "/callback?error=x"


def test_a_circle_of_redirects_ends(serve):
    assert refused(serve(lambda handler: handler.reply(302, Location="/again"))).kind == "redirects"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://localhost/",
        "http://user:password@localhost/",
        "https:///path",
        "localhost",
        "http://[::1",
        "http://localhost:99999/",
        None,
    ],
)
def test_only_a_web_address_is_asked(url):
    error = refused(url)
    assert error.kind == "url"
    assert "password" not in error.text


def test_a_closed_port_and_an_unknown_name_are_told_apart():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    assert refused(f"http://localhost:{port}/").kind == "refused"
    assert refused("http://no-such-host.invalid/").kind == "dns"


def test_what_speaks_no_http_is_told(serve):
    listener = socket.create_server(("127.0.0.1", 0))

    def babble():
        connection, _address = listener.accept()
        with connection:
            connection.sendall(b"220 mail.acme.io ESMTP\r\n")

    threading.Thread(target=babble, daemon=True).start()
    with listener:
        assert refused(f"http://localhost:{listener.getsockname()[1]}/").kind == "protocol"


def test_a_form_is_in_no_error(serve):
    with pytest.raises(subject.HttpError) as caught:
        subject.Client(timeout=1).request(
            serve(lambda handler: time.sleep(2)), b"client_secret=hush", {"Authorization": "Basic hush"}
        )
    assert "hush" not in str(caught.value) + repr(caught.value)


def test_an_own_ca_is_trusted_only_when_it_is_named(tmp_path):
    ca = certificates.authority(tmp_path)
    pair = certificates.signed(tmp_path, "server", ca)
    with loopback.answering() as start:
        url = start(lambda handler: handler.reply(404), pair)
        assert refused(url).kind == "tls_unknown_ca"
        assert subject.Client(ca_data=ca.certificate.read_text()).request(url).status == 404


@pytest.mark.parametrize(("kind", "days"), [("not_yet_valid", (5, 30)), ("expired", (-30, -5))])
def test_a_certificate_of_another_time_is_told_with_the_clock_that_counts(tmp_path, kind, days):
    """On a host that begins in 1970 at each boot, every certificate belongs to the future."""
    ca = certificates.authority(tmp_path)
    pair = certificates.signed(tmp_path, "server", ca, starts=days[0], ends=days[1])
    with loopback.answering() as start, pytest.raises(subject.HttpError) as error:
        subject.Client(ca_data=ca.certificate.read_text()).request(start(lambda handler: handler.reply(200), pair))
    assert error.value.kind == "tls_" + kind
    assert f"; the clock here says {time.strftime('%Y-')}" in error.value.text


def test_an_answer_over_tls_says_when_the_certificate_ends(tmp_path, serve):
    ca = certificates.authority(tmp_path)
    pair = certificates.signed(tmp_path, "server", ca, ends=3)
    with loopback.answering() as start:
        url = start(lambda handler: handler.reply(200), pair)
        ends = subject.Client(ca_data=ca.certificate.read_text()).request(url).certificate_ends
    assert ends == x509.facts(x509.from_text(pair.certificate.read_text()))["ends"]
    assert subject.Client().request(serve(lambda handler: handler.reply(200))).certificate_ends is None


def test_the_environments_proxy_is_used(serve, monkeypatch):
    proxy = serve(lambda handler: handler.reply(200, b"by the proxy"))
    monkeypatch.setenv("http_proxy", proxy.replace("http://", "http://user:p%40ss@"))
    monkeypatch.setenv("no_proxy", "localhost")
    assert subject.Client().request("http://idp.acme.io/.well-known/x").text == "by the proxy"
    ((command, path, headers),) = serve.asked
    assert (command, path) == ("GET", "http://idp.acme.io/.well-known/x")
    assert headers["Proxy-Authorization"] == "Basic dXNlcjpwQHNz"


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("status", [407, 403])
def test_a_proxy_that_refuses_is_named_and_its_password_is_not(serve, monkeypatch, scheme, status):
    proxy = serve(lambda handler: handler.reply(status))
    monkeypatch.setenv(f"{scheme}_proxy", proxy.replace("http://", "http://user:p%40ss@"))
    monkeypatch.setenv("no_proxy", "")
    if (scheme, status) == ("http", 403):
        assert subject.Client().request("http://idp.acme.io/x").status == 403, "the server may have answered it"
        return
    with pytest.raises(subject.HttpError) as error:
        subject.Client().request(f"{scheme}://idp.acme.io/x")
    port = proxy.rpartition(":")[2]
    assert error.value.kind == "proxy"
    assert str(error.value).startswith(f"the proxy localhost:{port} refuses to connect to idp.acme.io: {status} ")
    assert f"Correct {scheme}_proxy, or add idp.acme.io to no_proxy" in str(error.value)
    assert "user" not in str(error.value) and "p@ss" not in str(error.value)


@pytest.mark.parametrize(
    ("proxy", "reason"),
    [
        ("http://127.0.0.1:1", "the proxy 127.0.0.1:1 refuses the connection"),
        ("proxy.invalid:3128", "the name of the proxy proxy.invalid:3128 is not known on this machine"),
    ],
)
def test_a_proxy_that_is_not_there_is_named(monkeypatch, proxy, reason):
    monkeypatch.setenv("https_proxy", proxy)
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(subject.HttpError) as error:
        subject.Client().request("https://idp.acme.io/x")
    assert str(error.value).startswith(reason)


def test_without_proxies_the_server_itself_is_asked(serve, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    url = serve(lambda handler: handler.reply(200, b"itself"))
    assert subject.Client(proxies=False).request(url).text == "itself"


def test_an_answer_that_is_too_long_is_cut_where_that_is_asked_for(serve):
    url = serve(lambda handler: handler.reply(200, b"." * (subject.LIMIT + 1)))
    assert len(subject.Client(cut=True).request(url).body) == subject.LIMIT


def test_a_method_and_a_content_type_are_sent_as_they_are_given(serve):
    url = serve(lambda handler: handler.reply(200, handler.headers["Content-Type"].encode()))
    headers = {"Content-Type": "application/json"}
    assert subject.Client().request(url, b"{}", headers).text == "application/json"
    assert subject.Client().request(url, b"a=b").text == subject.FORM
    assert [command for command, _path, _headers in serve.asked] == ["POST", "POST"]


def test_a_redirect_is_an_answer_where_it_is_not_to_be_followed(serve):
    url = serve(lambda handler: handler.reply(302, Location="/next"))
    found = subject.Client().request(url + "/here", follow=False)
    assert (found.status, found.location) == (302, url + "/next")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://idp/keys", True),
        ("http://idp:8080", True),
        ("ftp://idp", False),
        ("http://[", False),
        ("https://idp:port/", False),
        (None, False),
    ],
)
def test_a_url_can_be_taken_apart(url, expected):
    assert subject.is_url(url) is expected


@pytest.mark.parametrize(
    ("url", "expected"), [("http://localhost:1", True), ("http://[::1]/", True), ("http://idp/", False)]
)
def test_loopback_is_this_machine(url, expected):
    assert subject.is_loopback(url) is expected
