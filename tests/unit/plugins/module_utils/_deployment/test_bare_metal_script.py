# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The start script, against one that behaves as OpenMetadata's own and starts a real process."""

import getpass
import os
import pwd
import signal
import subprocess
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import bare_metal_script
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.bare_metal_script import StartScript
from ansible_collections.openmetadata.sso.plugins.module_utils._system import processes
from lab import required

SCRIPT = """#!/bin/sh
pid_file=logs/catalog.pid
pid=$(cat $pid_file 2>/dev/null)
running() { [ -n "$pid" ] && [ -d "/proc/$pid" ]; }
case $1 in
    start)
        running && { echo already running; exit 0; }
        rm -f $pid_file
        sleep 60 >/dev/null 2>&1 &
        echo $! >$pid_file ;;
    stop) running && kill -KILL "$pid" ;;
esac
exit 0
"""


class World:
    """An installation with that script."""

    def __init__(self, home):
        self.home = home
        for name in ("bin", "logs"):
            (home / name).mkdir()
        self.write(SCRIPT)
        self.pid_file = home / "logs" / "catalog.pid"
        self.script = StartScript(str(home), getpass.getuser(), ())

    def write(self, text):
        program = self.home / "bin" / "openmetadata.sh"
        program.write_text(text)
        program.chmod(0o755)


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    yield made
    if made.script.pid():
        made.script.stop()


@pytest.fixture
def defunct(world):
    """A server that has ended and whose parent does not collect it, as in a container without an init."""
    with subprocess.Popen(["sleep", "60"], cwd=world.home) as ended:
        ended.kill()
        while processes.alive(ended.pid):
            time.sleep(0.01)
        yield ended.pid


@pytest.mark.parametrize(
    "name",
    [
        *("TMPDIR", "SSH_AUTH_SOCK", "ANSIBLE_VAULT_PASSWORD_FILE", "XDG_RUNTIME_DIR", "SUDO_USER"),
        *("DOAS_USER", "PKEXEC_UID", "KRB5CCNAME", "DBUS_SESSION_BUS_ADDRESS", "NOTIFY_SOCKET"),
    ],
)
def test_what_belongs_to_the_session_of_the_run_does_not_reach_the_server(world, monkeypatch, name):
    monkeypatch.setenv(name, "/of/the/session")
    monkeypatch.setenv("JAVA_HOME", "/java")
    world.write(SCRIPT.replace("sleep 60 >", "env >seen; sleep 60 >"))
    world.script.start()
    seen = dict(line.split("=", 1) for line in (world.home / "seen").read_text().splitlines() if "=" in line)
    assert name not in seen and seen["JAVA_HOME"] == "/java"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts a server as another user")
def test_the_server_has_the_home_of_its_user(world):
    entry = pwd.getpwuid(65534)
    found = StartScript(str(world.home), entry.pw_name, ()).environment()
    assert (found["HOME"], found["USER"], found["LOGNAME"]) == (entry.pw_dir, entry.pw_name, entry.pw_name)
    assert world.script.environment()["HOME"] == os.environ["HOME"]


def test_a_start_and_a_stop(world):
    world.script.start()
    pid = world.script.pid()
    assert processes.alive(pid)
    world.script.stop()
    assert processes.gone(pid)


def test_a_step_of_the_clock_does_not_make_another_program_of_a_server_that_was_started(world):
    """Such as that of NTP on a host that booted in 1970, while its server does not listen yet."""
    world.script.start()
    pid = world.script.pid()
    hours_ago = os.stat(world.pid_file).st_mtime - 7200
    os.utime(world.pid_file, (hours_ago, hours_ago))
    assert world.script.pid() == pid != 0
    world.script.stop()
    assert processes.gone(pid)


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        (["server", "conf/openmetadata.yaml"], True),
        (["edit", "conf/openmetadata.yaml"], False),
        (["server", "notes.txt"], False),
    ],
)
def test_a_step_of_the_clock_between_two_runs_does_not_make_another_program_of_a_server(world, words, counts):
    """The file is older by the clock than its process, as if it was written before. A server is told by its words."""
    with subprocess.Popen(["sh", "-c", "sleep 60; true", *words], cwd=world.home, start_new_session=True) as process:
        try:
            while processes.words(process.pid)[-1:] != words[-1:]:
                time.sleep(0.01)
            world.pid_file.write_text(f"{process.pid}\n")
            hours_ago = os.stat(world.pid_file).st_mtime - 7200
            os.utime(world.pid_file, (hours_ago, hours_ago))
            assert world.script.pid() == (process.pid if counts else 0)
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def test_a_server_that_the_script_does_not_stop_is_not_waited_for(world, monkeypatch):
    """It took 40 s until the failure was told: as long as a server that ends may need."""
    world.script.start()
    pid = world.script.pid()
    world.write("#!/bin/sh\nexit 1\n")
    monkeypatch.setattr(bare_metal_script, "REFUSED_TIMEOUT", 0.1)
    started = time.monotonic()
    with pytest.raises(HostError, match="stop ended with exit status 1"):
        world.script.stop()
    assert time.monotonic() - started < bare_metal_script.STOP_TIMEOUT
    assert processes.alive(pid)
    world.write(SCRIPT)


