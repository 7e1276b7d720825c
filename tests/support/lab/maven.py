# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs in Java from Maven Central: one archive each, in the cache."""

import shutil
import subprocess
import sys
from pathlib import Path

from . import cache
from .venvs import Missing

COPY = ("mvn", "-q", "-B", "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy")


def archive(group: str, name: str, version: str) -> Path:
    """The archive of an artifact; raises `Missing`."""
    folder = cache.directory(f"{name}-{version}")
    made = folder / f"{name}-{version}.jar"
    with cache.lock(folder.name):
        if not made.exists():
            print(f"fetching {made.name} (once)", file=sys.stderr, flush=True)
            for program, package in (("java", "openjdk-17-jre-headless"), ("mvn", "maven")):
                if not shutil.which(program):
                    raise Missing(f"{program} is not installed (Debian: {package})")
            command = [*COPY, f"-Dartifact={group}:{name}:{version}", f"-DoutputDirectory={folder}"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Missing(f"{name} cannot be fetched: {(done.stdout + done.stderr)[-2000:]}")
    return made
