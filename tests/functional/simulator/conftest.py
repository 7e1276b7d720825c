# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs of the simulator in a temporary folder, started inside the test's own process, without ports."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SIMULATOR = Path(__file__).resolve().parents[2] / "support" / "simulator"
sys.path.insert(0, str(SIMULATOR))

import install  # noqa: E402 (it lies in the folder just named)
from om_simulator import boot, configuration, faults, people, settings, web  # noqa: E402
from om_simulator.log import Log  # noqa: E402
from om_simulator.store import USERS, FileStore  # noqa: E402


class Running:
    """A started server: what it answers, and the state behind that."""

    def __init__(self, state):
        self.state = state
        self._routes = boot.routes(state)

    def call(self, method, path, body=None, token=None):
        """(status, answer) of a call to the application port."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        content = b"" if body is None else json.dumps(body).encode()
        response = web.dispatch(self._routes, method, path, headers, content)
        return response.status, response.body

    def get(self, path, **headers):
        """The whole answer to a browser: status, body and headers."""
        return web.dispatch(self._routes, "GET", path, headers, b"")

    def token(self, name="admin"):
        """The token of a user, or the stored one of a bot."""
        user = self.state.store.get(USERS, name)
        return user["token"] if user["isBot"] else people.token_for(self.state, user, "OneHour")

    @property
    def served(self):
        """The public view of the authentication configuration."""
        return self.call("GET", "/api/v1/system/config/auth")[1]

    @property
    def security(self):
        """The security configuration as a bot that is an administrator sees it: nothing masked."""
        if self.state.store.get(USERS, "automation") is None:
            bot = people.new_user("automation", "automation@open-metadata.org", is_admin=True, is_bot=True)
            self.state.store.put(USERS, "automation", dict(bot, token=people.token_for(self.state, bot, "Unlimited")))
        return self.call("GET", "/api/v1/system/security/config", token=self.token("automation"))[1]

    @property
    def sendable(self):
        """The same as PUT and validate take it: the stock file's ldapConfiguration lacks what the API requires."""
        found = self.security
        found["authenticationConfiguration"].pop("ldapConfiguration", None)
        return found


class Install:
    """One install in a folder."""

    def __init__(self, home, release, *options):
        self.home = home
        assert install.main(["--directory", str(home), "--release", release, *map(str, options)]) == 0

    def start(self, **environment):
        """A new process, as it were; raises what would end the real one."""
        os.chdir(self.home)  # the paths of the keys are relative to it
        told = settings.read(str(self.home), environment)
        loaded = configuration.load(told.configuration, environment, told.release)
        return Running(boot.boot(told, loaded, faults.take(told.faults), Log(str(self.home / "logs"))))

    def ops(self, *arguments, stdin="", **environment):
        """A run of openmetadata-ops.sh: the finished process."""
        command = [str(self.home / "bootstrap" / "openmetadata-ops.sh"), *map(str, arguments)]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, check=False, env={**os.environ, **environment}
        )

    @property
    def rows(self):
        """The stored rows."""
        return FileStore(str(self.home / "data" / "database.json"))

    @property
    def log(self):
        """The messages of logs/openmetadata.log."""
        return [
            json.loads(line)["message"] for line in (self.home / "logs" / "openmetadata.log").read_text().splitlines()
        ]


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """`installed(release, *options)` makes an install; the working directory comes back in the end."""
    monkeypatch.chdir(tmp_path)
    return lambda release, *options, folder="om": Install(tmp_path / folder, release, *options)


@pytest.fixture(scope="module")
def kept_server(tmp_path_factory):
    """`kept_server(release)` starts one for all tests of a file that change nothing."""
    before = Path.cwd()
    yield lambda release: Install(tmp_path_factory.mktemp("kept") / "om", release).start()
    os.chdir(before)
