# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wall time of an apply over SSH to several hosts, as a ratio to a ping, beside a hand-written playbook that does less.

Hosts are containers with systemd and the stand-in server, which starts within a second: the ratios are about the
tool, not about OpenMetadata's own start. Every configuration begins without an SSH connection and is run once a round,
one after the other, so that a busy machine slows all of them. Needs Docker; `--keep` leaves the hosts for another run.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lab import cache, docker, interpreters, targets, venvs
from lab.playbooks import Controller

HERE = Path(__file__).resolve().parent

PREPARE = """
systemctl disable --now docker.service docker.socket containerd.service
python3 /opt/simulator/install.py --directory /opt/openmetadata --release 1.9.7
useradd --system --home-dir /opt/openmetadata openmetadata
chown -R openmetadata: /opt/openmetadata
mkdir /etc/systemd/system/openmetadata.service.d
systemctl enable --now openmetadata.service
"""
OPERATOR = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "acme.eu.auth0.com",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_client_secret": "a-secret-of-auth0",
    "om_sso_admin_principals": ["data.admin"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_deployment": "bare_metal",
}
AT_ONCE = ("-e", "om_sso_serial=100%")


def prepare(names):
    """Boot the hosts and start a server on each."""
    unit = cache.CHECKOUT / "molecule" / "bare_metal" / "files" / "openmetadata.service"
    for name in names:
        if targets.exists(name):
            continue
        print(f"booting {name}", file=sys.stderr, flush=True)
        targets.start(name)
        for source, target in (
            (cache.CHECKOUT / "tests" / "support" / "simulator", "/opt/simulator"),
            (unit, "/etc/systemd/system/openmetadata.service"),
        ):
            docker.docker("cp", str(source), f"{targets.container(name)}:{target}")
        docker.docker("exec", "--interactive", targets.container(name), "sh", "-eu", text=PREPARE)


def controller(names, folder, forks):
    """The newest ansible-core with pipelining, as the README advises, and nothing else."""
    python = interpreters.find((3, 12))
    if not python:
        raise venvs.Missing("ansible-core 2.21 wants Python 3.12 or newer, and none is in PATH or kept by pyenv")
    made = Controller(venvs.ensure("core-2.21", python), folder, "2.21")
    del made.environment["ANSIBLE_CALLBACKS_ENABLED"]
    made.environment.update(ANSIBLE_FORKS=str(forks), ANSIBLE_SSH_ARGS="-C -o ControlMaster=auto -o ControlPersist=20s")
    made.inventory({name: targets.variables(name) for name in names}, om_sso_report_path=None, **OPERATOR)
    return made


def configurations(client):
    """(name, playbook, arguments) of a round; the client's id is another one in each, which is what changes."""
    client = ("-e", f"om_sso_client_id={client}")
    by_hand = str(HERE / "playbooks" / "by_hand.yml")
    return (
        ("ping", str(HERE / "playbooks" / "ping.yml"), ()),
        ("by hand, a change", by_hand, client),
        ("by hand, no change", by_hand, client),
        ("ours, a change", "sso", (*client, *AT_ONCE)),
        ("ours, no change", "sso", (*client, *AT_ONCE)),
        ("ours, no change, one host first, then a quarter at a time", "sso", client),
        ("ours, verify", "verify", client),
    )


def measure(made, rounds):
    """{configuration: [(wall seconds, seconds of CPU on the controller) of each round]}."""
    found = {}
    for number in range(rounds):
        for name, playbook, arguments in configurations(f"Client{number}{int(time.time())}"):
            with tempfile.TemporaryDirectory(prefix="om-sso-cp-") as sockets:
                started, busy = time.monotonic(), cpu()
                run = made.run(playbook, *arguments, ANSIBLE_SSH_CONTROL_PATH_DIR=sockets)
                found.setdefault(name, []).append((time.monotonic() - started, cpu() - busy))
            if run.status:
                raise SystemExit(f"{name} failed:\n{run.output}")
            print(f"round {number + 1}: {name}: {found[name][-1][0]:.1f} s", file=sys.stderr, flush=True)
    return found


def cpu():
    """Seconds of CPU of all children so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show(found, hosts):
    """A table: how many pings each configuration takes, by the best and the middle round, and the seconds."""
    ping = {how: how(wall for wall, _cpu in found["ping"]) for how in (min, statistics.median)}
    busy = statistics.median(used for _wall, used in found["ping"])
    print(
        f"{hosts} hosts over SSH, as a multiple of a ping: wall time (min / median of {len(found['ping'])} rounds), "
        "CPU of the controller (median)"
    )
    for name, rounds in found.items():
        walls = [wall for wall, _cpu in rounds]
        ratios = " / ".join(f"{how(walls) / seconds:5.2f}" for how, seconds in ping.items())
        used = statistics.median(used for _wall, used in rounds)
        print(f"  {name:60}{ratios}   {used / busy:5.2f}   {min(walls):6.1f} / {statistics.median(walls):6.1f} s")
    compare(found, "by hand, no change", 0.5)
    compare(found, "ping", 2)


def compare(found, other, goal):
    """Our run without a change against another configuration of the same round."""
    pairs = [ours[0] / theirs[0] for ours, theirs in zip(found["ours, no change"], found[other])]
    print(
        f"ours, no change, against {other}, round by round: {', '.join(f'{pair:.2f}' for pair in pairs)} (goal: "
        f"{goal} at most)"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hosts", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--forks", type=int, default=10)
    parser.add_argument("--keep", action="store_true", help="leave the hosts for another run")
    arguments = parser.parse_args()
    names = [f"bench{number}" for number in range(1, arguments.hosts + 1)]
    try:
        docker.available()
        prepare(names)
        with tempfile.TemporaryDirectory(prefix="om-sso-bench-") as folder:
            show(measure(controller(names, Path(folder), arguments.forks), arguments.rounds), arguments.hosts)
    except (venvs.Missing, docker.Failed, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        for name in [] if arguments.keep else names:
            targets.remove(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
