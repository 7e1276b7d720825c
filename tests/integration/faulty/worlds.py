# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts on which faults strike: bare metal, and Docker Compose with a stand-in for the program docker.

Each has two configurations, old and new, and is only ever left in one of them.
"""

import json
import os
import signal
import time
from pathlib import Path

from lab import direct
from lab.installation import Installation
from lab.playbooks import until

HERE = Path(__file__).parent
OPERATORS_LINE = "export DB_USER_PASSWORD='of-the-operator'\n"
#: What an administrator set elsewhere; no field of ours.
FOREIGN = {"authorizerConfiguration": {"testPrincipals": ["tester"]}, "authenticationConfiguration": {"ldapConfiguration": {"host": "ldap.acme.io", "port": 636}}}
OURS = ("key", "lock", "proven.json")


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
        new = {"om_sso_client_id": "AnotherClient1", "om_sso_client_secret": "another-secret", "om_sso_admin_principals": ["other.admin"]}
        self.plans = {"old": self.variables, "new": {**self.variables, **new, **changes}}
        for name in ("old", "new", "old"):
            self.apply(name).passed()
            self.states[name] = self.state()
        return self

    def content(self, name, verb="apply", **changes):
        """The payload of one of the two plans."""
        return direct.document({**self.plans[name], **changes}, verb)

    def apply(self, name, traps=None, **changes):
        """Apply one of the plans, with traps laid or not."""
        return direct.run(self.content(name, **changes), prepare=traps)

    def rows(self):
        """The stored rows as the database holds them; releases that do not read them only seed them."""
        if not self.has_rows:
            return None
        return json.loads((self.simulator.home / "data" / "database.json").read_text(encoding="utf-8"))["openmetadata_settings"]

    def foreign_rows(self):
        """Put into the rows what is none of ours."""
        path = self.simulator.home / "data" / "database.json"
        tables = json.loads(path.read_text(encoding="utf-8"))
        for section, fields in FOREIGN.items():
            tables["openmetadata_settings"][section].update(fields)
        path.write_text(json.dumps(tables), encoding="utf-8")

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
            self.foreign_rows()

    def files(self):
        return self.simulator.tree()

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
        text = "services:\n  openmetadata-server:\n    environment: {DB_HOST: db}\n  execute-migrate-all:\n    environment: {DB_HOST: db}\n"
        (self.watched / "docker-compose.yml").write_text(text, encoding="utf-8")
        self.variables.update({"om_sso_deployment": "docker_compose", "om_sso_compose_directory": str(self.watched)})
        self.variables.update({name: None for name in ("om_sso_home", "om_sso_service", "om_sso_user")})
        os.environ["FAKE_DOCKER"] = str(self.folder)
        self.docker("compose", "up", "--detach", "execute-migrate-all", "openmetadata-server")
        until(self.simulator.served)
        self.foreign_rows()

    def docker(self, *arguments):
        import subprocess
        return subprocess.run([HERE / "docker", *arguments], cwd=self.watched, check=True, capture_output=True, text=True).stdout

    def files(self):
        from lab.installation import _look
        return {path.name: _look(path, False) for path in sorted(self.watched.iterdir()) if path.name != ".openmetadata-sso"}

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
