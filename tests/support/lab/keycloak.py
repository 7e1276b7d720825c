# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Keycloak from Maven Central.

Fetched and built once into the cache, started for a test session, ended by its PID.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

from . import cache
from .installation import free_ports
from .venvs import Missing

VERSION = "26.0.7"
FETCH = ("mvn", "-q", "-B", "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy")
BUILD = ("build", "--db=dev-mem")
ADMIN = "admin"


def built(version: str = VERSION) -> Path:
    """The folder of the built distribution, made when it is not there yet; raises `Missing`."""
    artifact = f"org.keycloak:keycloak-quarkus-dist:{version}:zip"
    name = f"keycloak-{version}-{cache.key(artifact, *BUILD)}"
    folder = cache.directory(name)
    home = folder / f"keycloak-{version}"
    with cache.lock(name):
        if not (folder / "complete").exists():
            print(f"building {folder} (once)", file=sys.stderr, flush=True)
            for program, package in (("java", "openjdk-17-jre-headless"), ("mvn", "maven")):
                if not shutil.which(program):
                    raise Missing(f"{program} is not installed (Debian: {package})")
            _run([*FETCH, f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"])
            shutil.rmtree(home, ignore_errors=True)
            archive = folder / f"keycloak-quarkus-dist-{version}.zip"
            zipfile.ZipFile(archive).extractall(folder)
            archive.unlink()
            (home / "bin" / "kc.sh").chmod(0o755)
            _run([str(home / "bin" / "kc.sh"), *BUILD])
            (folder / "complete").touch()
    return home


def _run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"Keycloak could not be made by {command[0]}: {(done.stdout + done.stderr)[-2000:]}")


class Keycloak:
    """One server in memory, over HTTP and, with a certificate, HTTPS. A context manager."""

    def __init__(self, folder: Path, certificate: Path, key: Path, seconds: float = 300, version: str = VERSION):
        self.home, self.log, self.seconds = built(version), folder / "keycloak.log", seconds
        self.port, self.tls_port = free_ports(2)
        self.url, self.tls_url = f"http://localhost:{self.port}", f"https://localhost:{self.tls_port}"
        self._options = [
            # The database in memory is gone when its last connection closes, unless it is told to stay.
            "start",
            "--optimized",
            "--db-url=jdbc:h2:mem:keycloak;DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE",
            "--cache=local",
            "--http-enabled=true",
            "--hostname-strict=false",
            f"--http-port={self.port}",
            f"--https-port={self.tls_port}",
            f"--https-certificate-file={certificate}",
            f"--https-certificate-key-file={key}",
        ]

    def __enter__(self) -> "Keycloak":
        environment = {
            **os.environ,
            "KC_BOOTSTRAP_ADMIN_USERNAME": ADMIN,
            "KC_BOOTSTRAP_ADMIN_PASSWORD": ADMIN,
            "JAVA_OPTS_KC_HEAP": "-Xms128m -Xmx512m",
            "JAVA_OPTS_APPEND": "-XX:TieredStopAtLevel=1",
        }
        with open(self.log, "wb") as log:
            command = [str(self.home / "bin" / "kc.sh"), *self._options]
            self._process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exception: object) -> None:
        # Its own session: the script and the Java process that it starts end together.
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _wait(self) -> None:
        end = time.monotonic() + self.seconds
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/realms/master", timeout=5):
                    return
            except OSError:
                assert self._process.poll() is None and time.monotonic() < end, self.log.read_text(encoding="utf-8")[
                    -2000:
                ]
                time.sleep(0.3)

    def realm(self, name: str, clients: list[dict], **more) -> str:
        """Make a realm with its clients by the admin API; returns its issuer over HTTP."""
        content = {"realm": name, "enabled": True, "sslRequired": "none", "clients": clients, **more}
        request = urllib.request.Request(
            f"{self.url}/admin/realms", json.dumps(content).encode(), headers=self._headers()
        )
        try:
            urllib.request.urlopen(request, timeout=self.seconds).close()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"realm {name}: {error.code} {error.read()[:500]!r}") from None
        return f"{self.url}/realms/{name}"

    def admin(self, method: str, path: str, body: object = None) -> object:
        """What the admin API answers, below /admin/realms/; ``None`` without a content."""
        data = None if body is None else json.dumps(body).encode()
        url = f"{self.url}/admin/realms/{path}"
        request = urllib.request.Request(url, data, headers=self._headers(), method=method)
        with urllib.request.urlopen(request, timeout=self.seconds) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def grant(self, realm: str, client: str, *roles: str, revoke: bool = False) -> None:
        """Give roles of the realm's management to the service account of a client, or take them away."""
        ids = {found["clientId"]: found["id"] for found in self.admin("GET", f"{realm}/clients")}
        user = self.admin("GET", f"{realm}/clients/{ids[client]}/service-account-user")["id"]
        known = self.admin("GET", f"{realm}/clients/{ids['realm-management']}/roles")
        mapped = [role for role in known if role["name"] in roles]
        path = f"{realm}/users/{user}/role-mappings/clients/{ids['realm-management']}"
        self.admin("DELETE" if revoke else "POST", path, mapped)

    def _headers(self) -> dict[str, str]:
        """A token of the administrator lives for a minute, so each call takes one."""
        form = {"grant_type": "password", "client_id": "admin-cli", "username": ADMIN, "password": ADMIN}
        url = f"{self.url}/realms/master/protocol/openid-connect/token"
        with urllib.request.urlopen(url, urllib.parse.urlencode(form).encode(), timeout=self.seconds) as answer:
            token = json.load(answer)["access_token"]
        return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
