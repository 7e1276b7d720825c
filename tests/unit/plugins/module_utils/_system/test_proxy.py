# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proxies of the environment: every form of their variables, and the true cause where one cannot be used."""

import socket
import threading
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._system import http, proxy
from fakes import loopback

PASSWORD = "p4ss-of-the-proxy"
URL = "https://idp.acme.io/x"


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """No proxy of the machine that the tests run on."""
    for name in ("http_proxy", "https_proxy", "no_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def listening():
    """`listening(work)` answers one connection after the other with `work(connection)`; it returns the port."""
    servers = []

    def start(work):
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def serve():
            while True:
                try:
                    connection, _address = server.accept()
                except OSError:
                    return
                threading.Thread(target=work, args=(connection,), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        return server.getsockname()[1]

    yield start
    for server in servers:
        server.close()


def refused(url=URL, timeout=2):
    began = time.monotonic()
    with pytest.raises(http.HttpError) as error:
        http.Client(timeout=timeout).request(url)
    assert time.monotonic() - began < timeout + 2
    assert PASSWORD not in error.value.text and "user" not in error.value.text
    return error.value


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("http://proxy.acme.io:3128", ("proxy.acme.io", 3128)),
        ("proxy.acme.io:3128", ("proxy.acme.io", 3128)),
        ("//proxy.acme.io:3128/", ("proxy.acme.io", 3128)),
        ("http://proxy.acme.io", ("proxy.acme.io", 80)),
        ("https://proxy.acme.io:3129", ("proxy.acme.io", 3129)),
        (f"user:{PASSWORD}@proxy.acme.io:3128", ("proxy.acme.io", 3128)),
        ("http://[::1]:3128", ("::1", 3128)),
    ],
)
def test_a_proxy_may_be_written_without_a_scheme_and_a_port(monkeypatch, value, address):
    monkeypatch.setenv("https_proxy", value)
    found = proxy.of(URL)
    assert (found.host, found.port) == address
    assert set(found.headers) == ({"Proxy-Authorization"} if PASSWORD in value else set())


@pytest.mark.parametrize(
    "value",
    [
        "http://",
        "http://:3128",
        "http://proxy.acme.io:port",
        "http://proxy.acme.io:0",
        f"http://user:{PASSWORD}/x@proxy.acme.io:3128",
        f"http://user:{PASSWORD}#x@proxy.acme.io:3128",
        "file:///etc/proxy.pac",
        '"http://proxy.acme.io:3128"',
        "http://[::1",
    ],
)
def test_what_is_not_a_proxy_is_told_with_what_to_write_and_without_the_value(monkeypatch, value):
    monkeypatch.setenv("https_proxy", value)
    error = refused()
    assert error.kind == "proxy"
    assert error.text.startswith("https_proxy is not a valid address of a proxy: write http://HOST:PORT, and in")


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "socks4"])
def test_a_proxy_that_does_not_speak_http_is_told(monkeypatch, scheme):
    monkeypatch.setenv("https_proxy", f"{scheme}://user:{PASSWORD}@127.0.0.1:1080")
    assert refused().text == f"https_proxy names a proxy of {scheme}://, which is not used: name one that speaks HTTP"


@pytest.mark.parametrize(
    ("no_proxy", "host", "direct"),
    [
        ("acme.io", "idp.acme.io", True),
        (".acme.io", "idp.acme.io", True),
        ("*.acme.io", "idp.acme.io", True),
        ("*.ACME.io", "idp.acme.io", True),
        ("*.acme.io", "acme.io", False),
        ("*.acme.io", "idpacme.io", False),
        ("idp.acme.io:443", "idp.acme.io", True),
        ("idp.acme.io:8443", "idp.acme.io", False),
        ("localhost, idp.acme.io", "idp.acme.io", True),
        ("*", "idp.acme.io", True),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("10.0.0.0/8", "idp.acme.io", False),
        ("fd00::/8", "[fd00::7]", True),
        ("::1", "[::1]", True),
        ("10.0.0.0/99", "10.1.2.3", False),
        ("", "idp.acme.io", False),
    ],
)
def test_no_proxy_has_each_form_that_operators_write(monkeypatch, no_proxy, host, direct):
    monkeypatch.setenv("https_proxy", "proxy.acme.io:3128")
    monkeypatch.setenv("no_proxy", no_proxy)
    assert (proxy.of(f"https://{host}/x") is None) is direct


def _silent(connection):
    connection.recv(4096)
    time.sleep(8)


def _dripping(connection):
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _number in range(100):
        try:
            connection.sendall(b"X: y\r\n")
        except OSError:
            return
        time.sleep(0.05)


def _closing(connection):
    connection.recv(4096)
    connection.close()


def _other(connection):
    connection.recv(4096)
    connection.sendall(b"\x05\xff\r\n\r\n")
    connection.close()


@pytest.mark.parametrize(
    ("work", "form", "reason"),
    [
        (_silent, "http://{}", "does not connect to idp.acme.io"),
        (_dripping, "http://{}", "does not connect to idp.acme.io"),
        (_closing, "http://{}", "does not answer as an HTTP proxy"),
        (_closing, "https://{}", "does not answer as an HTTP proxy"),
        (_closing, "http://{}/proxy.pac", "does not answer as an HTTP proxy"),
        (_other, "http://{}", "does not answer as an HTTP proxy"),
    ],
)
def test_a_proxy_that_does_not_work_is_named_within_the_deadline(monkeypatch, listening, work, reason, form):
    place = f"127.0.0.1:{listening(work)}"
    monkeypatch.setenv("https_proxy", form.format(f"user:{PASSWORD}@{place}"))
    error = refused()
    assert error.kind == "proxy"
    assert error.text.startswith(f"the proxy {place} {reason}")
    assert error.text.endswith(". Correct https_proxy, or add idp.acme.io to no_proxy")
    assert ("asked without TLS" in error.text) is form.startswith("https")
    assert ("a PAC file is not read" in error.text) is form.endswith(".pac")


def test_the_server_of_a_pac_file_is_named_with_what_is_wrong(monkeypatch):
    with loopback.serving(loopback.Handler) as server:
        monkeypatch.setenv("https_proxy", f"{server.url}/proxy.pac")
        error = refused()
    assert "refuses to connect to idp.acme.io: 501" in error.text
    assert "https_proxy has a path: a PAC file is not read, name the proxy itself" in error.text


def test_a_server_behind_a_proxy_that_does_not_answer_is_told_with_the_proxy(monkeypatch):
    class Waiting(loopback.Handler):
        def do_GET(self):
            time.sleep(5)

    with loopback.serving(Waiting) as server:
        monkeypatch.setenv("http_proxy", server.url)
        error = refused("http://idp.acme.io/x")
    assert error.kind == "timeout"
    assert error.text.endswith(f"(through the proxy 127.0.0.1:{server.server_port})")


def test_an_error_of_tls_behind_a_proxy_is_told_with_the_proxy(monkeypatch, listening):
    def not_tls(connection):
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        connection.close()

    place = f"127.0.0.1:{listening(not_tls)}"
    monkeypatch.setenv("https_proxy", f"http://{place}")
    error = refused()
    assert error.kind == "tls"
    assert error.text.endswith(f"(through the proxy {place})")
