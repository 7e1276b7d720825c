# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripts of an install and the process they start, on real ports."""

import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._system import processes
from lab.installation import SHARES, free_ports, ports_of


class Process:
    """An install with ports of its own."""

    def __init__(self, installed, release, *options):
        self.port, self.admin_port = free_ports(2)
        self.install = installed(release, "--port", self.port, "--admin-port", self.admin_port, *options)

    def script(self, *arguments, **environment):
        """Runs bin/openmetadata.sh."""
        command = [str(self.install.home / "bin" / "openmetadata.sh"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})

    @property
    def pid(self):
        """The number in the PID file."""
        return int((self.install.home / "logs" / "catalog.pid").read_text())

    def get(self, path, port=None):
        """(status, text) of a GET."""
        try:
            with urllib.request.urlopen(f"http://localhost:{port or self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def wait(self, wanted=200):
        """Until /healthcheck answers so; the seconds it took."""
        start = time.monotonic()
        while time.monotonic() - start < 20:
            try:
                if self.get("/healthcheck", self.admin_port)[0] == wanted:
                    return time.monotonic() - start
            except OSError:
                time.sleep(0.05)
        raise AssertionError((self.install.home / "logs" / "catalog.err").read_text())

    def gone(self):
        """Until the process has ended; without its file, so that a start does not wait for process 1 to collect it."""
        deadline = time.monotonic() + 10
        while not processes.gone(self.pid):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        (self.install.home / "logs" / "catalog.pid").unlink()


@pytest.fixture
def process(installed):
    """`process(release, *options)` makes one; it is stopped in the end."""
    made = []

    def make(release, *options):
        made.append(Process(installed, release, *options))
        return made[-1]

    yield make
    for one in made:
        one.script("stop")


def test_start_status_and_stop_are_those_of_the_real_script(process):
    one = process("1.9.7")
    assert one.script("status").returncode == 0
    started = one.script("start")
    assert (started.returncode, f"PID={one.pid}" in started.stdout) == (0, True)
    one.wait()
    assert one.script("status").returncode == 1
    assert "already running" in one.script("start").stdout
    assert one.script("stop").returncode == 0
    one.gone()
    assert one.script("restart").stdout.startswith("Usage: ")


def test_a_start_does_nothing_while_a_process_of_that_number_is_listed(process):
    """As the real script, which asks ``ps -p``: also for one that has ended, and for another program."""
    one = process("1.9.7")
    pid_file = one.install.home / "logs" / "catalog.pid"
    with subprocess.Popen(["true"]) as ended:
        while processes.alive(ended.pid):
            time.sleep(0.01)
        pid_file.write_text(f"{ended.pid}\n")
        started = one.script("start")
        assert (started.returncode, "already running" in started.stdout) == (0, True)
        assert one.pid == ended.pid


def test_the_process_of_the_pid_file_is_one_python_with_the_exports(process):
    one = process("1.9.7")
    (one.install.home / "conf" / "openmetadata-env.sh").write_text(
        "export AUTHENTICATION_CLIENT_ID='\"from the file\"'\n"
    )
    one.script("start", AUTHENTICATION_CALLBACK_URL='"from the caller"')
    one.wait()
    environment = Path(f"/proc/{one.pid}/environ").read_bytes().decode().split("\0")
    assert 'AUTHENTICATION_CLIENT_ID="from the file"' in environment
    assert os.path.basename(os.readlink(f"/proc/{one.pid}/exe")).startswith("python3")
    served = json.loads(one.get("/api/v1/system/config/auth")[1])
    assert (served["clientId"], served["callbackUrl"]) == ("from the file", "from the caller")


def test_it_says_what_it_is(process):
    one = process("1.12.14")
    one.script("start")
    one.wait()
    assert (one.install.home / "logs" / "catalog.log").read_text().startswith("OpenMetadata simulator 1.12.14\n")
    assert json.loads(one.get("/api/v1/system/version")[1])["version"] == "1.12.14"
    assert one.get("/api/v1/system/health") == (200, "OK")


def test_a_refused_start_ends_with_1_and_the_words_on_stderr(process):
    one = process("1.9.7")
    command = ["./bin/openmetadata-server-start.sh", "conf/openmetadata.yaml"]
    environment = {**os.environ, "AUTHENTICATION_PROVIDER": "customOidc"}
    done = subprocess.run(
        command, cwd=one.install.home, capture_output=True, text=True, env=environment, check=False, timeout=30
    )
    assert done.returncode == 1
    assert done.stderr.startswith(
        "conf/openmetadata.yaml has an error:\n"
        "  * Failed to parse configuration at: authenticationConfiguration.provider"
    )


def test_a_port_that_is_taken_is_told(process):
    one = process("1.9.7")
    one.script("start")
    one.wait()
    command = ["./bin/openmetadata-server-start.sh", "conf/openmetadata.yaml"]
    done = subprocess.run(command, cwd=one.install.home, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, "Failed to bind to" in done.stderr) == (1, True)


@pytest.mark.parametrize("once", [True, False])
def test_a_fault_strikes_at_each_start_or_once(once, process):
    one = process("1.9.7")
    fault = one.install.home / "faults" / "never_healthy"
    fault.write_text("once\n" if once else "")
    one.script("start")
    one.wait(503)
    assert fault.exists() != once
    one.script("stop")
    one.gone()
    one.script("start")
    one.wait(200 if once else 503)


def test_another_client_id_is_served_than_configured(process):
    one = process("1.9.7")
    (one.install.home / "faults" / "serve_other").touch()
    one.script("start", AUTHENTICATION_CLIENT_ID="mine")
    one.wait()
    assert json.loads(one.get("/api/v1/system/config/auth")[1])["clientId"] == "mine-other"


def test_a_slow_start_is_slow(process):
    one = process("1.9.7", "--start-delay", "0.3")
    (one.install.home / "faults" / "slow_start").write_text("0.7\n")
    one.script("start")
    assert one.wait() >= 0.9


def test_a_start_can_be_refused_on_demand(process):
    one = process("1.9.7")
    (one.install.home / "faults" / "refuse_start").write_text("once\n")
    one.script("start")
    one.gone()
    assert "fault refuse_start" in (one.install.home / "logs" / "catalog.err").read_text()
    one.script("start")
    one.wait()


def test_no_two_processes_of_the_tests_choose_the_same_port():
    shares = [set(ports_of(f"gw{number}")) for number in range(SHARES)]
    assert sum(map(len, shares)) == len(set.union(*shares)) == 12000
