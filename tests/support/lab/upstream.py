# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real OpenMetadata: a copy of an installed release with ports of its own, on a database that no server has used yet.

The given home is only read. The database must be empty or migrated: one that a server has used belongs to somebody.
"""

import json
import os
import shlex
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from .installation import Installation, free_ports
from .venvs import Missing

HOME, DATABASE, SEARCH = "OM_SSO_UPSTREAM_HOME", "OM_SSO_UPSTREAM_DATABASE", "OM_SSO_UPSTREAM_SEARCH"
COPIED = ("bin", "bootstrap", "conf")
"""What a run writes to, or finds its home by; everything else is linked."""
SECONDS = 900
"""For a first start and for the migrations (320 s and 340 s were measured on two cores under a load of 30)."""
ADMIN, PASSWORD = "admin@open-metadata.org", "admin"


class Parts(NamedTuple):
    """What an operator names by the environment."""

    home: Path
    database: str
    search: str


def parts() -> Parts:
    """The installed release, its database and its search engine; raises `Missing` with what to set."""
    values = [os.environ.get(name, "") for name in (HOME, DATABASE, SEARCH)]
    if not all(values):
        raise Missing(
            f"{HOME}, {DATABASE} and {SEARCH} name no installed OpenMetadata (docs/contribute/real-server.md)"
        )
    home = Path(values[0]).resolve()
    if not (home / "bin" / "openmetadata.sh").is_file():
        raise Missing(f"{HOME}={home} has no bin/openmetadata.sh")
    if not shutil.which("psql"):
        raise Missing("psql is not installed (Debian: postgresql-client)")
    return Parts(home, *values[1:])


def users(database: str) -> int:
    """How many users the database holds: none before a server has started on it."""
    question = "select to_regclass('user_entity') is not null"
    if _asked(database, question) != "t":
        return 0
    return int(_asked(database, "select count(*) from user_entity"))


def _asked(database: str, statement: str) -> str:
    command = ["psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", statement, database]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"{DATABASE} cannot be read: {done.stderr.strip()}")
    return done.stdout.strip()


class Upstream(Installation):
    """One install of a real release."""

    def __init__(self, folder: Path, given: Parts):
        self.home = folder / "openmetadata"
        self.port, self.admin_port = free_ports(2)
        self.url = f"http://localhost:{self.port}"
        self.home.mkdir()
        for entry in given.home.iterdir():
            if entry.name in COPIED:
                shutil.copytree(entry, self.home / entry.name)
            elif entry.name != "logs":
                (self.home / entry.name).symlink_to(entry)
        (self.home / "logs").mkdir()
        lines = [f"export {name}={shlex.quote(value)}" for name, value in self._environment(given).items()]
        with open(self.hook, "a", encoding="utf-8") as hook:
            hook.write("\n".join(["", *lines, ""]))

    def _environment(self, given: Parts) -> dict[str, str]:
        """What an operator of this server would write, beside what the given home has."""
        database, search = urlsplit(given.database), urlsplit(given.search)
        return {
            "SERVER_HOST": "127.0.0.1",
            "SERVER_PORT": str(self.port),
            "SERVER_ADMIN_PORT": str(self.admin_port),
            "DB_DRIVER_CLASS": "org.postgresql.Driver",
            "DB_SCHEME": "postgresql",
            "DB_PARAMS": "sslmode=prefer",
            "DB_HOST": database.hostname or "localhost",
            "DB_PORT": str(database.port or 5432),
            "DB_USER": unquote(database.username or ""),
            "DB_USER_PASSWORD": unquote(database.password or ""),
            "OM_DATABASE": database.path.strip("/"),
            "SEARCH_TYPE": "opensearch",
            "ELASTICSEARCH_SCHEME": search.scheme,
            "ELASTICSEARCH_HOST": search.hostname or "localhost",
            "ELASTICSEARCH_PORT": str(search.port or 9200),
            "PIPELINE_SERVICE_CLIENT_ENABLED": "false",
        }

    @property
    def variables(self) -> dict:
        """The same with the patience that a real server needs."""
        return {**super().variables, "om_sso_health_timeout": SECONDS}

    def migrate(self) -> None:
        """Bring the database to this release, as the installation guide says."""
        script = ". conf/openmetadata-env.sh && exec bootstrap/openmetadata-ops.sh migrate"
        command = ["bash", "-c", script]
        done = subprocess.run(command, cwd=self.home, capture_output=True, text=True, timeout=SECONDS, check=False)
        assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]

    def wait(self, seconds: float = SECONDS) -> None:
        """Wait until it is healthy and serves."""
        end = time.monotonic() + seconds
        while not (self.healthy() and self.served()):
            assert self.pid is not None, f"{self.home} ended: {self.log()}"
            assert time.monotonic() < end, f"{self.home} does not serve: {self.log()}"
            time.sleep(0.5)

    def healthy(self) -> bool:
        """Whether the admin port says so."""
        try:
            with urllib.request.urlopen(f"http://localhost:{self.admin_port}/healthcheck", timeout=30) as answer:
                return answer.status == 200
        except OSError:
            return False

    def call(self, path: str, token: str = "", method: str = "GET", body: object = None, kind: str = "json") -> tuple:
        """(HTTP status, answer) of a call below /api/v1; the answer as text where it is not JSON."""
        headers = {"Content-Type": f"application/{kind}", **({"Authorization": f"Bearer {token}"} if token else {})}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api/v1/{path}", data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, _parsed(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, _parsed(error.read())

    def patch_rows(self, token: str, *changes: tuple[str, object]) -> None:
        """Change fields of the stored rows as an administrator does in the user interface."""
        body = [{"op": "replace", "path": f"/{path}", "value": value} for path, value in changes]
        status, answer = self.call("system/security/config", token, "PATCH", body, "json-patch+json")
        assert status in (200, 204), (status, answer)


def _parsed(content: bytes):
    text = content.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return text
