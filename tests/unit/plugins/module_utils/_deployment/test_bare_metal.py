# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server under systemd, against a `systemctl` that records its calls.

Real ones: molecule/bare_metal; without systemd: tests/functional.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import bare_metal_process
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.bare_metal import BareMetal
from ansible_collections.openmetadata.sso.plugins.module_utils._system import processes
from lab.installation import free_ports

TEMPLATES = {
    "systemd.env.j2": 'A="b"\n',
    "systemd.conf.j2": "[Service]\n",
    "shell.env.j2": "export A='b'\n",
    "shell.hook.j2": ". /x\n",
}
CLIENT = {
    "name": "AUTHENTICATION_CLIENT_ID",
    "paths": ["authenticationConfiguration.clientId"],
    "text": "abc",
    "explicit": False,
}
EXPLICIT = {"name": "JWT_ISSUER", "paths": ["jwtTokenConfiguration.jwtissuer"], "text": "x", "explicit": True}
SHIPPED = (
    "authenticationConfiguration:\n  clientId: ${AUTHENTICATION_CLIENT_ID:-}\njwtTokenConfiguration:\n"
    "  jwtissuer: ${JWT_ISSUER:-x}\n"
)
FAKE = """#!/bin/sh
echo "$*" >>"$OM_TEST_SYSTEMD/calls"
[ "$1" = show ] || { cat "$OM_TEST_SYSTEMD/says" >&2; exit "$(cat "$OM_TEST_SYSTEMD/status")"; }
cat "$OM_TEST_SYSTEMD/unit"
"""


class World:
    """An installation and what systemd says of its unit."""

    def __init__(self, folder):
        self.home = folder / "openmetadata"
        self.systemd = folder / "systemd"
        for path in (self.home / "conf", self.home / "bin", self.systemd):
            path.mkdir(parents=True)
        (self.home / "conf" / "openmetadata.yaml").write_text(SHIPPED)
        (self.home / "bin" / "openmetadata.sh").write_text("#!/bin/sh\n")
        (self.home / "bin" / "openmetadata.sh").chmod(0o755)
        self.says("LoadState=loaded", "MainPID=0", "ActiveState=active", "Result=success", "NRestarts=0")
        self.answers(0, "")
        self.port = free_ports(1)[0]

    def says(self, *lines):
        (self.systemd / "unit").write_text("".join(f"{line}\n" for line in lines))

    def answers(self, status, text):
        (self.systemd / "status").write_text(str(status))
        (self.systemd / "says").write_text(text)

    @property
    def calls(self):
        path = self.systemd / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def deployment(self, service="openmetadata.service", variables=(CLIENT,)):
        return BareMetal(
            {
                "home": str(self.home),
                "service": service,
                "user": "root",
                "server_internal_url": f"http://localhost:{self.port}",
            },
            TEMPLATES,
            list(variables),
            ["OIDC_CLIENT_SECRET"],
        )


@pytest.fixture
def world(tmp_path, monkeypatch):
    program = tmp_path / "path" / "systemctl"
    program.parent.mkdir()
    program.write_text(FAKE)
    program.chmod(0o755)
    made = World(tmp_path)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setenv("OM_TEST_SYSTEMD", str(made.systemd))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return made


@pytest.fixture
def process(world):
    """A process with an environment of its own, in place of a server, which is started in its home."""
    started = subprocess.Popen(["sleep", "60"], env={"A": "b", "C": "x=y ü"}, cwd=world.home)
    yield started
    started.kill()
    started.wait()


def refused(call):
    with pytest.raises(HostError) as error:
        call()
    return error.value


def test_a_unit_that_is_there_passes(world):
    deployment = world.deployment()
    deployment.check()
    assert deployment.exists()


@pytest.mark.parametrize(
    ("lines", "option", "words"),
    [
        (["LoadState=not-found", "MainPID=0"], "om_sso_service", "The host has no systemd unit openmetadata.service."),
        (["LoadState=masked", "MainPID=0"], "om_sso_service", "The systemd unit openmetadata.service is masked."),
        (
            ["LoadState=bad-setting", "MainPID=0"],
            "om_sso_service",
            "systemd cannot load the unit openmetadata.service (bad-setting).",
        ),
        ([], "om_sso_service", "systemd does not answer on this host."),
    ],
)
def test_a_unit_that_is_not_there_is_named(world, lines, option, words):
    world.says(*lines)
    error = refused(world.deployment().check)
    assert (error.message, error.option) == (words, option)


@pytest.mark.parametrize("setting", ["RefuseManualStart", "RefuseManualStop"])
def test_a_unit_that_cannot_be_restarted_is_refused_before_a_change(world, setting):
    world.says("LoadState=loaded", "MainPID=0", "RefuseManualStart=no", "RefuseManualStop=no", f"{setting}=yes")
    deployment = world.deployment()
    deployment.check()
    error = refused(deployment.prepare)
    assert f"openmetadata.service has {setting}=yes" in error.message and error.option == "om_sso_service"
    assert not [call for call in world.calls if not call.startswith("show")]


