# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of Debian in a folder of the cache: fetched and unpacked, not installed, so that nothing of them starts."""

import shutil
import subprocess
import sys
from pathlib import Path

from . import cache
from .venvs import Missing


def unpacked(name: str, packages: dict[str, str]) -> Path:
    """The folder that holds *packages* ({package: beginning of its version}) as under `/`; raises `Missing`."""
    identity = f"{name}-{cache.key(*(f'{package}={version}' for package, version in sorted(packages.items())))}"
    folder = cache.directory(identity)
    with cache.lock(identity):
        if not (folder / "complete").exists():
            print(f"fetching {', '.join(packages)} (once)", file=sys.stderr, flush=True)
            for program in ("apt-get", "apt-cache", "dpkg-deb"):
                if not shutil.which(program):
                    raise Missing(f"{program} is not here: {name} is taken from Debian")
            shutil.rmtree(folder / "packages", ignore_errors=True)
            (folder / "packages").mkdir()
            wanted = [f"{package}={_offered(package, version)}" for package, version in packages.items()]
            _run(["apt-get", "-qq", "download", *wanted], folder / "packages")
            for archive in sorted((folder / "packages").iterdir()):
                _run(["dpkg-deb", "--extract", str(archive), str(folder)], folder)
            shutil.rmtree(folder / "packages")
            (folder / "complete").touch()
    return folder


def _offered(package: str, beginning: str) -> str:
    """The newest offered version that begins so: a security update has another ending."""
    found = _versions(package, beginning)
    if not found:  # a new machine does not have the lists yet
        subprocess.run(["apt-get", "-qq", "update"], capture_output=True, check=False)
        found = _versions(package, beginning)
    if not found:
        raise Missing(f"Debian's sources here do not offer {package} {beginning}")
    return found[0]


def _versions(package: str, beginning: str) -> list[str]:
    lines = _run(["apt-cache", "madison", package], Path("/")).splitlines()
    return [version for version in (line.split("|")[1].strip() for line in lines) if version.startswith(beginning)]


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"{' '.join(command[:3])}: {(done.stdout + done.stderr)[-1000:]}")
    return done.stdout
