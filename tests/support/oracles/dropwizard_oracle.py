# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real loader of openmetadata.yaml.

Dropwizard and Jackson in a Java process, built once by Maven into the cache.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from lab import cache
from lab.venvs import Missing

SOURCES = Path(__file__).resolve().parent / "dropwizard"
MAVEN = ("mvn", "-q", "-B", "dependency:copy-dependencies")


class Refused(NamedTuple):
    """What the server would say instead of starting."""

    error: str
    message: str


def load(cases: Iterable[tuple[str, dict[str, str]]], model: bool = False) -> list[Any]:
    """Read each (text of openmetadata.yaml, environment) and return its tree, or `Refused`, in one Java process.

    With *model* the sections authenticationConfiguration and authorizerConfiguration are bound to OpenMetadata's own
    classes (release 1.4.0, the last on Maven Central) and returned with their defaults; other keys are then refused.
    """
    questions = [_question(yaml, environment, model) for yaml, environment in cases]
    done = subprocess.run(_command("Oracle"), input=b"".join(questions), capture_output=True, check=False)
    answers = [_answer(line) for line in done.stdout.splitlines()]
    if done.returncode or len(answers) != len(questions):
        raise RuntimeError(f"the Dropwizard oracle broke: {done.stderr.decode(errors='replace')[-2000:]}")
    return answers


class Process:
    """A class of the oracle in a Java process, one line in and one out.

    `with Process("Oracle") as process: process.ask(...)`.
    """

    def __init__(self, main: str) -> None:
        self._main = main

    def __enter__(self) -> "Process":
        # A file of its own for stderr: a pipe that nobody reads could fill and stop the process.
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            _command(self._main), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors
        )
        return self

    def __exit__(self, *_exception: object) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._errors.close()

    def ask(self, question: bytes) -> Any:
        """The answer to one question, a line of JSON."""
        self._process.stdin.write(question)
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            self._errors.seek(0)
            raise RuntimeError(f"the Dropwizard oracle broke: {self._errors.read().decode(errors='replace')[-2000:]}")
        return _answer(line)


class Loader(Process):
    """The same for one case at a time: `with Loader() as loader: loader.read(yaml, environment)`."""

    def __init__(self) -> None:
        super().__init__("Oracle")

    def read(self, yaml: str, environment: dict[str, str], model: bool = False) -> Any:
        """As `load` for one case."""
        return self.ask(_question(yaml, environment, model))


def _command(main: str) -> list[str]:
    return ["java", "-XX:TieredStopAtLevel=1", "-cp", f"{built()}/*:{built()}", main]


def _question(yaml: str, environment: dict[str, str], model: bool) -> bytes:
    return json.dumps({"yaml": yaml, "env": environment, "model": model}).encode() + b"\n"


def _answer(line: bytes) -> Any:
    answer = json.loads(line)
    return Refused(answer["error"], answer["message"]) if "error" in answer else answer["value"]


def built() -> Path:
    """The folder with the libraries and the compiled class, made when it is not there yet; raises `Missing`."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SOURCES.iterdir()) if path.is_file()]
    name = f"dropwizard-{cache.key(*texts)}"
    folder = cache.directory(name)
    with cache.lock(name):
        if not (folder / "complete").exists():
            print(f"building {folder} (once)", file=sys.stderr, flush=True)
            _build(folder)
            (folder / "complete").touch()
    return folder


def _build(folder: Path) -> None:
    for program, package in (("java", "default-jdk-headless"), ("javac", "default-jdk-headless"), ("mvn", "maven")):
        if not shutil.which(program):
            raise Missing(f"{program} is not installed (Debian: {package})")
    _run([*MAVEN, f"-DoutputDirectory={folder}", "-f", str(SOURCES / "pom.xml")])
    _run(["javac", "-cp", f"{folder}/*", "-d", str(folder), *map(str, SOURCES.glob("*.java"))])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(
            f"the Dropwizard oracle could not be built by {command[0]}: {(done.stdout + done.stderr)[-2000:]}"
        )
