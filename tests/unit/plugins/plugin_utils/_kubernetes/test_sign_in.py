# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell command that asks a pod where a sign-in begins, run against a server, and how its output is read."""

import base64
import socket
import subprocess
import threading

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import sign_in
from fakes import loopback

PATHS = ["/api/v1/auth/login?redirectUri=https%3A%2F%2Fmetadata.acme.io%2Fauth%2Fcallback", "/api/v1/saml/login"]
SAY = "say() { printf '%s ' \"$1\"; base64 | tr -d '\\n'; echo; }\nserver=$1\nshift\n"
PROVIDER = "https://idp.acme.io/authorize?client_id=om&scope=openid%20email"


@pytest.fixture
def server():
    """A server that answers path by path as ``replies`` says: (status, Location). ``asked`` are paths and Hosts."""

    class Handler(loopback.Handler):
        def do_GET(self):
            listening.asked.append((self.path, self.headers["Host"]))
            status, where = listening.replies[self.path.split("?")[0]]
            self.send_response(status)
            self.send_header("Set-Cookie", "session=1")
            if where:
                self.send_header("Location", where)
            self.end_headers()
            self.wfile.write(b"Location: http://in.the.body\r\n" * 4000)

    with loopback.serving(Handler) as listening:
        listening.asked = []
        listening.replies = {"/api/v1/auth/login": (302, PROVIDER), PATHS[1]: (404, None)}
        yield listening


def ask(url, paths, script=sign_in.ASK):
    """The answers as a pod's shell gets them."""
    words = ["sh", "-c", SAY + script, "openmetadata-sso", *sign_in.options(url, paths)]
    output = subprocess.run(words, capture_output=True, text=True, check=True, timeout=30).stdout
    parts = dict(line.split(" ", 1) for line in output.splitlines())
    return sign_in.answers(url, paths, parts, lambda text: base64.b64decode(text).decode())


def test_status_and_redirect_of_each_path_are_read_and_the_redirect_is_not_followed(server):
    assert ask(server.url, PATHS) == {PATHS[0]: (302, PROVIDER), PATHS[1]: (404, None)}
    assert server.asked == [(path, server.url[len("http://") :]) for path in PATHS]


def test_without_a_path_nothing_is_asked(server):
    assert ask(server.url, []) == {} and not server.asked


def test_a_server_that_does_not_listen_is_a_reason():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        assert ask(url, PATHS[:1]) == {PATHS[0]: (0, "the pod does not answer where a sign-in begins")}


def test_another_protocol_is_a_reason():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def reply():
            with listening.accept()[0] as connection:
                connection.recv(4096)
                connection.sendall(b"SSH-2.0-something\r\n")

        threading.Thread(target=reply, daemon=True).start()
        (answer,) = ask(f"http://127.0.0.1:{listening.getsockname()[1]}", PATHS[:1]).values()
        assert answer[0] == 0


def test_an_image_without_bash_is_a_reason(server):
    (answer,) = ask(server.url, PATHS[:1], sign_in.ASK.replace("command -v bash", "command -v no-such-bash")).values()
    assert answer == (0, "the image has no bash, which asks the server in its pod") and not server.asked


def test_a_server_that_speaks_tls_is_not_asked():
    (answer,) = ask("https://localhost:8585", PATHS[:1]).values()
    assert answer[0] == 0 and "only http" in answer[1]


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://localhost:8585", "localhost:8585"),
        ("http://om.data.svc/", "om.data.svc:80"),
        ("http://[::1]:8585", "[::1]:8585"),
    ],
)
def test_host_and_port_are_those_of_the_url(url, word):
    assert sign_in.options(url, PATHS) == [word, *PATHS]
