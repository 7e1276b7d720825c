# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that dies on the way: on the host by SIGKILL, or with its controller.

Nothing is lost, and the next run completes.

Every single step of a change is killed in test_interruptions.py; here it is whole runs of Ansible.
"""

import contextlib
import json
import os
import re
import signal
from pathlib import Path

import pytest
from lab.playbooks import kill_group, until

CHANGE = ("-e", "om_sso_client_id=AnotherClient1")
#: openmetadata.sh that waits while a gate is shut: faults/hold-stop or faults/hold-start.
GATE = """#!/bin/sh
home=$(cd "$(dirname "$0")/.." && pwd)
echo "$1" >>"$home/logs/calls"
while [ -e "$home/faults/hold-$1" ]; do sleep 0.05; done
exec "$home/bin/real.sh" "$@"
"""


@pytest.fixture(scope="module")
def golden(install, controller, operator):
    """A configured host with a gate in its start script."""
    host = install("killed").start()
    controller.inventory({"om-1": host.variables}, **operator)
    controller.run("sso").passed()
    script = host.home / "bin" / "openmetadata.sh"
    script.rename(script.with_name("real.sh"))
    script.write_text(GATE, encoding="utf-8")
    script.chmod(0o755)
    return host.keep()


@pytest.fixture
def host(golden, controller, operator):
    """The same as it was, in the inventory."""
    controller.inventory({"om-1": golden.variables}, **operator)
    golden.back()
    (golden.home / "logs" / "calls").unlink(missing_ok=True)
    yield golden
    golden.heal()


def journal(host):
    """The journal's content, none when there is none."""
    with contextlib.suppress(FileNotFoundError):
        return json.loads((host.state / "journal.json").read_text(encoding="utf-8"))


def calls(host):
    """What openmetadata.sh was called for."""
    path = host.home / "logs" / "calls"
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def worker(host):
    """The process that does the work on the host, as the lock names it."""
    words = (host.state / "lock").read_text(encoding="utf-8").split()
    return int(words[1])


def kill(pid):
    """Kill a process and what it started and waits for."""
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split():
        os.kill(int(child), signal.SIGKILL)
    os.kill(pid, signal.SIGKILL)


def hold_before_stop(host):
    host.fault("hold-stop")
    return lambda: calls(host) == ["stop"]


def hold_before_start(host):
    host.fault("hold-start")
    return lambda: calls(host) == ["stop", "start"]


def hold_in_waiting(host):
    host.fault("slow_start", "60\nonce")
    return lambda: calls(host) == ["stop", "start"] and not (host.home / "faults" / "slow_start").exists()


def hold_on_the_way_back(host):
    host.fault("refuse_start", "once")
    pid = host.pid

    def stopped_again():
        if calls(host) == ["stop", "start"] and host.pid != pid:
            host.fault("hold-stop")
        return calls(host) == ["stop", "start", "stop"]

    return stopped_again


POINTS = {
    "files written, before the stop": hold_before_stop,
    "stopped, before the start": hold_before_start,
    "started, waiting for health": hold_in_waiting,
    "restoring": hold_on_the_way_back,
}


@pytest.mark.parametrize("hold", POINTS.values(), ids=POINTS)
def test_the_run_after_a_killed_one_completes(host, controller, hold):
    there = hold(host)
    process = controller.start("sso", *CHANGE)
    until(there)
    kill(worker(host))
    output, _nothing = process.communicate()
    assert process.returncode == 2
    assert "The process on the host was killed (signal 9); the next run undoes what it had begun." in output
    assert "  current     As far as that process came." in output
    assert journal(host) is not None
    host.heal()
    run = controller.run("sso", *CHANGE).passed()
    assert "was interrupted" in run.output
    assert host.served()["clientId"] == "AnotherClient1"
    assert host.state_files() == ["key", "last_good.json", "lock"]


def test_another_plan_may_follow_a_killed_run(host, controller):
    before = host.tree()
    there = hold_before_start(host)
    process = controller.start("sso", *CHANGE)
    until(there)
    kill(worker(host))
    process.communicate()
    host.heal()
    left = host.tree(everything=True)
    assert "was interrupted" in controller.run("sso", "--check").passed().output
    assert "was interrupted" in controller.run("verify").failed().output
    assert host.tree(everything=True) == left, "who only looks leaves the journal alone"
    controller.run("sso").passed()
    assert host.tree() == before
    assert host.served()["clientId"] == "Kx81abcdefgh"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=lambda number: number.name)
def test_the_host_finishes_without_its_controller(host, controller, number):
    host.fault("slow_start", "2\nonce")
    process = controller.start("sso", *CHANGE)
    until(lambda: (journal(host) or {}).get("restarted") and calls(host) == ["stop", "start"])
    pid = worker(host)
    parent = int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1])
    if parent != 1:
        os.kill(parent, number)
    if number == signal.SIGKILL:
        kill_group(process)
    else:
        os.killpg(process.pid, number)
        process.communicate()
    until(lambda: journal(host) is None and not Path(f"/proc/{pid}").exists())
    assert host.served()["clientId"] == "AnotherClient1"
    assert [name for name in host.state_files() if not name.startswith("run-")] == ["key", "last_good.json", "lock"]
    said = r"note +a run of [-0-9]+ [:0-9]+ ended at [-0-9]+ [:0-9]+ without its controller: the change is in effect"
    assert re.search(said, controller.run("verify", *CHANGE).passed().output)
    assert re.search(said, controller.run("sso", *CHANGE).passed().output)
    assert host.state_files() == ["key", "last_good.json", "lock"], "it is told by one run that changes, at most"


def test_a_host_without_its_controller_restores_as_well(host, controller):
    before = host.tree()
    host.fault("serve_other", "once")
    host.fault("hold-start")
    process = controller.start("sso", *CHANGE)
    until(lambda: calls(host) == ["stop", "start"])
    pid = worker(host)
    kill_group(process)
    (host.home / "faults" / "hold-start").unlink()
    until(lambda: journal(host) is None and not Path(f"/proc/{pid}").exists())
    assert host.tree() == before
    assert host.served()["clientId"] == "Kx81abcdefgh"
    assert "without its controller: it failed. The server" in controller.run("verify").passed().output


def test_a_second_run_waits_for_nobody_and_says_who_is_at_work(host, controller, other_controller, operator):
    other_controller.inventory({"om-1": host.variables}, **operator)
    there = hold_before_start(host)
    process = controller.start("sso", *CHANGE)
    until(there)
    run = other_controller.run("sso", "-e", "om_sso_client_id=AThirdClient1").failed()
    assert f"Another run is at work on this host (process {worker(host)} since " in run.said("om-1")
    looked = other_controller.run("verify").failed().output
    assert "is at work (process" in looked and "was interrupted" not in looked
    host.heal()
    output, _nothing = process.communicate()
    assert process.returncode == 0, output
    assert host.served()["clientId"] == "AnotherClient1"
