# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Go compiler from the package index, with folders of its own: none of the user's Go settings counts or changes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import cache, venvs
from .venvs import Missing


def program(module: str, version: str, name: str, *options: str, package: str = ".", c: bool = False) -> Path:
    """A program of a module, built once into the cache; raises `Missing`. `c`: it has parts in C.

    A module that replaces another one by a folder of its own cannot be installed by `go install`: such lines are left
    out, so that the module proxy serves the other one.
    """
    folder = cache.directory(f"{name}-{version}")
    made = folder / name
    with cache.lock(folder.name):
        if not made.exists():
            if c and not shutil.which("gcc"):
                raise Missing("gcc is not installed (Debian: gcc, libc6-dev)")
            print(f"building {made} (once, some minutes)", file=sys.stderr, flush=True)
            work = folder / "go"
            work.mkdir(exist_ok=True)
            source = work / "path" / "pkg" / "mod" / f"{module}@{version}"
            run(work, "mod", "download", f"{module}@{version}", folder=work)
            text = (source / "go.mod").read_text(encoding="utf-8")
            (work / "own.mod").write_text(re.sub(r"(?m)^(replace )?\s*\S+ => \./.*$", "", text), encoding="utf-8")
            shutil.copyfile(source / "go.sum", work / "own.sum")
            build = ["build", "-mod=mod", f"-modfile={work / 'own.mod'}", "-ldflags=-s -w", *options]
            run(work, *build, "-o", str(work / name), package, folder=source, c=c)
            os.replace(work / name, made)
            shutil.rmtree(work)
    return made


def file_of(module: str, version: str, path: str) -> Path:
    """A file of a module, downloaded once into the cache and never part of this repository; raises `Missing`."""
    folder = cache.directory(f"files-{cache.key(module, version, path)}")
    made = folder / Path(path).name
    with cache.lock(folder.name):
        if not made.exists():
            print(f"downloading {module}@{version} for {made.name} (once)", file=sys.stderr, flush=True)
            work = folder / "go"
            work.mkdir(exist_ok=True)
            run(work, "mod", "download", f"{module}@{version}", folder=work)
            shutil.copyfile(work / "path" / "pkg" / "mod" / f"{module}@{version}" / path, made)
            shutil.rmtree(work)
    return made


def run(work: Path, *arguments: str, folder: Path | None = None, c: bool = False) -> None:
    """Run `go` with its caches below *work*, and `GOBIN` as `work/bin`; raises `Missing` when it fails."""
    go = venvs.ensure("go") / "bin" / "go"
    own = {
        "GOPATH": str(work / "path"),
        "GOCACHE": str(work / "cache"),
        "GOBIN": str(work / "bin"),
        "GOFLAGS": "-modcacherw",
        "CGO_ENABLED": str(int(c)),
        "GOTOOLCHAIN": "local",
    }
    command = [str(go), *arguments]
    done = subprocess.run(command, cwd=folder, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"go {' '.join(arguments)} failed: {done.stderr[-2000:]}")
