# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who listens on a port, with real sockets of this machine."""

import contextlib
import os
import socket
import subprocess
import sys
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._system import listening, processes

LISTENS = """
import socket, sys, time
made = socket.create_server((sys.argv[1], int(sys.argv[2])), reuse_port=True)
print("ready", flush=True)
time.sleep(60)
"""


@contextlib.contextmanager
def process(port, address="127.0.0.1"):
    """Another process that listens."""
    command = [sys.executable, "-c", LISTENS, address, str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout.readline() == "ready\n"
            yield other.pid
        finally:
            other.kill()


@pytest.fixture
def port():
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "another-name-of-this-machine"])
def test_the_process_is_found_by_its_socket(port, host):
    assert listening.on(host, port) is None
    with process(port) as pid:
        assert listening.on(host, port).pids == [pid]
        assert listening.on(host, port, (0, os.getpid(), pid)).pids == [pid]
        assert listening.any_port(pid)
    assert listening.on(host, port) is None


def test_one_that_listens_on_all_addresses_is_found(port):
    with process(port, "0.0.0.0") as pid:
        assert listening.on("127.0.0.1", port).pids == [pid]


def test_the_address_itself_counts_before_that_of_all_addresses(port):
    with process(port, "0.0.0.0") as everywhere, process(port, "127.0.0.9") as here:
        assert listening.on("127.0.0.9", port).pids == [here]
        assert listening.on("127.0.0.1", port).pids == [everywhere]


def test_a_connection_is_not_a_listener(port):
    with process(port), socket.create_connection(("127.0.0.1", port)) as connection:
        assert listening.on("127.0.0.1", connection.getsockname()[1]) is None


def test_a_process_without_a_socket_listens_nowhere():
    with subprocess.Popen(["sleep", "60"]) as other:
        assert not listening.any_port(other.pid)
        other.kill()


def test_a_process_that_cannot_be_seen_is_unknown_and_not_absent(port, monkeypatch):
    with process(port):
        monkeypatch.setattr(listening, "sockets", lambda _pid: set())
        assert listening.on("127.0.0.1", port).pids == []


def test_of_several_that_share_a_socket_the_oldest_comes_first(port):
    with socket.create_server(("127.0.0.1", port)) as shared:
        with subprocess.Popen(["sleep", "60"], pass_fds=[shared.fileno()]) as child:
            found = listening.on("127.0.0.1", port).pids
            child.kill()
        assert found == sorted([os.getpid(), child.pid], key=lambda pid: pid != os.getpid())


def test_an_address_of_ipv6_is_read_in_the_order_of_the_machine():
    assert listening._bytes("0100007F") == socket.inet_pton(socket.AF_INET, "127.0.0.1")
    assert listening._bytes("00000000000000000000000001000000") == socket.inet_pton(socket.AF_INET6, "::1")


def test_the_age_of_a_process_grows_from_nothing():
    with subprocess.Popen(["sleep", "60"]) as other:
        assert 0 <= processes.age(other.pid) < 10 and processes.age(1) > processes.age(other.pid)
        end = time.monotonic() + 10
        while not processes.words(other.pid) and time.monotonic() < end:
            time.sleep(0.01)  # the kernel shows no words while a program is being loaded
        assert processes.folder(other.pid) == os.getcwd() and processes.words(other.pid) == ["sleep", "60"]
        assert processes.name(other.pid) == f"process {other.pid} (sleep)"
        other.kill()
