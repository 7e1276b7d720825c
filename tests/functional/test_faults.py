# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong on hosts: one clear error each, and the host as it was. One run of Ansible for all of them."""

import fcntl
import os
import shutil

import pytest
from lab import disks, required
from lab.installation import Installation

CHANGE = ["-e", "om_sso_client_id=AnotherClient1", "-e", "om_sso_serial=100%", "-e", "om_sso_max_fail_percentage=100"]
NAMES = (
    "never-healthy",
    "refuses-to-start",
    "serves-something-else",
    "missing-home",
    "missing-script",
    "script-that-cannot-run",
    "state-folder-is-a-file",
    "broken-journal",
    "run-at-the-same-time",
    "old-fault-too",
    "read-only-files",
    "not-running",
    "no-fault",
)
#: What the message must hold beside the host's name, and how the run must call the result.
EXPECTED = {
    "never-healthy": ("The server is not healthy after 3 s (HTTP 503", "restored"),
    "refuses-to-start": ("The server did not start: its process ended.", "restored"),
    "serves-something-else": (
        "The server (1.9.7) serves clientId 'AnotherClient1-other' instead of 'AnotherClient1'.",
        "restored",
    ),
    "missing-home": (
        "/nowhere/conf/openmetadata.yaml does not exist. Set om_sso_home to the installation folder.",
        "failed",
    ),
    "missing-script": ("/bin/openmetadata.sh does not exist.", "failed"),
    "script-that-cannot-run": ("/bin/openmetadata.sh cannot be executed", "failed"),
    "state-folder-is-a-file": (".openmetadata-sso is not a folder", "failed"),
    "run-at-the-same-time": (
        f"Another run is at work on this host (process {os.getpid()} since yesterday). Wait for it.",
        "failed",
    ),
    "not-running": ("The server did not start: its process ended.", "restored"),
}


@pytest.fixture(scope="module")
def hosts(install, controller, operator):
    """Many hosts, configured by one run."""
    found = {name: install(name).start() for name in NAMES}
    controller.inventory({name: host.variables for name, host in found.items()}, **operator)
    controller.run("sso", *CHANGE, "-e", "om_sso_client_id=Kx81abcdefgh").passed()
    return found


def break_hosts(hosts):
    """A fault on every host but the last."""
    for name, fault in (
        ("never-healthy", "never_healthy"),
        ("refuses-to-start", "refuse_start"),
        ("serves-something-else", "serve_other"),
    ):
        hosts[name].fault(fault, "once")
    hosts["old-fault-too"].fault("never_healthy")
    (hosts["missing-script"].home / "bin" / "openmetadata.sh").unlink()
    (hosts["script-that-cannot-run"].home / "bin" / "openmetadata.sh").chmod(0o644)
    state = hosts["state-folder-is-a-file"].state
    shutil.rmtree(state)
    state.write_text("notes of the operator\n", encoding="utf-8")
    state.chmod(0o644)
    (hosts["broken-journal"].state / "journal.json").write_text("{", encoding="utf-8")
    hosts["read-only-files"].own_file.chmod(0o400)
    hosts["read-only-files"].hook.chmod(0o444)
    hosts["not-running"].stop()
    hosts["not-running"].fault("refuse_start", "once")


@pytest.fixture(scope="module")
def outcome(hosts, controller, operator):
    """The run with all faults: (run, report, trees before, what was served before)."""
    break_hosts(hosts)
    variables = {name: {**host.variables, "om_sso_health_timeout": 3} for name, host in hosts.items()}
    variables["missing-home"]["om_sso_home"] = "/nowhere"
    controller.inventory(variables, **operator)
    before = {name: (host.tree(), host.served()) for name, host in hosts.items()}
    with open(hosts["run-at-the-same-time"].state / "lock", "w", encoding="utf-8") as lock:
        lock.write(
            f"process {os.getpid()} since yesterday"
        )  # one that lives: a dead one's programs would be waited for
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        run = controller.run("sso", *CHANGE).failed()
    return run, controller.reported()["hosts"], before


@pytest.mark.parametrize("name", EXPECTED)
def test_a_fault_is_one_clear_error(outcome, name):
    run, report, _before = outcome
    words, result = EXPECTED[name]
    assert words in run.said(name)
    assert run.said(name).startswith(f"{name}  ")
    assert (run.of(name)["result"], report[name]["result"]) == (result, result)
    assert "defect" not in run.said(name)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_fault_leaves_the_host_as_it_was(outcome, hosts, name):
    _run, _report, before = outcome
    assert (hosts[name].tree(), hosts[name].served()) == before[name]


@pytest.mark.parametrize("name", ["never-healthy", "refuses-to-start", "serves-something-else"])
def test_a_restored_host_says_so(outcome, hosts, name):
    run, _report, _before = outcome
    assert "The old files are back and the server is healthy again after" in run.said(name)
    assert hosts[name].state_files() == ["key", "last_good.json", "lock"]
    assert hosts[name].environ()["OIDC_CLIENT_ID"] == "Kx81abcdefgh"


def test_the_servers_own_last_words_are_shown(outcome):
    run, _report, _before = outcome
    assert "fault refuse_start" in run.output


def test_a_server_that_did_not_run_is_left_stopped(outcome, hosts):
    run, _report, _before = outcome
    assert hosts["not-running"].pid is None
    assert "did not run before and was stopped" in run.said("not-running")