def test_a_defunct_process_does_not_keep_the_script_from_starting(world, defunct):
    world.pid_file.write_text(f"{defunct}\n")
    assert os.path.isdir(f"/proc/{defunct}")
    world.script.start()
    assert world.script.pid() != defunct and processes.alive(world.script.pid())


def test_a_server_whose_parent_does_not_wait_is_restarted(world):
    """The parent of this server is the test, which does not collect it: it stays in the table as a zombie."""
    with subprocess.Popen(["sleep", "60"], cwd=world.home) as server:
        world.pid_file.write_text(f"{server.pid}\n")
        world.script.stop()
        assert os.path.isdir(f"/proc/{server.pid}") and not processes.alive(server.pid)
        world.script.start()
        assert processes.alive(world.script.pid())


def test_a_number_that_belongs_to_another_program_is_neither_the_server_nor_killed(world, tmp_path_factory):
    with subprocess.Popen(["sleep", "60"], cwd=tmp_path_factory.mktemp("elsewhere")) as other:
        world.pid_file.write_text(f"{other.pid}\n")
        assert world.script.pid() == 0
        world.script.stop()
        assert processes.alive(other.pid)
        world.pid_file.write_text(f"{other.pid}\n")
        world.script.start()
        assert processes.alive(other.pid) and world.script.pid() not in (0, other.pid)
        other.kill()


def test_a_start_that_started_nothing_is_an_error_though_its_exit_status_is_0(world):
    world.script.start()
    with pytest.raises(HostError) as error:
        world.script.start()
    pid = world.script.pid()
    assert error.value.message == (
        f"{world.home}/bin/openmetadata.sh start started nothing: process {pid} of {world.pid_file} still runs."
    )
    assert error.value.option == str(world.pid_file) and error.value.fix


def test_a_start_that_names_no_process_is_an_error(world):
    world.write("#!/bin/sh\n")
    with pytest.raises(HostError, match="wrote no process id"):
        world.script.start()


def test_a_script_that_fails_is_an_error(world):
    world.write("#!/bin/sh\nexit 3\n")
    for verb in (world.script.start, world.script.stop):
        with pytest.raises(HostError, match="ended with exit status 3"):
            verb()


@pytest.mark.parametrize("text", ["", "\n", "x\n", "-1\n"])
def test_a_file_that_holds_no_number_names_no_process(world, text):
    world.pid_file.write_text(text)
    assert world.script.pid() == 0


@pytest.fixture
def theirs(world):
    """The same, whose files belong to a service user."""
    if os.geteuid() != 0:
        required.require("only root can give files away")
    for path in (world.home, world.home / "logs"):
        os.chown(path, 65534, 65534)
    world.script = StartScript(str(world.home), pwd.getpwuid(65534).pw_name, ())
    return world


def started(world, user):
    """A program in the folder of the installation, whose number its user wrote into the file."""
    made = subprocess.Popen(
        ["sleep", "60"], cwd=world.home, preexec_fn=lambda: user and (os.setgid(user), os.setuid(user))
    )
    world.pid_file.write_text(f"{made.pid}\n")
    os.chown(world.pid_file, user, user)
    return made


@pytest.mark.parametrize(("user", "counts"), [(0, False), (65534, True), (65533, False)])
def test_a_file_names_only_a_process_of_the_user_who_can_write_it(theirs, user, counts):
    """Else the environment of root's shell in that folder would be given to the server's user."""
    os.chmod(theirs.home, 0o755)
    for above in theirs.home.parents:
        above.chmod(above.stat().st_mode | 0o011) if str(above).startswith("/tmp/") else None
    with started(theirs, user) as process:
        try:
            assert theirs.script.pid() == (process.pid if counts else 0)
            assert theirs.script.runs_here(process.pid) == (user != 65533)
        finally:
            process.kill()
