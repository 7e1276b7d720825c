# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real `helm`, built once by Go into the cache: some minutes, and 100 MB.

A `helm` in PATH is not taken, for its version is anyone's.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import cache, venvs
from .venvs import Missing

VERSION = "v3.19.0"
PACKAGE = "helm.sh/helm/v3/cmd/helm"


def built() -> Path:
    """The program, made when it is not there yet; raises `Missing`."""
    name = f"helm-{VERSION}"
    program = cache.directory(name) / "helm"
    with cache.lock(name):
        if not program.exists():
            print(f"building {program} (once, some minutes)", file=sys.stderr, flush=True)
            _build(program)
    return program


def _build(program: Path) -> None:
    """Through the module proxy, with folders of its own: none of the user's Go settings counts or changes."""
    go = venvs.ensure("go") / "bin" / "go"
    work = program.parent / "go"
    own = {
        "GOPATH": str(work / "path"),
        "GOCACHE": str(work / "cache"),
        "GOBIN": str(work / "bin"),
        "GOFLAGS": "-modcacherw",
        "CGO_ENABLED": "0",
        "GOTOOLCHAIN": "local",
    }
    command = [str(go), "install", "-ldflags=-s -w", f"{PACKAGE}@{VERSION}"]
    done = subprocess.run(command, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"go could not build helm {VERSION}: {done.stderr[-2000:]}")
    os.replace(work / "bin" / "helm", program)
    shutil.rmtree(work)
