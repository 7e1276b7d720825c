# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program of the npm registry: a folder with a `package.json`, installed once into the cache."""

import shutil
import subprocess
import sys
from pathlib import Path

from . import cache
from .venvs import Missing


def installed(source: Path) -> Path:
    """A copy of the folder *source* with its packages, made when it is not there yet; raises `Missing`."""
    files = sorted(path for path in source.iterdir() if path.is_file())
    name = f"{source.name}-{cache.key(*(path.read_text(encoding='utf-8') for path in files))}"
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
                words = (done.stdout + done.stderr)[-2000:]
                raise Missing(f"{source.name} could not be installed by npm: {words}")
            (folder / "complete").touch()
    return folder