def test_read_only_files_do_not_hinder_their_owner(outcome, hosts):
    run, _report, _before = outcome
    assert run.of("read-only-files")["result"] == "changed"
    assert hosts["read-only-files"].served()["clientId"] == "AnotherClient1"
    assert oct(hosts["read-only-files"].hook.stat().st_mode)[-3:] == "444", "the operator's file keeps its mode"


def test_a_host_without_a_fault_is_changed_beside_the_others(outcome, hosts):
    run, _report, _before = outcome
    assert run.of("no-fault")["result"] == "changed"
    assert hosts["no-fault"].served()["clientId"] == "AnotherClient1"


def test_a_server_that_does_not_come_back_even_with_the_old_files_is_said_loudly(outcome, hosts, controller):
    run, _report, before = outcome
    host = hosts["old-fault-too"]
    assert "Not everything was restored" in run.said("old-fault-too")
    assert run.of("old-fault-too")["result"] == "failed"
    assert host.tree() == before["old-fault-too"][0], "the files are as they were all the same"
    host.heal()
    again = controller.run("sso", *CHANGE, "--limit", "old-fault-too").passed()
    assert host.served()["clientId"] == "AnotherClient1"
    assert "was interrupted" in again.output
    assert host.state_files() == ["key", "last_good.json", "lock"]


def test_a_broken_journal_is_set_aside_and_said(outcome, hosts):
    run, report, _before = outcome
    host = hosts["broken-journal"]
    assert report["broken-journal"]["result"] == "changed" and host.served()["clientId"] == "AnotherClient1"
    (aside,) = host.state.glob("journal.json.set-aside-*")
    assert aside.read_text(encoding="utf-8") == "{" and "journal.json does not count: it is not JSON" in run.output
    assert str(aside) in run.output


@pytest.fixture
def other_user(hosts):
    """Connection variables by which the task runs as a user without rights on the host's files."""
    if os.geteuid() != 0:
        required.require("another user can be become by root only")
    if not os.access("/usr/bin/python3", os.X_OK) or not shutil.which("su"):
        required.require("/usr/bin/python3 and su are needed to run a module as another user")
    return {
        "ansible_become": True,
        "ansible_become_method": "su",
        "ansible_become_user": "nobody",
        "ansible_become_flags": "-s /bin/sh",
        "ansible_python_interpreter": "/usr/bin/python3",
    }


def test_a_user_without_rights_is_told_which_ones_are_missing(hosts, controller, operator, other_user, install):
    first, configured = install("first-time").start(), hosts["no-fault"]
    controller.inventory(
        {name: {**host.variables, **other_user} for name, host in {"first": first, "configured": configured}.items()},
        **operator,
    )
    before = first.tree(everything=True), configured.tree(everything=True)
    run = controller.run("sso", "-e", "om_sso_serial=100%", "-e", "om_sso_max_fail_percentage=100").failed()
    for name in ("first", "configured"):
        assert "may not write to" in run.said(name) and "Set become: true" in run.said(name)
    for verb in (["sso", "--check"], ["verify"]):
        again = controller.run(*verb, "-e", "om_sso_serial=100%", "-e", "om_sso_max_fail_percentage=100").failed()
        assert "defect" not in again.output
        assert "ansible_become" in again.output or "Permission denied" in again.output
    assert (first.tree(everything=True), configured.tree(everything=True)) == before


def test_a_full_disk_is_said_and_nothing_changes(folder, controller, operator):
    with disks.small(folder / "small") as disk:
        host = Installation(disk / "om").start()
        try:
            controller.inventory({"om-1": host.variables}, **operator)
            controller.run("sso").passed()
            before, served = host.tree(), host.served()
            ballast = disks.fill(disk)
            run = controller.run("sso", *CHANGE).failed()
            assert f"{host.own_file}: No space left on device" in run.said("om-1")
            assert "defect" not in run.said("om-1")
            assert (host.tree(), host.served()) == (before, served)
            assert host.state_files() == ["key", "last_good.json", "lock"]
            ballast.unlink()
            controller.run("sso", *CHANGE).passed()
            assert host.served()["clientId"] == "AnotherClient1"
        finally:
            host.stop()


def test_a_read_only_file_system_is_said(folder, controller, operator):
    with disks.small(folder / "read-only") as disk:
        host = Installation(disk / "om")
        controller.inventory({"om-1": host.variables}, **operator)
        before = host.tree(everything=True)
        disks.mount("-o", "remount,ro", str(disk))
        checked = controller.run("sso", "--check").failed()
        assert "conf is on a read-only file system. Mount it writable." in checked.said("om-1")
        run = controller.run("sso").failed()
        assert "Read-only file system" in run.said("om-1") and "defect" not in run.said("om-1")
        assert host.tree(everything=True) == before


def test_a_python_that_is_absent_is_ansibles_own_error(hosts, controller, operator):
    host = hosts["no-fault"]
    controller.inventory({"om-1": {**host.variables, "ansible_python_interpreter": "/nonexistent/python"}}, **operator)
    run = controller.run("sso")
    assert run.status == 2 and "/nonexistent/python" in run.output
    assert "a-secret-of-auth0" not in run.output
    assert host.served()["clientId"] == "AnotherClient1"
