# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Pythons of this machine: ansible-core 2.16 and its newest release need different ones."""

import functools
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ASK = (
    "import os, sys; print(*sys.version_info[:3]); print(os.path.realpath(getattr(sys, '_base_executable', "
    "sys.executable)))"
)


class Interpreter(NamedTuple):
    """A real interpreter: no venv's and no shim's."""

    version: tuple[int, ...]
    path: str

    @property
    def name(self) -> str:
        """Its version as people write it."""
        return ".".join(map(str, self.version))


@functools.cache
def ask(executable: str) -> Interpreter | None:
    """What *executable* says it is; none when it cannot be run (a shim without its version)."""
    try:
        answer = subprocess.run([executable, "-c", ASK], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    version, path = answer.stdout.splitlines()
    return Interpreter(tuple(map(int, version.split())), path)


def running() -> Interpreter:
    """The interpreter that this process runs on."""
    found = ask(sys.executable)
    if not found:
        raise RuntimeError(f"{sys.executable} cannot be run again")
    return found


def _candidates() -> list[str]:
    """Everything that may be a Python: in PATH, and the versions that pyenv keeps."""
    names = ["python3", *(f"python3.{minor}" for minor in range(10, 20))]
    folders = [Path(entry) for entry in os.environ.get("PATH", os.defpath).split(os.pathsep) if entry]
    found = [folder / name for folder in folders for name in names]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found += sorted(pyenv.glob("versions/*/bin/python3"))
    return [str(path) for path in found if os.access(path, os.X_OK)]


@functools.cache
def every() -> tuple[Interpreter, ...]:
    """Each interpreter once, the running one first, then from new to old."""
    others = {found for found in map(ask, _candidates()) if found} - {running()}
    return (running(), *sorted(others, reverse=True))


def find(at_least: tuple[int, ...], below: tuple[int, ...] = (4,)) -> Interpreter | None:
    """The running interpreter if it fits, else the newest that does."""
    return next((found for found in every() if at_least <= found.version < below), None)


def oldest(at_least: tuple[int, ...], below: tuple[int, ...] = (4,)) -> Interpreter | None:
    """The oldest interpreter that fits."""
    return min((found for found in every() if at_least <= found.version < below), default=None)