def test_a_unit_that_can_be_restarted_is_changed(world):
    world.says("LoadState=loaded", "MainPID=0", "RefuseManualStart=no", "RefuseManualStop=no")
    deployment = world.deployment()
    deployment.check()
    deployment.prepare()


def test_a_host_without_systemd_is_said(world, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert refused(world.deployment().check).message == "The host has no program systemctl."


def test_a_user_who_may_not_restart_is_told_so_before_anything_is_written(world, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    error = refused(world.deployment().check)
    assert (error.option, error.fix) == ("ansible_become", "Set become: true, and no become_user but root.")


@pytest.mark.parametrize("missing", ["conf/openmetadata.yaml", "bin/openmetadata.sh"])
def test_a_missing_file_is_named(world, missing):
    (world.home / missing).unlink()
    error = refused(world.deployment(service="").check)
    assert error.message == f"{world.home}/{missing} does not exist." and error.option == "om_sso_home"


def test_the_environment_is_that_of_the_main_process(world, process):
    world.says("LoadState=loaded", f"MainPID={process.pid}")
    deployment = world.deployment()
    deployment.check()
    assert deployment.running() is True
    assert deployment.environments() == {"server": {"A": "b", "C": "x=y ü"}} and deployment.ops_environment() == {
        "A": "b",
        "C": "x=y ü",
    }
    assert len(world.calls) == 1, "asking systemd takes longer than all the rest of a run that changes nothing"


def test_after_a_restart_systemd_is_asked_anew(world, process):
    deployment = world.deployment()
    deployment.check()
    assert deployment.running() is False
    world.says("LoadState=loaded", f"MainPID={process.pid}")
    deployment.restart()
    assert world.calls[-2:] == ["daemon-reload", "restart openmetadata.service"]
    assert deployment.running() is True
    process.kill()
    process.wait()
    world.says("LoadState=loaded", "MainPID=0")
    assert deployment.running() is False, "a process that has gone is seen without a restart of ours"


@pytest.mark.parametrize(
    ("state", "expected"),
    [("auto-restart", True), ("auto-restart-queued", True), ("dead", False), ("failed", False), ("running", False)],
)
def test_a_unit_that_waits_for_its_next_start_is_kept_starting(world, state, expected):
    world.says("LoadState=loaded", "MainPID=0", f"SubState={state}")
    assert world.deployment().kept_starting() is expected
    assert world.deployment(service="").kept_starting() is False, "the start script starts a server once"


def test_a_given_environment_counts_until_the_next_restart_whatever_runs(world, process):
    """A process that is about to end may have an environment that the ops command cannot run with either."""
    world.says("LoadState=loaded", f"MainPID={process.pid}")
    deployment = world.deployment()
    live = deployment.ops_environment()
    deployment.use_environment({"A": "kept"})
    assert deployment.ops_environment() == {"A": "kept"} != live
    deployment.restart()
    assert deployment.ops_environment() == live


def test_a_server_that_does_not_run_has_no_environment(world):
    deployment = world.deployment()
    assert deployment.environments() == {"server": None} and deployment.ops_environment() is None
    assert "The server does not run" in refused(lambda: deployment.ops(["true"], "")).message
    deployment.use_environment({"A": "kept"})
    assert deployment.ops_environment() == {"A": "kept"}


@pytest.mark.parametrize(
    "more", ["", "See system logs and 'systemctl status openmetadata.service' for details.\n"], ids=["", "and a hint"]
)
def test_what_systemd_refuses_comes_in_its_own_words(world, more):
    world.answers(1, "Job for openmetadata.service failed.\n" + more)
    assert (
        refused(world.deployment().restart).message
        == "systemctl daemon-reload failed: Job for openmetadata.service failed."
    )


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["ActiveState=active", "NRestarts=0"], None),
        (["ActiveState=activating", "NRestarts=2", "Result=exit-code"], None),
        (["ActiveState=failed", "NRestarts=0", "Result=exit-code"], "openmetadata.service is failed (exit-code)"),
        (
            ["ActiveState=activating", "NRestarts=3", "Result=exit-code"],
            "openmetadata.service is activating (exit-code)",
        ),
    ],
)
def test_why_a_server_will_not_come_up(world, lines, words):
    world.says(*lines)
    assert world.deployment().alive() == words


def shown(deployment):
    return [(change.path, change.mode, change.text) for change in deployment.files()]


@pytest.mark.parametrize("service", ["openmetadata", "openmetadata.service"])
def test_under_systemd_the_environment_is_a_file_and_a_drop_in(world, service):
    assert shown(world.deployment(service)) == [
        (f"{world.home}/conf/openmetadata-sso.env", 0o600, 'A="b"\n'),
        ("/etc/systemd/system/openmetadata.service.d/50-openmetadata-sso.conf", 0o644, "[Service]\n"),
    ]


