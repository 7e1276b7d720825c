# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""npm's `oidc-provider`, a second OpenID provider: installed once into the cache, started in under a second."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from . import cache
from .installation import free_ports
from .serving import answers, serving
from .venvs import Missing

SOURCES = Path(__file__).resolve().parent / "oidc-provider"


def built() -> Path:
    """The folder with the package and our server, made when it is not there yet; raises `Missing`."""
    files = sorted(path for path in SOURCES.iterdir() if path.is_file())
    name = f"oidc-provider-{cache.key(*(path.read_text(encoding='utf-8') for path in files))}"
    folder = cache.directory(name)
    with cache.lock(name):
        if not (folder / "complete").exists():
            print(f"building {folder} (once)", file=sys.stderr, flush=True)
            for path in files:
                shutil.copy(path, folder)
            for program, package in (("node", "nodejs"), ("npm", "npm")):
                if not shutil.which(program):
                    raise Missing(f"{program} is not installed (Debian: {package})")
            done = subprocess.run(
                ["npm", "install", "--no-fund", "--no-audit"], cwd=folder, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise Missing(f"oidc-provider could not be installed by npm: {(done.stdout + done.stderr)[-2000:]}")
            (folder / "complete").touch()
    return folder


class OidcProvider:
    """One server with its own clients. A context manager."""

    def __init__(self, folder: Path, **configuration):
        (self.port,) = free_ports(1)
        self.url = f"http://localhost:{self.port}"
        self.log = folder / f"oidc-provider-{self.port}.log"
        self._command = ["node", str(built() / "server.mjs"), str(self.port), json.dumps(configuration)]

    def __enter__(self) -> "OidcProvider":
        self._running = serving(self._command, self.log, answers(f"{self.url}/.well-known/openid-configuration"), 30)
        self._running.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self._running.__exit__(*exception)
