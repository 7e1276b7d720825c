# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Virtual environments in the cache, one for each requirement file and interpreter."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import cache, interpreters, progress

REQUIREMENTS = cache.CHECKOUT / "tests" / "support" / "requirements"


class Missing(Exception):
    """The machine lacks something; the text says what, and how to get it."""


def ensure(name: str, interpreter: interpreters.Interpreter | None = None) -> Path:
    """The venv that holds `tests/support/requirements/NAME.txt`, made when it is not there yet."""
    interpreter = interpreter or interpreters.running()
    identity = cache.key(_text(REQUIREMENTS / f"{name}.txt"), interpreter.name, interpreter.path)
    venv = cache.directory("venvs") / f"{name}-{interpreter.name}-{identity}"
    complete = venv / "complete"
    with cache.lock(venv.name):
        if not complete.exists():
            print(f"setting up {venv} (once)", file=sys.stderr, flush=True)
            shutil.rmtree(venv, ignore_errors=True)
            _make(venv, interpreter)
            _install(venv, interpreter, REQUIREMENTS / f"{name}.txt")
            complete.touch()
    return venv


def _text(path: Path) -> str:
    """A requirement file with the files that it includes."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(_text(path.parent / line[3:].strip()) if line.startswith("-r ") else line for line in lines)


def pip_of(interpreter: interpreters.Interpreter) -> list[str] | None:
    """A pip that can install into another environment (22.3 and newer).

    The interpreter's, the running one's, PATH's.
    """
    for pip in ([interpreter.path, "-m", "pip"], [sys.executable, "-m", "pip"], ["pip3"]):
        try:
            answer = subprocess.run([*pip, "--version"], capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        if tuple(map(int, answer.stdout.split()[1].split(".")[:2])) >= (22, 3):
            return pip
    return None


def _make(venv: Path, interpreter: interpreters.Interpreter) -> None:
    """An empty venv, without a pip of its own where another can fill it: that needs no ensurepip and is quicker."""
    options = ["--without-pip"] if pip_of(interpreter) else []
    command = [interpreter.path, "-m", "venv", *options, str(venv)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise Missing(
            f"Python {interpreter.name} ({interpreter.path}) cannot make a virtual environment and there is no pip "
            "22.3 or newer: install one of both (Debian: python3-venv or python3-pip).\n"
            f"{answer.stdout}{answer.stderr}".rstrip()
        )


def _install(venv: Path, interpreter: interpreters.Interpreter, requirements: Path) -> None:
    """Fill the venv."""
    python = str(venv / "bin" / "python")
    other = pip_of(interpreter)
    pip = [*other, "--python", python] if other else [python, "-m", "pip"]
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    # Without PYTHONPATH: pip takes what lies there (as under ansible-test) for installed, and leaves it out.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [*pip, "install", *options, "-r", str(requirements)]
    answer = progress.followed(command, env=variables)
    if answer.returncode:
        raise Missing(f"{answer.output[-3000:]}\npip could not install {requirements.name} into {venv}.".lstrip())
