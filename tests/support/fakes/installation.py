# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A deployment and a server in this process, for tests of the transaction.

One file, an environment, rows, and what is served.

`Installation` is what a test asks; `failing` names a step of the deployment or the server that raises `HostError`.
"""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.base import Deployment
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export, dotted_path, env_file
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_change import FileChange
from ansible_collections.openmetadata.sso.plugins.module_utils._system.masking import Mask
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import host
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.host_change import HostChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.transaction import Transaction
from fakes import host_plan

OLD_ENVIRONMENT = {"AUTHENTICATION_PROVIDER": "basic"}
PROVIDER = "authenticationConfiguration.provider"
FILE = "openmetadata-sso.env"


class FakeDeployment(Deployment):
    """Its one file is the environment of the server, which reads it at a start."""

    name = "fake"

    def __init__(self, installation):
        super().__init__({"state_directory": str(installation.folder / ".openmetadata-sso")}, {}, [], [])
        self.all = installation

    @property
    def folder(self):
        return str(self.all.folder)

    def key_folder(self, key_id):
        return os.path.join(self.folder, "keys", key_id)

    def key_owner(self):
        return None

    def can_read(self, _pair):
        return self.all.key_is_readable

    def check(self):
        self.all.step("check")

    def prepare(self):
        self.all.step("prepare")

    def findings(self):
        return list(self.all.found)

    def running(self):
        return self.all.is_running

    def kept_starting(self):
        return self.all.is_kept_starting

    def has_run(self):
        return self.all.has_run

    def environments(self):
        return {"server": dict(self.all.environment) if self.all.is_running else None}

    def files(self):
        return [FileChange(str(self.all.file), self.all.planned_text, 0o600)]

    def places(self):
        return [(self.folder, "openmetadata-sso\\.env|keys/[^/]+/[^/]+\\.der")]

    def restart(self, _force=False):
        self.all.step("restart")
        self.all.start()

    def stop(self):
        self.all.step("stop")
        self.all.is_running = False

    def alive(self):
        return None

    def address(self, url):
        return url

    def ops(self, arguments, text):
        verb = arguments[4]
        self.all.step(f"rows {verb}")
        if verb == "update":
            self.all.rows = config_export.read(text)
        return commands.Result(0, config_export.write(self.all.rows) if verb == "get" else "", "")

    def log_mark(self):
        return 0

    def log_since(self, _mark):
        return self.all.log


class FakeServer:
    """Serves the provider of its rows where they decide, else that of its environment."""

    def __init__(self, installation):
        self.all = installation
        self.url = "http://localhost:8585"
        self.keys = installation.keys
        self.no_version = "http://localhost:8585/api/v1/system/version: HTTP 500: broken"

    def version(self):
        return self.all.version

    def served(self):
        if self.all.silent:
            return None, None, "connection refused"
        kids = [key["kid"] for key in self.keys]
        return {"provider": self.all.provider}, kids, None

    def redirect(self, _path):
        return 0, "connection refused"

    def unhealthy(self):
        return None

    def wait(self, _seconds, _alive):
        self.all.step("wait")
        return 3


class Installation:
    """One server that ran with basic authentication, before it gets single sign-on."""

    def __init__(self, folder, monkeypatch, version="1.9.7"):
        self.folder = folder
        self.file = folder / FILE
        self.version = version
        self.is_running, self.has_run, self.silent, self.key_is_readable = True, True, False, True
        self.is_kept_starting = False
        self.environment = dict(OLD_ENVIRONMENT)
        self.rows = {"authenticationConfiguration": {"provider": "basic"}, "authorizerConfiguration": {}}
        self.served_rows = self.rows
        self.keys = [{"kid": "own", "kty": "RSA", "n": "AQAB", "e": "AQAB"}]
        self.found, self.steps = [], []
        self.log = "INFO starting\nERROR cannot connect with s3cret-of-theirs\n"
        #: a step that fails, and how many times it succeeds before
        self.failing, self.spared = None, 0
        #: a step that fails the next time, and succeeds later, such as while restoring
        self.failing_once = None
        self.planned_text = "AUTHENTICATION_PROVIDER='auth0'\n"
        monkeypatch.setattr(host, "Server", lambda *_addresses: FakeServer(self))

    def step(self, name):
        self.steps.append(name)
        if name == self.failing_once:
            self.failing_once = None
            raise HostError(f"{name} failed.", "/x", "Repair it.")
        if name == self.failing:
            if not self.spared:
                raise HostError(f"{name} failed.", "/x", "Repair it.")
            self.spared -= 1

    def start(self):
        """A start reads the file and the rows."""
        texts = env_file.texts(self.file.read_text()) if self.file.exists() else {}
        self.environment = {**OLD_ENVIRONMENT, **texts}
        self.served_rows = self.rows
        self.is_running, self.silent = True, False

    @property
    def provider(self):
        decide = self.version is not None and int(self.version.split(".")[1]) >= 10
        return dotted_path.read(self.served_rows, PROVIDER) if decide else self.environment["AUTHENTICATION_PROVIDER"]

    @property
    def state(self):
        """The folder of the collection's state."""
        path = self.folder / ".openmetadata-sso"
        path.mkdir(mode=0o700, exist_ok=True)
        return path

    def host(self, **fields):
        """A `Host` that plans auth0."""
        variable = host_plan.variable("AUTHENTICATION_PROVIDER", "auth0", paths=[PROVIDER])
        plan = host_plan.made(variable, **{"served": {"provider": "auth0"}, **fields})
        return host.Host(plan, FakeDeployment(self), Mask(b"key", (), ()))

    def transaction(self, **fields):
        """A transaction on the server as it is now."""
        return Transaction(HostChange(self.host(**fields), str(self.state)))

    def failure(self, **fields):
        """The error of a change that fails."""
        with pytest.raises(HostError) as error:
            self.transaction(**fields).apply()
        return error.value

    def left(self):
        """The files of the collection's state, besides its lock."""
        return sorted(path.name for path in self.state.iterdir() if path.name != "lock")

    def exports(self):
        """The exports of the stored rows that were kept."""
        folder = self.state / "exports"
        return sorted(folder.iterdir()) if folder.exists() else []
