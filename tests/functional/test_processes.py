# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that listens on the server's port counts, whatever logs/catalog.pid says; others are never stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._system import processes
from lab.direct import Host

CHANGE = {"om_sso_client_secret": "another-secret-of-auth0"}
LISTENS = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture(scope="module")
def golden(install, operator):
    """A configured host."""
    host = Host(install("processes").start(), operator)
    host.apply().passed()
    host.install.keep()
    return host


@pytest.fixture
def host(golden):
    """The same as it was."""
    golden.install.back()
    yield golden
    for pid in servers(golden):  # its file may name another one
        os.kill(pid, signal.SIGKILL)
        while not processes.gone(pid):
            time.sleep(0.01)


def servers(host):
    """Every server of this installation."""
    program = f"{host.install.home}/libs/simulator.py"
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if program in processes.words(path.name)]


def pid_file(host):
    return host.install.home / "logs" / "catalog.pid"


@pytest.fixture
def started(tmp_path):
    """``started(folder, program)`` is another process; all end with the test."""
    made = []

    def start(folder, *command):
        made.append(subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        return made[-1].pid

    yield start
    for one in made:
        one.kill()
        one.wait()


def lost(host, _started):
    """The file with the process id is gone."""
    pid_file(host).unlink()


def of_another_program(host, started):
    """The server's file names a program of somebody else."""
    pid_file(host).write_text(f"{started('/', 'sleep', '300')}\n", encoding="utf-8")


def of_an_editor_in_the_home(host, started):
    """The same, of somebody who works in the server's folder: the number was given anew since the file was written."""
    path = pid_file(host)
    written = path.stat().st_mtime - 100
    path.write_text(f"{started(host.install.home, 'sleep', '300')}\n", encoding="utf-8")
    subprocess.run(["touch", "-d", f"@{written}", path], check=True)


def garbage(host, _started):
    """The file holds something else."""
    pid_file(host).write_text("x\x00y\n", encoding="utf-8")


FILES = {each.__name__: each for each in (lost, of_another_program, of_an_editor_in_the_home, garbage)}


@pytest.mark.parametrize("spoil", FILES.values(), ids=FILES)
def test_a_change_reaches_the_server_whatever_the_file_says(host, started, spoil):
    old = host.install.pid
    spoil(host, started)
    said = (pid_file(host).read_text(encoding="utf-8") if pid_file(host).exists() else "").strip()
    host.apply(**CHANGE).passed()
    assert not processes.alive(old), "the server that listened was stopped"
    new = host.install.pid
    assert servers(host) == [new] != [old]
    environment = Path(f"/proc/{new}/environ").read_bytes()
    assert b"OIDC_CLIENT_SECRET=another-secret-of-auth0" in environment
    if said.isdigit():
        assert processes.alive(int(said)), "a program of somebody else was stopped"


@pytest.mark.parametrize("spoil", FILES.values(), ids=FILES)
def test_the_environment_of_the_server_is_compared_and_not_that_of_the_file(host, started, spoil):
    spoil(host, started)
    assert host.verify()["variables"] == []
    assert host.verify(**CHANGE)["variables"] == ["OIDC_CLIENT_SECRET"]


def test_another_program_on_the_port_is_an_error_and_is_not_stopped(host, started):
    host.install.stop()
    port = str(host.install.port)
    other = started("/", sys.executable, "-c", LISTENS, port)
    while host.install.served() is None:
        assert processes.alive(other)
    before = host.install.tree()
    for error in (host.apply(**CHANGE).failed(), host.apply(check=True, **CHANGE).failed()):
        assert error["message"].startswith(f"Port {port} is served by process {other} (python")
        assert error["option"] == "om_sso_server_internal_url"
    assert processes.alive(other) and host.install.tree() == before
