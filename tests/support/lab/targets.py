# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Target hosts: containers that boot systemd and are reached over SSH, as a server somewhere would be.

A command, too, from the folder tests: `python3 -m lab.targets {start|restart|remove} NAME...`.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from . import cache, images
from .docker import Failed, docker
from .venvs import Missing

CAPABILITIES = ("SYS_ADMIN", "NET_ADMIN", "SYS_PTRACE", "MKNOD")
"""What systemd and an inner Docker need. `--privileged` asks for more than some machines give."""

SECURITY = ("seccomp=unconfined", "apparmor=unconfined", "systempaths=unconfined")
"""Without the last the inner Docker fails to set up the network of its containers."""

PREPARE = """
useradd --create-home --shell /bin/bash ops
echo 'ops ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ops
for home in /root /home/ops; do
  install -d -m 0700 -o $(stat -c %U $home) $home/.ssh
  install -m 0600 -o $(stat -c %U $home) /dev/stdin $home/.ssh/authorized_keys <<'KEY'
@KEY@
KEY
done
cat /etc/ssh/ssh_host_ed25519_key.pub
"""
"""Two ways in, for root and for a user with sudo; both are as common."""


def container(name: str) -> str:
    """The container of the target *name*: another checkout on this machine has others."""
    return f"om-sso-{cache.key(str(cache.CHECKOUT))[:6]}-{name}"


def folder() -> Path:
    """Where the key pair of this checkout's targets and their host keys are."""
    return cache.directory("targets", cache.key(str(cache.CHECKOUT)))


def start(name: str) -> None:
    """Make the target *name* anew, and wait until it has booted and lets us in."""
    image = images.target()
    remove(name)
    options = ["--name", container(name), "--hostname", name, "--stop-signal", "SIGRTMIN+3"]
    options += [word for capability in CAPABILITIES for word in ("--cap-add", capability)]
    options += [word for option in SECURITY for word in ("--security-opt", option)]
    options += ["--tmpfs", "/run", "--tmpfs", "/tmp", "--volume", "/var/lib/docker"]
    docker("run", "--detach", *options, *_cgroup(), image, "/sbin/init")
    key = _key().with_suffix(".pub").read_text(encoding="utf-8").strip()
    host_key = docker("exec", "--interactive", container(name), "sh", "-eu", text=PREPARE.replace("@KEY@", key))
    _known_hosts(name).write_text(f"{name} {host_key}\n", encoding="utf-8")
    _booted(name)


def restart(name: str) -> None:
    """Shut the target *name* down and boot it again, as a reboot of a host does; its address may change."""
    docker("restart", "--time", "60", container(name))
    _booted(name)


def exists(name: str) -> bool:
    """Whether there is a target *name*."""
    return bool(docker("container", "ls", "--all", "--quiet", "--filter", f"name=^/?{container(name)}$"))


def remove(name: str) -> None:
    """Remove the target *name* with its volumes; nothing happens when there is none."""
    if exists(name):
        docker("container", "rm", "--force", "--volumes", container(name))


def address(name: str) -> str:
    """Where the target *name* is now."""
    return docker("container", "inspect", "--format", "{{.NetworkSettings.IPAddress}}", container(name))


def variables(name: str) -> dict[str, str]:
    """How Ansible reaches the target *name*, as root or as ops; nothing when there is none."""
    if not exists(name):
        return {}
    return {
        "ansible_host": address(name),
        "ansible_python_interpreter": "/usr/bin/python3",
        "ansible_ssh_common_args": " ".join(_options(name)),
        "ansible_ssh_private_key_file": str(_key()),
    }


def _known_hosts(name: str) -> Path:
    """Where the host key of the target *name* is kept."""
    return folder() / f"known_hosts-{name}"


def _options(name: str) -> list[str]:
    """Options of ssh, so that it takes the target *name* for no other host and no other for it."""
    values = (
        f"UserKnownHostsFile={_known_hosts(name)}",
        f"HostKeyAlias={name}",
        "StrictHostKeyChecking=yes",
        "IdentitiesOnly=yes",
    )
    return [word for value in values for word in ("-o", value)]


def _key() -> Path:
    """The private key for this checkout's targets; it opens nothing else."""
    path = folder() / "id_ed25519"
    with cache.lock("targets-key"):
        if not path.exists():
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "openmetadata.sso lab", "-f", str(path)]
            try:
                subprocess.run(command, check=True)
            except FileNotFoundError:
                raise Missing("ssh-keygen and ssh are not installed (Debian: openssh-client)") from None
    return path


def _cgroup() -> list[str]:
    """Systemd wants cgroup v2: the whole hierarchy of a v2 machine, or the one that a v1 machine has beside its own."""
    if docker("info", "--format", "{{.CgroupVersion}}") == "2":
        return ["--cgroupns", "host", "--volume", "/sys/fs/cgroup:/sys/fs/cgroup:rw"]
    unified = Path("/sys/fs/cgroup/unified")
    if not unified.is_dir():
        raise Missing(f"this machine has cgroup v1 without {unified}: systemd cannot boot in a container")
    return ["--volume", f"{unified}:/sys/fs/cgroup:rw"]


def _booted(name: str, seconds: int = 120) -> None:
    """Wait until systemd says that all is up.

    Asked over SSH, as Docker's own way in is barred once inner containers run.
    """
    end = time.monotonic() + seconds
    command = ["ssh", *_options(name), "-o", "BatchMode=yes", "-o", "ConnectTimeout=5", "-i", str(_key())]
    question = "systemctl is-system-running --wait || systemctl --failed --no-legend"
    while True:
        answer = subprocess.run(
            [*command, f"root@{address(name)}", question], capture_output=True, text=True, check=False
        )
        if answer.stdout.strip() == "running":
            return
        if time.monotonic() > end:
            raise Failed(
                f"{container(name)} did not boot in {seconds} s: {answer.stdout.strip()} {answer.stderr.strip()}"
            )
        time.sleep(0.3)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("verb", choices=["start", "restart", "remove"])
    parser.add_argument("names", nargs="+")
    arguments = parser.parse_args()
    verb = {"start": start, "restart": restart, "remove": remove}[arguments.verb]
    try:
        for name in arguments.names:
            verb(name)
    except (Missing, Failed) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
