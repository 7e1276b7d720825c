# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts on which faults strike: bare metal, and Docker Compose with a stand-in for the program docker.

Each has two configurations, old and new, and is only ever left in one of them.
"""

import json
import os
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import Server
from lab import direct, rows
from lab.installation import Installation, look
from lab.playbooks import until

from .traps import SLOWLY, Traps, quick

HERE = Path(__file__).parent
OPERATORS_LINE = "export DB_USER_PASSWORD='of-the-operator'\n"
OURS = ("key", "last_good.json", "lock")


class World:
    """One host: ``home`` is the simulator behind it, ``watched`` the operator's folder on it."""

    def __init__(self, home, release, operator):
        self.simulator = Installation(home, release)
        self.release = release
        self.variables = {**operator, **self.simulator.variables}
        self.plans = {}
        self.states = {}

    @property
    def has_rows(self):
        return not self.release.startswith("1.9")

    def begin(self, **changes):
        """Configure the host with both plans in turn and remember what each looks like; ends with the old one."""
        new = {
            "om_sso_client_id": "AnotherClient1",
            "om_sso_client_secret": "another-secret",
            "om_sso_admin_principals": ["other.admin"],
        }
        self.plans = {"old": self.variables, "new": {**self.variables, **new, **changes}}
        for name in ("old", "new", "old"):
            self.apply(name).passed()
            self.states[name] = self.state()
        self.kept = self.operators_files()
        return self

    def content(self, name, verb="apply", **changes):
        """The payload of one of the two plans."""
        return direct.document({**self.plans[name], **changes}, verb)

    def apply(self, name, traps=quick, **changes):
        """Apply one of the plans, with traps laid or not."""
        return direct.run(self.content(name, **changes), prepare=traps)

    def start_apply(self, name):
        """The same beside the test; call what comes back for the outcome."""
        pool = ThreadPoolExecutor(1)
        return pool.submit(self.apply, name).result

    def swap(self):
        """The new configuration is the old one from now on."""
        for table in (self.plans, self.states):
            table["old"], table["new"] = table["new"], table["old"]

    def strike(self, kind, step):
        """Change to the new configuration with a fault on the way."""
        if self.state() != self.states["old"]:  # a test before this one failed
            self.apply("old").passed()
        if kind in ("kill during", "kill both") and "ops command" in step:
            return self.apply("new", Traps(kind, step, begun=self.fault("slow_update", f"once\n{SLOWLY}\n")))
        if kind != "server":
            return self.apply("new", Traps(kind, step))
        if step == "dropped":
            return self.apply("new", lambda: (quick(), drop(self.stop)))
        seconds = {"slow_start": "30\n", "dies_late": "2\n"}
        self.fault(step, "once\n" + seconds.get(step, ""))
        return self.apply("new", om_sso_health_timeout=3, om_sso_settle_time=4 if step == "dies_late" else 0)

    def fault(self, name, content):
        """A fault of the server or of its ops command; the file that is gone when it has struck."""
        path = self.simulator.home / "faults" / name
        path.write_text(content, encoding="utf-8")
        return path

    def left_behind(self):
        """Programs of this host that a killed run had called."""
        found = [
            path
            for path in Path("/proc").glob("[0-9]*")
            if " ops " in _text(path / "cmdline") or "faulty/docker.py" in _text(path / "cmdline")
        ]
        return any(
            str(self.simulator.home.parent) in _text(path / "cmdline") + _text(path / "environ") for path in found
        )

    def untouched(self):
        """Whether everything of the operator's and an administrator's is as it was."""
        return (not self.has_rows or rows.holds(self.rows(), rows.FOREIGN)) and self.operators_files() == self.kept

    def rows(self):
        """The stored rows as the database holds them; releases that do not read them only seed them."""
        return rows.read(self.simulator) if self.has_rows else None

    def state(self):
        """Files, rows and what is served."""
        return {"files": self.files(), "rows": self.rows(), "served": self.simulator.served()}

    def name_of(self, served):
        """Which of the two configurations this is; anything else is a mixture."""
        found = [name for name, state in self.states.items() if state["served"] == served]
        assert found, f"a mixture is served: {served}"
        return found[0]

    def settled(self, seconds=20):
        """What is served once a start that is under way is over; nothing when no server runs."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            served = self.simulator.served()
            if served is not None or self.process() is None:
                return served
            time.sleep(0.05)
        raise AssertionError("the server neither serves nor ends")


def drop(stop):
    """The server ends while the run waits for it."""
    original = Server.wait

    def wait(*arguments, **keywords):
        Server.wait = original
        stop()
        return original(*arguments, **keywords)

    Server.wait = wait


def _text(path):
    try:
        return path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


class BareMetal(World):
    """A server that ``bin/openmetadata.sh`` runs."""

    kind = "bare metal"

    def __init__(self, folder, release, operator):
        super().__init__(folder / f"om-{release}", release, operator)
        self.watched = self.simulator.home
        self.state_folder = self.simulator.state
        self.simulator.hook.write_text(OPERATORS_LINE, encoding="utf-8")
        self.simulator.start()
        if self.has_rows:
            rows.change(self.simulator, rows.FOREIGN)

    def files(self):
        return self.simulator.tree()

    def operators_files(self):
        return self.simulator.configuration.read_text(
            encoding="utf-8"
        ), OPERATORS_LINE in self.simulator.hook.read_text(encoding="utf-8")

    def process(self):
        return self.simulator.pid

    def stop(self):
        self.simulator.stop()


class Compose(World):
    """A server that the stand-in for docker runs."""

    kind = "Docker Compose"

    def __init__(self, folder, release, operator):
        self.folder = folder / f"docker-{release}"
        self.watched = self.folder / "project"
        self.watched.mkdir(parents=True)
        super().__init__(self.folder / "image", release, operator)
        self.state_folder = self.watched / ".openmetadata-sso"
        # The base file has no user names or ports to be published: the stand-in's server listens on this machine.
        text = (
            "services:\n  openmetadata-server:\n    environment: {DB_HOST: db}\n  execute-migrate-all:\n"
            "    environment: {DB_HOST: db}\n"
        )
        (self.watched / "docker-compose.yml").write_text(text, encoding="utf-8")
        self.variables.update({"om_sso_deployment": "docker_compose", "om_sso_compose_directory": str(self.watched)})
        self.variables["om_sso_state_directory"] = str(self.state_folder)
        self.variables.update(dict.fromkeys(("om_sso_home", "om_sso_service", "om_sso_user")))
        os.environ["FAKE_DOCKER"] = str(self.folder)
        self.docker("compose", "up", "--detach", "execute-migrate-all", "openmetadata-server")
        until(self.simulator.served)
        rows.change(self.simulator, rows.FOREIGN)

    def docker(self, *arguments):
        return subprocess.run(
            [HERE / "docker", *arguments], cwd=self.watched, check=True, capture_output=True, text=True
        ).stdout

    def files(self):
        return {path.name: look(path) for path in sorted(self.watched.iterdir()) if path.name != ".openmetadata-sso"}

    def operators_files(self):
        return (self.watched / "docker-compose.yml").read_text(encoding="utf-8")

    def process(self):
        containers = json.loads((self.folder / "containers.json").read_text(encoding="utf-8"))
        pid = containers["openmetadata-server"]["pid"]
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except FileNotFoundError:
            return None
        return pid if command else None  # a zombie has none

    def stop(self):
        pid = self.process()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
