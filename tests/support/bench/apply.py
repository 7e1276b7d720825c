# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wall time of an apply over SSH to several hosts, as a ratio to a ping, beside a hand-written playbook that does less.

Hosts are containers with systemd and the stand-in server, which starts within a second: the ratios are about the
tool, not about OpenMetadata's own start. `--kind docker_compose` has OpenMetadata 1.12 with stored rows in place of 1.9
on bare metal. Every configuration begins without an SSH connection and is run once a round, one after the other, so
that a busy machine slows all of them. Needs Docker; `--keep` leaves the hosts for another run.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.kinds import bare_metal, docker_compose
from lab import cache, docker, docker_stats, interpreters, targets, venvs
from lab.playbooks import Controller

HERE = Path(__file__).resolve().parent

AT_ONCE = ("-e", "om_sso_serial=100%")
KINDS = {"bare_metal": bare_metal, "docker_compose": docker_compose}
PING = "ping"
BY_HAND = "by hand, no change"
RESTART = "the restart alone"
CHANGE, SAME, VERIFY = "ours, a change", "ours, no change", "ours, verify"


def prepare(names, kind=bare_metal):
    """Boot the hosts and start a server on each."""
    for name in names:
        if targets.exists(name):
            continue
        print(f"booting {name}", file=sys.stderr, flush=True)
        targets.start(name)
        simulator = cache.CHECKOUT / "tests" / "support" / "simulator"
        docker.docker("cp", str(simulator), f"{targets.container(name)}:/opt/simulator")
        kind.prepare(name)


def controller(names, folder, forks, kind):
    """The newest ansible-core with pipelining, as the README advises, and nothing else."""
    python = interpreters.find((3, 12))
    if not python:
        raise venvs.Missing("ansible-core 2.21 wants Python 3.12 or newer, and none is in PATH or kept by pyenv")
    made = Controller(venvs.ensure("core-2.21", python), folder, "2.21")
    # What the tests alone have. Ansible imports every callback that it finds: a ping would import the collection, too.
    del made.environment["ANSIBLE_CALLBACKS_ENABLED"], made.environment["ANSIBLE_CALLBACK_PLUGINS"]
    made.program = [str(made.venv / "bin" / "ansible-playbook")]
    made.environment.update(ANSIBLE_FORKS=str(forks), ANSIBLE_SSH_ARGS="-C -o ControlMaster=auto -o ControlPersist=20s")
    hosts = {name: {**targets.variables(name), **kind.variables(name)} for name in names}
    made.inventory(hosts, om_sso_report_path=None, bench_restart=kind.RESTART, **kind.OPERATOR)
    return made


def configurations(client, kind, quick):
    """(name, playbook, arguments) of a round; the client's id is another one in each, which is what changes."""
    client = ("-e", f"om_sso_client_id={client}")
    yield PING, _own("ping.yml"), ()
    yield RESTART, _own("restart.yml"), ()
    if kind.PLAYBOOK_BY_HAND and not quick:
        yield "by hand, a change", _own(kind.PLAYBOOK_BY_HAND), client
        yield BY_HAND, _own(kind.PLAYBOOK_BY_HAND), client
    yield CHANGE, "sso", (*client, *AT_ONCE)
    yield SAME, "sso", (*client, *AT_ONCE)
    if not quick:
        yield "ours, no change, one host first, then a quarter at a time", "sso", client
    yield VERIFY, "verify", client
    for name, (playbook, arguments) in kind.MORE.items():
        yield f"ours, {name}", playbook, (*client, *AT_ONCE, *arguments)


def _own(name):
    return str(HERE / "playbooks" / name)


class Spent(NamedTuple):
    """Seconds of a run: by the clock, of CPU on the controller, and of CPU on all hosts."""

    wall: float
    controller: float
    hosts: float


def measure(made, rounds, kind, names, quick):
    """{configuration: what each round has spent}."""
    found = {}
    for number in range(rounds):
        for name, playbook, arguments in configurations(f"Client{number}{int(time.time())}", kind, quick):
            with tempfile.TemporaryDirectory(prefix="om-sso-cp-") as sockets:
                hosts, before = _of_hosts(names), _clock()
                run = made.run(playbook, *arguments, ANSIBLE_SSH_CONTROL_PATH_DIR=sockets)
                wall, controller = (after - earlier for after, earlier in zip(_clock(), before))
                spent = Spent(wall, controller, _of_hosts(names) - hosts)
            if run.status:
                raise SystemExit(f"{name} failed:\n{run.output}")
            found.setdefault(name, []).append(spent)
            print(
                f"round {number + 1}: {name}: {', '.join(f'{one:.1f}' for one in spent)} s", file=sys.stderr, flush=True
            )
    return found


def _clock():
    """Now, and the CPU of all children so far. Docker takes longer to answer for the hosts than a ping takes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic(), used.ru_utime + used.ru_stime


def _of_hosts(names):
    """The CPU of all hosts so far."""
    return sum(docker_stats.cpu_seconds(targets.container(name)) for name in names)


def show(found, hosts, kind):
    """A table: how many pings each configuration takes, by the clock and in CPU, and what that is in seconds."""
    ping = _middle(found[PING])
    print(f"{hosts} hosts over SSH, {len(found[PING])} rounds; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores")
    print(f"{'medians; in pings, and in seconds':58}{'time':>14}{'controller':>14}{'hosts':>14}")
    for name, rounds in found.items():
        middle = _middle(rounds)
        cells = (f"{mine / theirs:5.2f} {mine:6.1f} s" for mine, theirs in zip(middle, ping))
        print(f"  {name:56}{''.join(f'{cell:>14}' for cell in cells)}")
    restart = found[RESTART]
    own = [
        Spent(*(mine - alone + once for mine, alone, once in zip(*spent)))
        for spent in zip(found[CHANGE], restart, found[PING])
    ]
    _against("a change without the restart", own, found[PING], 1.6)
    _against("no change", found[SAME], found[PING], kind.NO_CHANGE)
    for name in kind.MORE:
        _against(name, found[f"ours, {name}"], found[PING], kind.NO_CHANGE)
    _against("verify", found[VERIFY], found[PING], 1.2)
    if BY_HAND in found:
        _against("no change, against that by hand", found[SAME], found[BY_HAND], 0.5)


def _middle(rounds):
    return Spent(*map(statistics.median, zip(*rounds)))


def _against(what, ours, theirs, goal):
    """The medians of the ratios of each round to another configuration of the same round."""
    pairs = [Spent(*(mine / other for mine, other in zip(*spent))) for spent in zip(ours, theirs)]
    time_, controller, hosts = _middle(pairs)
    print(f"{what}: time {time_:.2f} (goal: {goal}), controller {controller:.2f}, hosts {hosts:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hosts", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--forks", type=int, default=10)
    parser.add_argument("--keep", action="store_true", help="leave the hosts for another run")
    parser.add_argument("--quick", action="store_true", help="without what is done by hand, and without a canary")
    parser.add_argument("--kind", choices=sorted(KINDS), default="bare_metal")
    arguments = parser.parse_args()
    kind = KINDS[arguments.kind]
    names = [f"{kind.PREFIX}{number}" for number in range(1, arguments.hosts + 1)]
    left = []
    try:
        docker.available()
        left = [] if arguments.keep else names
        prepare(names, kind)
        with tempfile.TemporaryDirectory(prefix="om-sso-bench-") as folder:
            made = controller(names, Path(folder), arguments.forks, kind)
            show(measure(made, arguments.rounds, kind, names, arguments.quick), arguments.hosts, kind)
    except (venvs.Missing, docker.Failed, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        for name in left:
            targets.remove(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
