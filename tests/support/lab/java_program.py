# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small Java program on libraries of Maven Central: `pom.xml` and `Server.java`, compiled once into the cache."""

import shutil
import subprocess
import sys
from pathlib import Path

from . import cache
from .venvs import Missing

COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"


def command(source: Path) -> list[str]:
    """What starts the program in the folder *source*; raises `Missing`."""
    files = [source / "pom.xml", source / "Server.java"]
    name = f"{source.name}-{cache.key(*(file.read_text(encoding='utf-8') for file in files))}"
    folder = cache.directory(name)
    with cache.lock(name):
        if not (folder / "complete").exists():
            print(f"building {folder} (once)", file=sys.stderr, flush=True)
            for program, package in (("javac", "default-jdk-headless"), ("mvn", "maven")):
                if not shutil.which(program):
                    raise Missing(f"{program} is not installed (Debian: {package})")
            _run(["mvn", "-q", "-B", "-f", str(files[0]), COPY, f"-DoutputDirectory={folder / 'jars'}"])
            jars = f"{folder / 'jars'}/*"
            _run(["javac", "-nowarn", "-parameters", "-cp", jars, "-d", str(folder / "classes"), str(files[1])])
            (folder / "complete").touch()
    return ["java", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", f"{folder / 'classes'}:{folder / 'jars'}/*", "Server"]


def _run(command_line: list[str]) -> None:
    done = subprocess.run(command_line, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"{command_line[0]} failed: {(done.stdout + done.stderr)[-2000:]}")