def test_without_systemd_the_operators_file_keeps_its_mode_and_lines(world):
    hook = world.home / "conf" / "openmetadata-env.sh"
    hook.write_text("export DB_HOST=db\n")
    hook.chmod(0o640)
    (own, changed) = world.deployment("").files()
    assert (own.path, own.mode, own.owner) == (f"{world.home}/conf/openmetadata-sso.sh", 0o600, (0, 0))
    assert changed.text.startswith("export DB_HOST=db\n") and changed.mode == 0o640 and changed.owner is None


@pytest.mark.parametrize(("service", "severity"), [("openmetadata.service", "error"), ("", "warning")])
@pytest.mark.parametrize(
    "line", ["export AUTHENTICATION_CLIENT_ID=x", "  AUTHENTICATION_CLIENT_ID='x'", "export\tAUTHENTICATION_CLIENT_ID="]
)
def test_a_variable_in_the_operators_file_counts_after_systemds_and_before_ours(world, service, severity, line):
    (world.home / "conf" / "openmetadata-env.sh").write_text(f"# AUTHENTICATION_CLIENT_ID=comment\nOTHER=1\n{line}\n")
    found = list(world.deployment(service).findings())
    assert [(rule, one, Path(where).name) for rule, one, where, _message, _fix in found] == [
        ("ENV-26", severity, "openmetadata-env.sh:3")
    ]


def test_a_file_that_does_not_read_what_the_operator_named_is_said(world):
    (world.home / "conf" / "openmetadata.yaml").write_text(SHIPPED.replace("${JWT_ISSUER:-x}", "x"))
    found = list(world.deployment(variables=[CLIENT, EXPLICIT]).findings())
    assert [finding[0] for finding in found] == ["ENV-08"] and "does not read JWT_ISSUER" in found[0][3]


def test_a_shipped_file_gives_no_finding(world):
    assert list(world.deployment(variables=[CLIENT, EXPLICIT]).findings()) == []


def test_the_log_without_systemd_is_what_was_written_since_into_both_files(world):
    logs = world.home / "logs"
    logs.mkdir()
    (logs / "openmetadata.log").write_text("of an earlier start\n")
    (logs / "catalog.err").write_text("WARNING: of an earlier start\n")
    deployment = world.deployment("")
    mark = deployment.log_mark()
    for name, text in (("openmetadata.log", "of this start\n"), ("catalog.err", "its last words\n")):
        with (logs / name).open("a") as stream:
            stream.write(text)
    assert deployment.log_since(mark) == "of this start\n\nits last words\n"


def test_a_server_that_ends_while_it_is_checked_is_not_a_defect(world, process, monkeypatch):
    (world.home / "logs").mkdir()
    (world.home / "logs" / "catalog.pid").write_text(str(process.pid))

    def ended(path, *arguments, **keywords):
        if str(path).endswith("/environ"):
            raise ProcessLookupError(3, "No such process")
        return open(path, *arguments, **keywords)

    monkeypatch.setattr(bare_metal_process, "open", ended, raising=False)
    assert world.deployment("").environments() == {"server": None}


LINGERING = """
import ctypes, os, threading, time
threading.Thread(target=time.sleep, args=(1,)).start()
ctypes.CDLL(None).syscall({"x86_64": 60, "aarch64": 93}[os.uname().machine], 0)  # ends this thread, not the process
"""


@pytest.mark.parametrize("status", [0, 1], ids=["stopped", "stopped with an error"])
def test_a_stop_waits_for_the_last_thread_which_still_holds_the_port(world, status):
    """A killed server is a zombie by its first thread while others end.

    Systemd waits for all of them, the script for none.
    """
    (world.home / "bin" / "openmetadata.sh").write_text(f"#!/bin/sh\nexit {status}\n")
    (world.home / "logs").mkdir()
    with subprocess.Popen([sys.executable, "-c", LINGERING]) as process:
        (world.home / "logs" / "catalog.pid").write_text(f"{process.pid}\n")
        tasks, state = Path(f"/proc/{process.pid}/task"), Path(f"/proc/{process.pid}/stat")
        while ") Z " not in state.read_text():
            assert process.poll() is None
        assert len(list(tasks.iterdir())) == 2
        stop = world.deployment("").stop
        assert "exit status 1" in refused(stop).message if status else stop() is None
        assert len(list(tasks.iterdir())) == 1, "all threads but the first have ended"


def test_a_server_outside_of_the_unit_is_not_the_units(world, monkeypatch):
    """One that was started by hand serves on while the unit's own process dies of the port that is taken."""
    world.says("LoadState=loaded", "MainPID=0", "ControlGroup=/system.slice/openmetadata.service")
    with socket.create_server(("127.0.0.1", world.port)):
        error = refused(world.deployment().running)
        name = processes.name(os.getpid())
        assert error.message == (
            f"Port {world.port} is served by {name}, which does not belong to openmetadata.service."
        )
        group = Path("/proc/self/cgroup").read_text().splitlines()[-1].split(":", 2)[-1]
        monkeypatch.setattr(
            bare_metal_process, "in_control_group", lambda pid, found: (pid, found) == (os.getpid(), group)
        )
        world.says("LoadState=loaded", "MainPID=0", f"ControlGroup={group}")
        assert world.deployment().running(), "a process of the unit counts"
