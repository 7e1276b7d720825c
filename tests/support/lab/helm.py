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
    """Through the module proxy."""
    work = program.parent / "go"
    golang.run(work, "install", "-ldflags=-s -w", f"{PACKAGE}@{VERSION}")
    os.replace(work / "bin" / "helm", program)
    shutil.rmtree(work)
