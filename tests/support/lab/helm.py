# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real `helm`, built once by Go into the cache: some minutes, and 100 MB.

A `helm` in PATH is not taken, for its version is anyone's.
"""

import os
import shutil
import sys
from pathlib import Path

from . import cache, golang

VERSION = "v3.19.0"


def built(version: str = VERSION) -> Path:
    """The program, made when it is not there yet; raises `Missing`."""
    name = f"helm-{version}"
    program = cache.directory(name) / "helm"
    with cache.lock(name):
        if not program.exists():
            print(f"building {program} (once, some minutes)", file=sys.stderr, flush=True)
            _build(program, version)
    return program


def _build(program: Path, version: str) -> None:
    """Through the module proxy, where each major version is a module of its own."""
    work = program.parent / "go"
    golang.run(work, "install", "-ldflags=-s -w", f"helm.sh/helm/{version.split('.')[0]}/cmd/helm@{version}")
    os.replace(work / "bin" / "helm", program)
    shutil.rmtree(work)
