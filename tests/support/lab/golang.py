# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Go compiler from the package index, with folders of its own: none of the user's Go settings counts or changes."""

import os
import subprocess
from pathlib import Path

from . import venvs
from .venvs import Missing


def run(work: Path, *arguments: str, folder: Path | None = None) -> None:
    """Run `go` with its caches below *work*, and `GOBIN` as `work/bin`; raises `Missing` when it fails."""
    go = venvs.ensure("go") / "bin" / "go"
    own = {
        "GOPATH": str(work / "path"),
        "GOCACHE": str(work / "cache"),
        "GOBIN": str(work / "bin"),
        "GOFLAGS": "-modcacherw",
        "CGO_ENABLED": "0",
        "GOTOOLCHAIN": "local",
    }
    command = [str(go), *arguments]
    done = subprocess.run(command, cwd=folder, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"go {' '.join(arguments)} failed: {done.stderr[-2000:]}")
