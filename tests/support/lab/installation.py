# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bare-metal install of the simulator in a folder of its own, without systemd, and everything to be seen of it."""

import getpass
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from ansible_collections.openmetadata.sso.plugins.module_utils._system import processes

from . import cache

INSTALL = cache.CHECKOUT / "tests" / "support" / "simulator" / "install.py"
BUSY = ("logs", "data", "faults", ".openmetadata-sso")
"""Folders that change while a server lives, or hold a run's own state."""


SHARES = 4


def ports_of(process: str) -> range:
    """The ports of one test process, as pytest-xdist names it: nobody listens on them while a server is restarted.

    They are below those that Linux gives to outgoing connections, which could take one between the choice and the use.
    """
    return range(20000 + int(process.removeprefix("gw")) % SHARES, 32000, SHARES)


PORTS = ports_of(os.environ.get("PYTEST_XDIST_WORKER", "gw0"))
_given: set[int] = set()


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now and that were not given before.

    Chosen at random, for other runs of the tests choose too.
    """
    ports: list[int] = []
    while len(ports) < count:
        port = random.choice(PORTS)
        if port not in _given and _is_free(port):
            _given.add(port)
            ports.append(port)
    return ports


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("0.0.0.0", port))
        except OSError:
            return False
    return True


class Installation:
    """One install; ``variables`` are what an operator's inventory says about its host."""

    def __init__(self, home: Path, release: str = "1.9.7", *options: str):
        self.home = home
        self.port, self.admin_port = free_ports(2)
        self.unpack(home, release, (self.port, self.admin_port), *options)
        self.url = f"http://localhost:{self.port}"

    @staticmethod
    def unpack(home: Path, release: str, ports: tuple[int, int], *options: str) -> None:
        """Put a release into a folder.

        Over another one it is an upgrade, which keeps the database and the operator's files.
        """
        command = [
            sys.executable,
            INSTALL,
            "--directory",
            home,
            "--release",
            release,
            "--port",
            ports[0],
            "--admin-port",
            ports[1],
        ]
        subprocess.run([*map(str, command), *options], check=True, stdout=subprocess.DEVNULL)

    @property
    def variables(self) -> dict:
        """Connection and target of this install."""
        return {
            "ansible_connection": "local",
            "ansible_python_interpreter": sys.executable,
            "om_sso_deployment": "bare_metal",
            "om_sso_home": str(self.home),
            "om_sso_service": "",
            "om_sso_user": getpass.getuser(),
            "om_sso_server_internal_url": self.url,
            "om_sso_health_url": f"http://localhost:{self.admin_port}/healthcheck",
            "om_sso_health_timeout": 20,
            "om_sso_settle_time": 0,
            # A run as root would keep it in /var/lib, which outlives the test.
            "om_sso_state_directory": str(self.state),
            "om_sso_preflight": "off",
            "om_sso_api_url": self.url,
        }

    @property
    def state(self) -> Path:
        """The folder in which the collection keeps lock, journal and key."""
        return self.home / ".openmetadata-sso"

    @property
    def own_file(self) -> Path:
        """The file that the collection writes."""
        return self.home / "conf" / "openmetadata-sso.sh"

    @property
    def hook(self) -> Path:
        """The operator's file, to which the collection adds a block."""
        return self.home / "conf" / "openmetadata-env.sh"

    @property
    def configuration(self) -> Path:
        """conf/openmetadata.yaml."""
        return self.home / "conf" / "openmetadata.yaml"

    def start(self) -> "Installation":
        """Start the server as an operator does, and wait until it serves."""
        self._script()
        self.wait()
        return self

    def launch(self, seconds: float = 20) -> None:
        """Start a server that cannot serve, and wait until it has given up."""
        self._script()
        end = time.monotonic() + seconds
        while self.pid is not None:
            assert time.monotonic() < end, f"{self.home}: the server has not given up after {seconds} s"
            time.sleep(0.05)

    def _script(self) -> None:
        if (
            self.pid is None
        ):  # the script starts nothing while an old process is listed, which it is until process 1 collects it
            (self.home / "logs" / "catalog.pid").unlink(missing_ok=True)
        subprocess.run(
            [self.home / "bin" / "openmetadata.sh", "start"],
            cwd=self.home,
            check=True,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )

    def wait(self, seconds: float = 20) -> None:
        """Wait until it serves."""
        end = time.monotonic() + seconds
        while self.served() is None:
            assert time.monotonic() < end, f"{self.home} does not serve: {self.log()}"
            time.sleep(0.05)

    def stop(self) -> None:
        """End its process, if one of this install runs."""
        pid = self.pid
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
            while not processes.gone(pid):
                time.sleep(0.01)

    @property
    def pid(self) -> int | None:
        """Its process; a PID that was given to another program does not count."""
        try:
            pid = int((self.home / "logs" / "catalog.pid").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        while not (words := processes.words(pid)) and processes.alive(pid):
            time.sleep(0.001)  # the kernel shows no words while a program is being loaded, and the script loads two
        return pid if any(str(self.home) in word for word in words) else None

    def environ(self) -> dict[str, str]:
        """The environment of its process, as the kernel has it."""
        pairs = Path(f"/proc/{self.pid}/environ").read_bytes().decode("utf-8", "surrogateescape").split("\0")
        return dict(pair.split("=", 1) for pair in pairs if "=" in pair)

    def served(self) -> dict | None:
        """What it says about the sign-in; none when it does not answer."""
        try:
            with urllib.request.urlopen(f"{self.url}/api/v1/system/config/auth", timeout=5) as answer:
                return json.load(answer)
        except OSError:
            return None

    def keep(self) -> "Installation":
        """Remember all files as they are now."""
        shutil.copytree(self.home, self.home.with_name(self.home.name + ".kept"), symlinks=True)
        return self

    def back(self) -> "Installation":
        """Everything as it was remembered, and the server started with it: quicker than another run of a playbook."""
        self.stop()
        shutil.rmtree(self.home)
        shutil.copytree(self.home.with_name(self.home.name + ".kept"), self.home, symlinks=True)
        return self.start()

    def fault(self, name: str, content: str = "") -> None:
        """A fault for the next start; with the content ``once`` for that start only."""
        (self.home / "faults" / name).write_text(content + "\n", encoding="utf-8")

    def heal(self) -> None:
        """No fault any more."""
        for path in (self.home / "faults").iterdir():
            path.unlink()

    def log(self) -> str:
        """The end of what the server wrote."""
        paths = [self.home / "logs" / name for name in ("catalog.err", "openmetadata.log")]
        return "\n".join(path.read_text(encoding="utf-8")[-1000:] for path in paths if path.exists())

    def log_count(self, words: str) -> int:
        """How often the server has written these words."""
        return (self.home / "logs" / "openmetadata.log").read_text(encoding="utf-8").count(words)

    def tree(self, everything: bool = False) -> dict:
        """{path: mode, owner, content}; ``everything`` adds the busy folders and the time of each change."""
        return {
            str(path.relative_to(self.home)): look(path, everything)
            for path in sorted(self.home.rglob("*"))
            if everything or not self._busy(path)
        }

    def _busy(self, path: Path) -> bool:
        return path.relative_to(self.home).parts[0] in BUSY or "__pycache__" in path.parts

    def state_files(self) -> list[str]:
        """The names in the state folder."""
        return (
            sorted(str(path.relative_to(self.state)) for path in self.state.rglob("*")) if self.state.exists() else []
        )


def look(path: Path, everything: bool = False) -> tuple:
    """Mode, owner and content of a path; ``everything`` adds the time of each change."""
    status = path.lstat()
    content = (
        os.readlink(path)
        if path.is_symlink()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
    )
    change = (status.st_ino, status.st_mtime_ns, status.st_ctime_ns) if everything else ()
    return (oct(status.st_mode), status.st_uid, status.st_gid, content, *change)
